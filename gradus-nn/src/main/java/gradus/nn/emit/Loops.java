package gradus.nn.emit;

import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Nested loops over tensors at strides, as few and as long as the strides allow, so that a
/// compiler can turn the innermost into vectors.
final class Loops {

  private static final String[] COUNTERS = {"i", "j", "k", "l", "m", "n"};

  /// One loop: its length, and for each tensor the distance between neighbours.
  private record Loop(int size, List<Integer> strides) {}

  private final List<Loop> loops = new ArrayList<>();
  private final List<Place> places;
  private final Map<Place, String> elements = new LinkedHashMap<>();
  private final List<String> outside = new ArrayList<>();
  private final List<String> inside = new ArrayList<>();

  /// @param shape what is looped over
  /// @param target where results go, by its strides
  /// @param operands what is read; none is a constant of one element
  Loops(Shape shape, Place target, List<Place> operands) {
    this.places = new ArrayList<>(List.of(target));
    operands.stream().distinct().filter(it -> !it.equals(target)).forEach(places::add);
    for (int axis = 0; axis < shape.rank(); axis++) {
      int at = axis;
      if (shape.size(axis) != 1) {
        add(new Loop(shape.size(axis), places.stream().map(it -> it.strides().get(at)).toList()));
      }
    }
    if (loops.size() > COUNTERS.length) {
      throw new IllegalArgumentException(
          "--to java: expected tensors of at most %d axes, found %s. Reshape the tensor."
              .formatted(COUNTERS.length, shape));
    }
    name();
  }

  /// Adds a loop inside, or makes the last one longer where both walk the same way.
  private void add(Loop loop) {
    if (!loops.isEmpty()) {
      Loop last = loops.getLast();
      boolean joins = true;
      for (int i = 0; i < places.size(); i++) {
        joins &= last.strides().get(i) == loop.strides().get(i) * loop.size();
      }
      if (joins) {
        loops.removeLast();
        loops.add(new Loop(last.size() * loop.size(), loop.strides()));
        return;
      }
    }
    loops.add(loop);
  }

  private void name() {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      boolean still = i > 0 && !loops.isEmpty() && loops.getLast().strides().get(i) == 0;
      String element = "%s[%s]".formatted(place.name(), index(i));
      if (still) {
        int at = i;
        String held = "held" + i;
        boolean everywhere = loops.stream().allMatch(loop -> loop.strides().get(at) == 0);
        String line = "%s %s = %s;".formatted(Words.type(place.dtype()), held, element);
        (everywhere ? outside : inside).add(line);
        element = held;
      }
      elements.put(place, element);
    }
  }

  private String index(int tensor) {
    List<String> terms = new ArrayList<>();
    if (places.get(tensor).offset() != 0) {
      terms.add(Integer.toString(places.get(tensor).offset()));
    }
    for (int d = 0; d < loops.size(); d++) {
      int stride = loops.get(d).strides().get(tensor);
      if (stride != 0) {
        terms.add(stride == 1 ? COUNTERS[d] : COUNTERS[d] + " * " + stride);
      }
    }
    return terms.isEmpty() ? "0" : String.join(" + ", terms).replace("+ -", "- ");
  }

  /// How the innermost loop names an element.
  String element(Place place) {
    String element = elements.get(place);
    return element == null ? places.getFirst().name() : element;
  }

  /// The loops as lines, with these lines inside the innermost.
  ///
  /// @param body its lines, the last an expression for the target's element
  List<String> lines(List<String> body) {
    List<String> lines = new ArrayList<>(outside);
    String indent = "";
    for (int d = 0; d < loops.size(); d++) {
      if (d == loops.size() - 1) {
        for (String line : inside) {
          lines.add(indent + line);
        }
      }
      String counter = COUNTERS[d];
      lines.add(
          indent
              + "for (int %s = 0; %s < %d; %s++) {"
                  .formatted(counter, counter, loops.get(d).size(), counter));
      indent += "  ";
    }
    for (String line : body.subList(0, body.size() - 1)) {
      lines.add(indent + line);
    }
    lines.add(indent + "%s = %s;".formatted(element(places.getFirst()), body.getLast()));
    for (int d = loops.size() - 1; d >= 0; d--) {
      lines.add("  ".repeat(d) + "}");
    }
    return lines;
  }
}
