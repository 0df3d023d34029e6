package gradus.algebra.refute;

import gradus.algebra.Counterexample.Elements;
import gradus.algebra.Work;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.refute.Real.Absent;
import gradus.algebra.refute.Real.Exact;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The values of formulas at one point; it counts its steps and stops when there are too many.
///
/// Derivatives have been taken before. An entry outside the ranges of its tensor is 0.
final class Evaluator {

  private static final int LONGEST_FOLD = 100_000;

  /// What a function of 30 digits costs, in units of a term.
  private static final int CALL = 25;

  private static final int OUTSIDE = -1;
  private static final int NOWHERE = -2;

  private static final Fraction LITTLE = Fraction.of(10).power(Fraction.of(-15));
  private static final Real STEP = new Exact(LITTLE);
  private static final Real BACK = new Exact(LITTLE.negated());

  /// How far the slopes to both sides of a point may differ where there is no kink.
  private static final Real BEND = new Exact(Fraction.of(10).power(Fraction.of(-6)));

  private final Reals reals;
  private final Map<String, Real> names;
  private final Map<String, Elements> tensors;
  private final Work work;
  private int steps;

  /// The work may be shared with other points.
  Evaluator(Reals reals, Point point, int steps, Work work) {
    this.reals = reals;
    this.names = new LinkedHashMap<>();
    point.variables().forEach((name, value) -> names.put(name, new Exact(value)));
    this.tensors = new LinkedHashMap<>(point.tensors());
    this.steps = steps;
    this.work = work;
  }

  Real of(Formula formula) {
    work.spend(formula instanceof Call ? CALL * reals.digits() / 30 : 1);
    if (--steps < 0 || work.isSpent()) {
      return new Absent(false, "too many terms");
    }
    return switch (formula) {
      case Formula.Num(BigInteger above, BigInteger below) -> new Exact(new Fraction(above, below));
      case Formula.Named(String name) -> named(name);
      case Formula.Var(String name) ->
          names.getOrDefault(name, new Absent(true, "no value for " + name));
      case Entry entry -> entry(entry);
      case Formula.Add(List<Formula> terms) -> {
        Real sum = Real.ZERO;
        for (Formula term : terms) {
          sum = reals.plus(sum, of(term));
        }
        yield sum;
      }
      case Formula.Neg(Formula term) -> reals.negated(of(term));
      case Formula.Mul(List<Formula> factors) -> {
        Real product = Real.ONE;
        for (Formula factor : factors) {
          product = reals.times(product, of(factor));
        }
        yield product;
      }
      case Formula.Div(Formula above, Formula below) -> reals.over(of(above), of(below));
      case Formula.Power(Formula base, Formula exponent) -> reals.power(of(base), of(exponent));
      case Call(String function, List<Formula> arguments)
          when function.equals(Derivative.UNTAKEN) ->
          slope(arguments.getFirst(), arguments.getLast());
      case Call(String function, List<Formula> arguments) ->
          reals.call(function, arguments.stream().map(this::of).toArray(Real[]::new));
      case Fold fold -> fold(fold);
      case Formula.Iverson(Condition condition) -> chosen(condition, Formula.ONE, Formula.ZERO);
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          chosen(condition, then, otherwise);
    };
  }

  /// A derivative as a quotient of differences; none where those to both sides disagree, as at a
  /// kink.
  private Real slope(Formula term, Formula by) {
    Real here = of(term);
    Real before = reals.over(reals.plus(here, reals.negated(moved(term, by, BACK))), STEP);
    Real after = reals.over(reals.plus(moved(term, by, STEP), reals.negated(here)), STEP);
    Real bend = reals.call("abs", reals.plus(after, reals.negated(before)));
    Real size = reals.plus(Real.ONE, reals.call("abs", after));
    return reals.holds(Condition.Relation.LT, bend, reals.times(BEND, size)) == Truth.TRUE
        ? reals.over(reals.plus(before, after), Real.of(2))
        : new Absent(false, "a derivative where there is a kink");
  }

  /// The value of a term where a variable or an entry is larger by a little.
  private Real moved(Formula term, Formula by, Real step) {
    return switch (by) {
      case Formula.Var(String name) when names.get(name) instanceof Exact old -> {
        names.put(name, reals.plus(old, step));
        Real value = of(term);
        names.put(name, old);
        yield value;
      }
      case Entry entry when step instanceof Exact(Fraction little) -> {
        Elements old = tensors.get(entry.tensor());
        int at = old == null ? -1 : place(old, entry.index());
        if (old == null || at < 0) {
          yield new Absent(false, "a derivative by what is no entry");
        }
        List<Fraction> values = new ArrayList<>(old.values());
        values.set(at, values.get(at).plus(little));
        tensors.put(entry.tensor(), new Elements(old.from(), old.sizes(), values));
        Real value = of(term);
        tensors.put(entry.tensor(), old);
        yield value;
      }
      default -> new Absent(false, "a derivative by what is no variable");
    };
  }

  private Real named(String name) {
    return switch (name) {
      case "pi" -> new Enclosures(reals.digits()).pi();
      case "e" -> reals.call("exp", Real.ONE);
      default -> new Absent(true, name + " is no real number");
    };
  }

  private Real chosen(Condition condition, Formula then, Formula otherwise) {
    return switch (holds(condition)) {
      case TRUE -> of(then);
      case FALSE -> of(otherwise);
      case UNKNOWN -> new Absent(false, "a condition that is not certain");
    };
  }

  Truth holds(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Condition.Relation relation, Formula left, Formula right) ->
          reals.holds(relation, of(left), of(right));
      case Condition.And(List<Condition> parts) -> all(parts, false);
      case Condition.Or(List<Condition> parts) -> all(parts, true).not();
      case Condition.Not(Condition part) -> holds(part).not();
    };
  }

  /// Whether all hold, or all fail; after the first that decides none is asked.
  private Truth all(List<Condition> parts, boolean negated) {
    Truth truth = Truth.TRUE;
    for (Condition part : parts) {
      truth = truth.and(negated ? holds(part).not() : holds(part));
      if (truth == Truth.FALSE) {
        return truth;
      }
    }
    return truth;
  }

  /// The integer that a formula gives, if it is one of moderate size.
  OptionalInt integer(Formula formula) {
    return of(formula) instanceof Exact(Fraction value)
            && value.denominator().equals(BigInteger.ONE)
            && value.numerator().bitLength() < 31
        ? OptionalInt.of(value.numerator().intValue())
        : OptionalInt.empty();
  }

  private Real entry(Entry entry) {
    Elements elements = tensors.get(entry.tensor());
    if (elements == null || elements.sizes().size() != entry.index().size()) {
      return new Absent(true, "no tensor " + entry.tensor() + " with so many indices");
    }
    int at = place(elements, entry.index());
    return at == NOWHERE
        ? new Absent(false, "an index that is no integer")
        : at == OUTSIDE ? Real.ZERO : new Exact(elements.values().get(at));
  }

  private int place(Elements elements, List<Formula> indices) {
    long at = 0;
    boolean inside = true;
    for (int axis = 0; axis < elements.sizes().size(); axis++) {
      OptionalInt index = integer(indices.get(axis));
      if (index.isEmpty()) {
        return NOWHERE;
      }
      long offset = (long) index.getAsInt() - elements.from().get(axis);
      int size = elements.sizes().get(axis);
      inside &= offset >= 0 && offset < size;
      at = at * size + offset;
    }
    return inside ? (int) at : OUTSIDE;
  }

  private Real fold(Fold fold) {
    OptionalInt from = integer(fold.from());
    OptionalInt to = integer(fold.to());
    if (from.isEmpty() || to.isEmpty() || (long) to.getAsInt() - from.getAsInt() > LONGEST_FOLD) {
      return new Absent(false, "bounds of a sum that are no moderate integers");
    }
    String name = fold.index().name();
    Real hidden = names.get(name);
    List<Real> values = new ArrayList<>();
    for (int i = from.getAsInt(); i <= to.getAsInt(); i++) {
      names.put(name, Real.of(i));
      Real value = of(fold.body());
      values.add(value);
      if (value instanceof Absent) {
        break;
      }
    }
    restore(name, hidden);
    return combined(fold.combination(), from.getAsInt(), values);
  }

  private void restore(String name, @Nullable Real hidden) {
    if (hidden == null) {
      names.remove(name);
    } else {
      names.put(name, hidden);
    }
  }

  private Real combined(Combination combination, int from, List<Real> values) {
    if (!values.isEmpty() && values.getLast() instanceof Absent absent) {
      return absent;
    }
    return switch (combination) {
      case SUM -> values.stream().reduce(Real.ZERO, reals::plus);
      case PRODUCT -> values.stream().reduce(Real.ONE, reals::times);
      case MAX -> largest(values);
      case MIN -> reals.negated(largest(values.stream().map(reals::negated).toList()));
      case ARGMAX -> first(from, values);
      case ARGMIN -> first(from, values.stream().map(reals::negated).toList());
    };
  }

  private Real largest(List<Real> values) {
    return values.stream()
        .reduce((x, y) -> reals.call("max", x, y))
        .orElse(new Absent(true, "the largest of no values"));
  }

  private Real first(int from, List<Real> values) {
    Real largest = largest(values);
    for (int i = 0; i < values.size(); i++) {
      switch (reals.holds(Condition.Relation.EQ, values.get(i), largest)) {
        case TRUE -> {
          return Real.of((long) from + i);
        }
        case UNKNOWN -> {
          return last(i, from, values);
        }
        case FALSE -> {}
      }
    }
    return largest instanceof Absent ? largest : new Absent(false, "a position not certain");
  }

  private Real last(int i, int from, List<Real> values) {
    for (int other = 0; other < values.size(); other++) {
      Condition.Relation relation = other < i ? Condition.Relation.GT : Condition.Relation.GE;
      if (other != i && reals.holds(relation, values.get(i), values.get(other)) != Truth.TRUE) {
        return new Absent(false, "a position that is not certain");
      }
    }
    return Real.of((long) from + i);
  }
}
