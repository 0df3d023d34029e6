package gradus.algebra.refute;

import gradus.algebra.Work;
import gradus.algebra.refute.Boxes.Box;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Values of integer variables that linear conditions allow, small ones first.
///
/// The weight of a value is its distance from the least one, or from 1 where there is no least one;
/// assignments come in the order of their total weight.
final class Integers {

  private static final int HEAVIEST = 60;
  private static final int LONGEST = 400_000;

  /// What it costs to narrow the others to one more value.
  private static final int COST = 5;

  private final List<String> names;
  private final Boxes conditions;
  private final Map<String, Box> root;
  private final Predicate<Map<String, Fraction>> visitor;
  private final Work work;
  private int steps;
  private boolean stopped;

  /// The visitor says whether it wants more; the work is shared with it.
  Integers(
      List<String> names, Boxes conditions, Predicate<Map<String, Fraction>> visitor, Work work) {
    this.names = List.copyOf(names);
    this.conditions = conditions;
    this.visitor = visitor;
    this.work = work;
    Map<String, Box> all = new LinkedHashMap<>();
    names.forEach(name -> all.put(name, Box.ALL));
    this.root = conditions.narrowed(all);
  }

  /// Visits assignments until the visitor has enough or the numbers become large.
  void visit() {
    for (int weight = 0; weight <= HEAVIEST && !stopped; weight++) {
      visit(0, root, weight);
      if (names.isEmpty()) {
        return;
      }
    }
  }

  private void visit(int which, Map<String, Box> boxes, int weight) {
    if (stopped || boxes.values().stream().anyMatch(Box::isEmpty)) {
      return;
    }
    if (which == names.size()) {
      if (weight == 0) {
        stopped = !visitor.test(values(boxes));
      }
      return;
    }
    String name = names.get(which);
    Box box = boxes.getOrDefault(name, Box.ALL);
    for (long value : values(name, box, weight, which == names.size() - 1)) {
      work.spend(COST);
      stopped |= ++steps > LONGEST || work.isSpent();
      Map<String, Box> next = new LinkedHashMap<>(boxes);
      next.put(name, new Box(Fraction.of(value), Fraction.of(value)));
      visit(which + 1, conditions.narrowed(next), weight - weight(base(name), value));
    }
  }

  private static Map<String, Fraction> values(Map<String, Box> boxes) {
    Map<String, Fraction> values = new LinkedHashMap<>();
    boxes.forEach((name, box) -> values.put(name, box.low()));
    return values;
  }

  private long base(String name) {
    Box box = root.getOrDefault(name, Box.ALL);
    long low = box.low().numerator().longValue();
    long high = box.high().numerator().longValue();
    // a bound this far away comes from the limits of other integers
    return low > -Boxes.LIMIT / 4 ? low : Math.min(high, 1);
  }

  private static int weight(long base, long value) {
    return (int) Math.min(value >= base ? value - base : base - value + 1, HEAVIEST + 1L);
  }

  /// The values within the box of at most a weight, or of just this weight.
  private List<Long> values(String name, Box box, int weight, boolean just) {
    List<Long> values = new ArrayList<>();
    long base = base(name);
    for (int w = just ? weight : 0; w <= weight; w++) {
      add(values, box, base + w);
      if (w > 1) {
        add(values, box, base - w + 1);
      }
    }
    return values;
  }

  private static void add(List<Long> values, Box box, long value) {
    Fraction x = Fraction.of(value);
    if (box.low().compareTo(x) <= 0 && x.compareTo(box.high()) <= 0) {
      values.add(value);
    }
  }
}
