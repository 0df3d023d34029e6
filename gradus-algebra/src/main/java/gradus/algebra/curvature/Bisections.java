package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.signs.Interval;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.algebra.signs.Reasons;
import gradus.algebra.signs.Valley;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for pieces of the range of a variable on each of which the ranges of a smooth function, or
/// of its derivatives, are enough.
///
/// A tail, and a point at which the function is 0, are left to the signs of derivatives; all else
/// is halved until it holds.
final class Bisections {

  /// What it costs to look at a piece.
  private static final long PIECE = 15_000;

  private static final int MOST = 300;
  private static final int DEEPEST = 12;
  private static final int ORDERS = 6;
  private static final Fraction FAR = Fraction.of(256);

  private final Inequalities search;
  private final Var by;
  private int pieces;

  private Bisections(Inequalities search, Var by) {
    this.search = search;
    this.by = by;
  }

  /// Why a function of one variable is 0 or more, or more than 0.
  static Optional<Reason> shown(Inequalities search, Known known, Formula term, boolean strict) {
    return Samples.variable(known, term)
        .filter(by -> !new Samples(known, by).isNegative(term))
        .flatMap(by -> new Bisections(search, by).piece(known, term, strict, 0, 0))
        .filter(it -> Reasons.hold(known.setting(), it));
  }

  private Optional<Reason> piece(
      Known outside, Formula term, boolean strict, int order, int depth) {
    if (++pieces > MOST || depth > Math.max(DEEPEST - 2 * order, 2) || search.isSpent(PIECE)) {
      return Optional.empty();
    }
    Known known = outside.where(term);
    Interval range = new Ranges(known).of(by);
    Samples samples = new Samples(known, by);
    if (range.low().compareTo(range.high()) >= 0) {
      return Inequalities.plain(known, term, strict);
    }
    if (samples.isNegative(term)) {
      return Optional.empty();
    }
    Optional<Reason> found =
        Optional.<Reason>of(new Reason.Parts(term, strict))
            .filter(it -> Reasons.hold(known.setting(), it))
            .or(() -> mean(known, term, strict, range));
    if (found.isPresent()) {
      return found;
    }
    List<Fraction> zeros = samples.zeros(term, range);
    for (Fraction at : order < ORDERS ? zeros : List.<Fraction>of()) {
      found = valley(known, term, strict, at, order);
      if (found.isPresent()) {
        return found;
      }
    }
    for (Fraction at : order < ORDERS && isTail(range) ? ends(range) : List.<Fraction>of()) {
      found = valley(known, term, strict, at, order);
      if (found.isPresent()) {
        return found;
      }
    }
    return halved(known, term, strict, range, zeros, order, depth);
  }

  private static boolean isTail(Interval range) {
    return range.low().isFinite() != range.high().isFinite();
  }

  private static List<Fraction> ends(Interval range) {
    List<Fraction> ends = new ArrayList<>(List.of(range.low(), range.high()));
    ends.removeIf(it -> !it.isFinite());
    return ends;
  }

  private Optional<Reason> mean(Known known, Formula term, boolean strict, Interval range) {
    List<Fraction> points = ends(range);
    if (points.size() == 2) {
      points.addFirst(points.getFirst().plus(points.getLast()).times(Fraction.of(1, 2)));
    }
    return points.stream()
        .<Reason>map(at -> new Reason.Mean(term, strict, by, at))
        .filter(it -> Reasons.hold(known.setting(), it))
        .findFirst();
  }

  /// A point with what the derivative does on both sides of it.
  private Optional<Reason> valley(
      Known known, Formula term, boolean strict, Fraction at, int order) {
    Formula place = Ranges.number(at);
    Formula there = Known.replaced(term, by, place);
    Known line = new Known(Valley.interval(known.setting(), by));
    Known point = line.with(by, Setting.Kind.REAL);
    Optional<Reason> start =
        Inequalities.plain(point, there, true)
            .or(() -> search.shown(point, there, false, Inequalities.LAST));
    if (start.isEmpty()) {
      return Optional.empty();
    }
    boolean steep = strict && !start.get().strict();
    Formula slope = new Derivative(by).of(term);
    Optional<Reason> after = cleared(line.with(by.minus(place), true), slope, steep, order + 1);
    return after.flatMap(
        up ->
            cleared(line.with(place.minus(by), true), slope.negated(), steep, order + 1)
                .<Reason>map(down -> new Reason.Valley(term, strict, by, at, start.get(), up, down))
                .filter(it -> Reasons.hold(known.setting(), it)));
  }

  /// A derivative, by its canonical form without what is positive, which hides its sign far away.
  private Optional<Reason> cleared(Known known, Formula slope, boolean strict, int order) {
    Interval range = new Ranges(known).of(by);
    return range.low().compareTo(range.high()) >= 0
        ? Inequalities.plain(known, slope, strict)
        : new Cleared(search, known, 0)
            .shown(slope, it -> outermost(known, it, strict, order, range));
  }

  /// Without the exponential that is left alone far away.
  private Optional<Reason> outermost(
      Known known, Formula term, boolean strict, int order, Interval range) {
    List<Formula> terms = term instanceof Formula.Add(List<Formula> all) ? all : List.of(term);
    Optional<Fraction> outer = Optional.empty();
    for (Formula each : terms) {
      Fraction rate = rate(each);
      boolean farther =
          outer.isEmpty() || rate.compareTo(outer.get()) > 0 == range.low().isFinite();
      outer = farther ? Optional.of(rate) : outer;
    }
    Fraction rate = outer.orElse(Fraction.ZERO);
    return rate.signum() == 0
        ? piece(known, term, strict, order, 0)
        : new Cleared(search, known, 0)
            .cleared(
                term,
                Formula.call("exp", Ranges.number(rate.negated()).times(by)),
                it -> piece(known, it, strict, order, 0));
  }

  /// The rate at which the exponentials of a product grow, where they are linear.
  private Fraction rate(Formula term) {
    return switch (term) {
      case Formula.Neg(Formula inner) -> rate(inner);
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().map(this::rate).reduce(Fraction.ZERO, Fraction::plus);
      case Formula.Div(Formula above, Formula _) -> rate(above);
      case Formula.Call(String function, List<Formula> arguments) when function.equals("exp") ->
          Normaliser.rate(arguments.getFirst(), by.name(), Map.of()).orElse(Fraction.ZERO);
      default -> Fraction.ZERO;
    };
  }

  private Optional<Reason> halved(
      Known known,
      Formula term,
      boolean strict,
      Interval range,
      List<Fraction> zeros,
      int order,
      int depth) {
    Optional<Fraction> middle =
        zeros.stream()
            .filter(it -> isInside(it, range))
            .findFirst()
            .or(() -> middle(range.low(), range.high()));
    if (middle.isEmpty()) {
      return Optional.empty();
    }
    Formula pivot = by.minus(Ranges.number(middle.get()));
    return piece(known.with(pivot, false), term, strict, order, depth + 1)
        .flatMap(
            up ->
                piece(known.with(pivot.negated(), false), term, strict, order, depth + 1)
                    .map(down -> new Reason.Sides(term, strict, pivot, up, down)));
  }

  private static boolean isInside(Fraction at, Interval range) {
    return range.low().compareTo(at) < 0 && at.compareTo(range.high()) < 0;
  }

  private static Optional<Fraction> middle(Fraction low, Fraction high) {
    if (low.isFinite() && high.isFinite()) {
      return Optional.of(low.plus(high).times(Fraction.of(1, 2)));
    }
    if (!low.isFinite() && !high.isFinite()) {
      return Optional.of(Fraction.ZERO);
    }
    if (!low.isFinite()) {
      return middle(high.negated(), Fraction.INFINITY).map(Fraction::negated);
    }
    Fraction next = low.compareTo(Fraction.of(1, 2)) < 0 ? Fraction.ONE : low.times(Fraction.of(2));
    return next.compareTo(FAR) > 0 ? Optional.empty() : Optional.of(next);
  }
}
