package gradus.algebra.refute;

import gradus.algebra.Counterexample.Elements;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The values of formulas at one point; it counts its steps and stops when there are too many.
///
/// Derivatives have been taken before. An entry outside the ranges of its tensor is 0.
final class Evaluator {

  private static final int LONGEST_FOLD = 100_000;

  private final Reals reals;
  private final Map<String, Real> names;
  private final Map<String, Elements> tensors;
  private final long deadline;
  private int steps;

  /// The deadline is one of {@link System#nanoTime}.
  Evaluator(Reals reals, Point point, int steps, long deadline) {
    this.reals = reals;
    this.names = new HashMap<>();
    point.variables().forEach((name, value) -> names.put(name, new Exact(value)));
    this.tensors = point.tensors();
    this.steps = steps;
    this.deadline = deadline;
  }

  Real of(Formula formula) {
    if (--steps < 0 || ((steps & 255) == 0 && System.nanoTime() - deadline > 0)) {
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
      case Call(String function, List<Formula> arguments) ->
          reals.call(function, arguments.stream().map(this::of).toArray(Real[]::new));
      case Fold fold -> fold(fold);
      case Formula.Iverson(Condition condition) -> chosen(condition, Formula.ONE, Formula.ZERO);
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          chosen(condition, then, otherwise);
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
    int at = 0;
    boolean inside = true;
    for (int axis = 0; axis < elements.sizes().size(); axis++) {
      OptionalInt index = integer(entry.index().get(axis));
      if (index.isEmpty()) {
        return new Absent(false, "an index that is no integer");
      }
      int offset = index.getAsInt() - elements.from().get(axis);
      int size = elements.sizes().get(axis);
      inside &= offset >= 0 && offset < size;
      at = at * size + offset;
    }
    return inside ? new Exact(elements.values().get(at)) : Real.ZERO;
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
