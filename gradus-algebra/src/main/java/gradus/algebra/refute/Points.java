package gradus.algebra.refute;

import gradus.algebra.Counterexample.Elements;
import gradus.algebra.Setting.Range;
import gradus.algebra.Work;
import gradus.algebra.refute.Real.Exact;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Points with given values of the integers: a few general ones, then simple ones, then random
/// ones.
final class Points {

  private static final int MOST_CELLS = 3000;
  private static final int GENERAL = 8;

  private final Question question;
  private final Point start;
  private final List<List<Fraction>> scalars = new ArrayList<>();
  private final List<String> tensors;
  private final RandomGenerator random;
  private int left;

  private Points(Question question, Point start, long seed) {
    this.question = question;
    this.start = start;
    this.random = new Random(seed);
    this.tensors = List.copyOf(start.tensors().keySet());
    for (String name : question.reals()) {
      Set<String> known = new LinkedHashSet<>(start.variables().keySet());
      known.add(name);
      scalars.add(Patterns.scalars(name, question.about(known)));
    }
  }

  /// The points at some integers; none where a tensor would be too large.
  static Optional<Points> at(Question question, Map<String, Fraction> integers, long seed) {
    Point point = new Point(new TreeMap<>(integers), new TreeMap<>());
    Evaluator at = new Evaluator(new Reals(30), point, 10_000, Work.of(1_000_000));
    boolean allowed =
        question.about(integers.keySet()).stream().allMatch(it -> at.holds(it) == Truth.TRUE);
    for (Map.Entry<String, List<Range>> tensor : question.tensors().entrySet()) {
      Optional<Elements> elements = elements(at, tensor.getValue());
      elements.ifPresent(it -> point.tensors().put(tensor.getKey(), it));
      allowed &= elements.isPresent();
    }
    return allowed ? Optional.of(new Points(question, point, seed)) : Optional.empty();
  }

  private static Optional<Elements> elements(Evaluator at, List<Range> ranges) {
    List<Integer> from = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    long cells = 1;
    for (Range range : ranges) {
      OptionalInt first = at.integer(range.from());
      OptionalInt last = at.integer(range.to());
      if (first.isEmpty() || last.isEmpty()) {
        return Optional.empty();
      }
      from.add(first.getAsInt());
      sizes.add(Math.max(0, last.getAsInt() - first.getAsInt() + 1));
      cells = Math.min(cells * sizes.getLast(), MOST_CELLS + 1L);
    }
    return cells > MOST_CELLS
        ? Optional.empty()
        : Optional.of(new Elements(from, sizes, Collections.nCopies((int) cells, Fraction.ZERO)));
  }

  /// Visits at most so many points until the visitor has enough; says whether it wants more.
  boolean visit(int most, Predicate<Point> visitor) {
    left = most;
    List<Integer> counts = new ArrayList<>();
    scalars.forEach(it -> counts.add(it.size()));
    tensors.forEach(_ -> counts.add(Patterns.COUNT));
    if (counts.contains(0)) {
      return true;
    }
    if (counts.isEmpty()) {
      return visitor.test(start);
    }
    boolean more = true;
    for (int g = 0; g < GENERAL && more; g++) {
      more = offer(general(g, counts), visitor);
    }
    for (int sum = 0; sum < 24 && more && left > most / 4; sum++) {
      more = diagonal(sum, counts, new ArrayList<>(), visitor, most / 4);
    }
    while (more && left > 0) {
      more = offer(Patterns.choices(random, counts), visitor) && test(random(false), visitor);
    }
    return more;
  }

  /// Different values for different names.
  private static List<Integer> general(int which, List<Integer> counts) {
    List<Integer> choice = new ArrayList<>();
    for (int slot = 0; slot < counts.size(); slot++) {
      choice.add((1 + which + slot * (which % 3 + 1)) % counts.get(slot));
    }
    return choice;
  }

  private boolean diagonal(
      int sum, List<Integer> counts, List<Integer> chosen, Predicate<Point> visitor, int stop) {
    int slot = chosen.size();
    if (slot == counts.size()) {
      return sum > 0 || offer(chosen, visitor);
    }
    int first = slot == counts.size() - 1 ? sum : 0;
    boolean more = true;
    for (int i = first; i <= sum && i < counts.get(slot) && more && left > stop; i++) {
      chosen.add(i);
      more = diagonal(sum - i, counts, chosen, visitor, stop);
      chosen.removeLast();
    }
    return more;
  }

  private boolean offer(List<Integer> choice, Predicate<Point> visitor) {
    Point point = start;
    for (int s = 0; s < scalars.size(); s++) {
      point = point.with(question.reals().get(s), scalars.get(s).get(choice.get(s)));
    }
    for (int t = 0; t < tensors.size(); t++) {
      int pattern = choice.get(scalars.size() + t);
      point = filled(point, tensors.get(t), (at, n) -> Patterns.element(pattern, at, n));
    }
    return test(point, visitor);
  }

  /// The element at a place of so many.
  private interface Filling {
    Fraction at(int place, int count);
  }

  private static Point filled(Point point, String tensor, Filling filling) {
    return point.with(
        tensor,
        values -> {
          values.replaceAll(x -> x);
          for (int i = 0; i < values.size(); i++) {
            values.set(i, filling.at(i, values.size()));
          }
          return values;
        });
  }

  /// A random point; of thousandths, or of small fractions.
  Point random(boolean fine) {
    Point point = start;
    for (String name : question.reals()) {
      point = point.with(name, draw(fine));
    }
    for (String tensor : tensors) {
      point = filled(point, tensor, (_, _) -> draw(fine));
    }
    return repaired(point);
  }

  private Fraction draw(boolean fine) {
    return fine ? Patterns.fine(random) : Patterns.random(random);
  }

  private boolean test(Point point, Predicate<Point> visitor) {
    return --left >= 0 && visitor.test(repaired(point));
  }

  /// The point with one unknown changed for each equation that does not hold.
  private Point repaired(Point point) {
    Point repaired = point;
    for (Condition condition : question.given()) {
      if (condition instanceof Condition.Compare equation
          && equation.relation() == Relation.EQ
          && at(repaired).holds(equation) != Truth.TRUE) {
        repaired = solved(repaired, equation);
      }
    }
    return repaired;
  }

  private static Evaluator at(Point point) {
    return new Evaluator(new Reals(30), point, 20_000, Work.of(1_000_000));
  }

  private Point solved(Point point, Condition.Compare equation) {
    List<Function<Fraction, Point>> unknowns = new ArrayList<>();
    for (String tensor : tensors) {
      unknowns.add(
          x -> point.with(tensor, values -> values.stream().map(it -> it.times(x)).toList()));
      unknowns.add(x -> point.with(tensor, values -> last(values, x)));
    }
    for (String name : question.reals()) {
      unknowns.add(x -> point.with(name, x));
    }
    for (Function<Fraction, Point> unknown : unknowns) {
      Optional<Fraction> root = root(unknown, equation);
      if (root.isPresent()) {
        return unknown.apply(root.get());
      }
    }
    return point;
  }

  private static List<Fraction> last(List<Fraction> values, Fraction x) {
    if (!values.isEmpty()) {
      values.set(values.size() - 1, x);
    }
    return values;
  }

  /// Where an equation holds that is linear in an unknown, judged by its values at 0, 1 and 2.
  private static Optional<Fraction> root(
      Function<Fraction, Point> unknown, Condition.Compare equation) {
    List<Fraction> values = new ArrayList<>();
    for (int x = 0; x < 3; x++) {
      Point point = unknown.apply(Fraction.of(x));
      if (!(at(point).of(equation.left().minus(equation.right())) instanceof Exact(Fraction f))) {
        return Optional.empty();
      }
      values.add(f);
    }
    Fraction slope = values.get(1).plus(values.get(0).negated());
    boolean linear = values.get(2).equals(values.get(1).plus(slope)) && slope.signum() != 0;
    return linear ? Optional.of(values.get(0).negated().over(slope)) : Optional.empty();
  }
}
