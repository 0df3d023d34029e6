package gradus.nn.emit;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.elementwise.Elementwise;
import gradus.op.movement.Broadcast;
import gradus.op.movement.Flip;
import gradus.op.movement.Permute;
import gradus.op.movement.Reshape;
import gradus.op.movement.Slice;
import gradus.op.source.Constant;
import gradus.op.source.Draw;
import gradus.op.source.Input;
import gradus.op.source.Source;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Writes a prepared graph as statements, with the methods and constants that they need.
final class Emission {

  final Words words = new Words();
  final Methods methods = new Methods();
  final Numbers numbers = new Numbers(words);

  /// The statements, each after those that it reads.
  final List<String> statements = new ArrayList<>();

  /// The methods of this program alone.
  final List<String> own = new ArrayList<>();

  private final Map<Node, Place> places = new LinkedHashMap<>();
  private final Map<Node, List<Node>> readers = new LinkedHashMap<>();
  private final Map<Node, Node> chains = new LinkedHashMap<>();
  private final Graph graph;
  private final Known known;

  Emission(Graph graph, Map<String, Tensor> values) {
    this.graph = graph;
    for (Node node : graph.nodes()) {
      node.inputs().forEach(it -> readers.computeIfAbsent(it, _ -> new ArrayList<>()).add(node));
    }
    this.known = new Known(graph, values, Emission::isView, readers);
    graph.inputs().forEach(it -> inputName(it));
    chain();
    for (Node node : graph.nodes()) {
      if (!known.isKnown(node) || isView(node) || known.value(node).isPresent()) {
        place(node);
      }
    }
  }

  /// The array with the elements of an output.
  String output(String name) {
    return whole(Objects.requireNonNull(graph.outputs().get(name)));
  }

  /// What an input is called.
  String inputName(Node input) {
    return places
        .computeIfAbsent(
            input,
            it -> Place.array(words.name(Graph.nameOf(it)), it.type().dtype(), it.type().shape()))
        .name();
  }

  static boolean isView(Node node) {
    return switch (node.op()) {
      case Reshape _, Broadcast _, Permute _, Slice _, Flip _ -> true;
      default -> false;
    };
  }

  /// Gives each elementwise node the last of those that it is computed with: all that read it.
  private void chain() {
    List<Node> backwards = new ArrayList<>(graph.nodes());
    Collections.reverse(backwards);
    Set<Node> outputs = new LinkedHashSet<>(graph.outputs().values());
    for (Node node : backwards) {
      if (node.op() instanceof Elementwise && !known.isKnown(node)) {
        Set<Node> ends = new LinkedHashSet<>();
        readers.getOrDefault(node, List.of()).forEach(it -> ends.add(chains.getOrDefault(it, it)));
        boolean joins =
            ends.size() == 1
                && !outputs.contains(node)
                && chains.containsKey(ends.iterator().next());
        chains.put(node, joins ? ends.iterator().next() : node);
      }
    }
  }

  /// Where a node's elements are found.
  Place at(Node node) {
    return Objects.requireNonNull(places.get(node), node::toString);
  }

  private void place(Node node) {
    if (known.value(node).isPresent()) {
      places.put(node, Place.of(known.value(node).orElseThrow()));
      return;
    }
    switch (node.op()) {
      case Reshape reshape -> {
        Place place = at(node.input(0));
        Place plain = place.isWhole() || place.isConstant() ? place : copied(node.input(0));
        places.put(
            node,
            plain.isConstant()
                ? Place.of(plain.numbers().reshape(reshape.shape()))
                : plain.seen(0, Place.strides(reshape.shape()), reshape.shape()));
      }
      case Broadcast _, Permute _, Slice _, Flip _ ->
          places.put(node, Views.of(node, at(node.input(0))));
      case Elementwise _ -> {
        if (node.equals(chains.get(node))) {
          elementwise(node);
        }
      }
      case Input _ -> inputName(node);
      case Constant _ -> throw new AssertionError("known: " + node);
      case Draw _ -> throw Unwritten.operation(node);
      case Source _ -> throw new AssertionError("known: " + node);
      default -> new Calls(this).write(node);
    }
  }

  /// The array that is exactly a node's elements in order; copied where there is none.
  String whole(Node node) {
    Place place = at(node);
    if (place.isConstant()) {
      return numbers.array(place.numbers(), wish(node));
    }
    return (place.isWhole() ? place : copied(node)).name();
  }

  /// The array of a node's elements in the order of another place.
  String copy(Node node, Place from) {
    return from.isConstant()
        ? numbers.array(from.numbers(), wish(node))
        : from.isWhole() ? from.name() : copied(node, from).name();
  }

  private Place copied(Node node) {
    return copied(node, at(node));
  }

  private Place copied(Node node, Place from) {
    String name = result(node, "copy");
    Place to = Place.array(name, from.dtype(), from.shape());
    Place source = named(from, node);
    Loops loops = new Loops(from.shape(), to, List.of(source));
    method(name, node, to, List.of(source), loops.lines(List.of(loops.element(source))));
    return to;
  }

  /// A place with a name: constants become fields.
  Place named(Place place, Node node) {
    if (!place.isConstant()) {
      return place;
    }
    Tensor value = Objects.requireNonNull(place.constant());
    String name = numbers.array(value, wish(node));
    return new Place(
        name, null, place.dtype(), place.offset(), place.strides(), place.shape(), place.length());
  }

  String wish(Node node) {
    Node at = node;
    while (isView(at) && !at.inputs().isEmpty()) {
      at = at.input(0);
    }
    if (at.op() instanceof Source && !(at.op() instanceof Constant)) {
      return Graph.nameOf(at);
    }
    return (at.label().isEmpty() ? node.label() : at.label()) + "." + at.op().name();
  }

  /// A name for a node's result: its layer, or that of the next node that has one.
  String result(Node node, String otherwise) {
    Node at = node;
    while (at.label().isEmpty() && !readers.getOrDefault(at, List.of()).isEmpty()) {
      at = readers.getOrDefault(at, List.of()).getFirst();
    }
    return words.name(at.label().isEmpty() ? otherwise : at.label());
  }

  void put(Node node, Place place) {
    places.put(node, place);
  }

  private void elementwise(Node root) {
    List<Node> members =
        graph.nodes().stream().filter(node -> root.equals(chains.get(node))).toList();
    Map<Node, Place> read = new LinkedHashMap<>();
    for (Node node : members) {
      for (Node input : node.inputs()) {
        if (!root.equals(chains.get(input)) && Literals.of(at(input)).isEmpty()) {
          read.computeIfAbsent(input, it -> named(at(it), it));
        }
      }
    }
    String name = result(root, root.op().name().toLowerCase(java.util.Locale.ROOT));
    Place target = Place.array(name, root.type().dtype(), root.type().shape());
    List<Place> operands = new ArrayList<>(read.values());
    Loops loops = new Loops(target.shape(), target, operands);
    put(root, target);
    method(name, root, target, operands, loops.lines(body(root, members, read, loops)));
  }

  /// Each member's element: in place where it is read once, else as a variable.
  private List<String> body(Node root, List<Node> members, Map<Node, Place> read, Loops loops) {
    Map<Node, String> terms = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    Expressions expressions = new Expressions(methods);
    for (Node node : members) {
      List<String> operands = new ArrayList<>();
      for (Node input : node.inputs()) {
        Place place = read.get(input);
        String term = terms.get(input);
        operands.add(
            term != null
                ? term
                : place != null ? loops.element(place) : Literals.of(at(input)).orElseThrow());
      }
      String term = expressions.of(node, operands);
      boolean several = readers.getOrDefault(node, List.of()).size() > 1;
      if (node != root && (several || term.length() > 56)) {
        String local = "t" + (lines.size() + 1);
        lines.add("%s %s = %s;".formatted(Words.type(node.type().dtype()), local, plain(term)));
        term = local;
      }
      terms.put(node, term);
    }
    lines.add(plain(Objects.requireNonNull(terms.get(root))));
    return lines;
  }

  /// A term without the parentheses around all of it.
  static String plain(String term) {
    int open = 0;
    for (int i = 0; i < term.length(); i++) {
      open += term.charAt(i) == '(' ? 1 : term.charAt(i) == ')' ? -1 : 0;
      if (open == 0 && i < term.length() - 1) {
        return term;
      }
    }
    return term.startsWith("(") ? term.substring(1, term.length() - 1) : term;
  }

  /// Writes a method that makes an array, and the statement that calls it.
  void method(String name, Node node, Place target, List<Place> operands, List<String> loops) {
    Map<String, Place> arrays = new TreeMap<>();
    for (Place place : operands) {
      if (!numbers.isField(place.name())) {
        arrays.put(place.name(), place);
      }
    }
    List<String> formals = new ArrayList<>();
    arrays.forEach((array, place) -> formals.add(Words.type(place.dtype()) + "[] " + array));
    String type = Words.type(target.dtype());
    StringBuilder text = new StringBuilder();
    text.append("  /** ").append(node.op().name()).append(": ").append(node.type()).append(" */\n");
    text.append("  private static %s[] %s(".formatted(type, name));
    text.append(String.join(", ", formals)).append(") {\n");
    text.append("    %s[] z = new %s[%d];\n".formatted(type, type, target.shape().elements()));
    for (String line : loops) {
      text.append("    ").append(line.replaceAll("\\b" + name + "\\[", "z[")).append("\n");
    }
    own.add(text.append("    return z;\n  }").toString());
    statement(target, "%s(%s)".formatted(name, String.join(", ", arrays.keySet())));
  }

  /// A statement that declares an array.
  void statement(Place target, String value) {
    statements.add(
        "%s[] %s = %s; // %s"
            .formatted(Words.type(target.dtype()), target.name(), value, target.shape()));
  }

  Shape shape(Node node) {
    return node.type().shape();
  }
}
