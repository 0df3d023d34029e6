package gradus.algebra.limits;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Work;
import gradus.algebra.checker.Checker;
import gradus.algebra.checker.RefusedException;
import gradus.algebra.curvature.InequalityLaws;
import gradus.algebra.curvature.Signs;
import gradus.algebra.linear.Elimination;
import gradus.algebra.prove.Prover;
import gradus.algebra.refute.Effort;
import gradus.algebra.refute.Real;
import gradus.algebra.refute.Refuter;
import gradus.algebra.refute.Values;
import gradus.algebra.signs.Laws;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Num;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import gradus.tensor.GraphException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// Signs of terms that do not vary, by the judges of signs and of equations.
///
/// Remembers what it has been asked.
final class Constants {

  private static final long WORK = 300_000;

  private static final Effort LITTLE = new Effort(60_000, 60, 20_000, 1);

  private static final Formula HALF = new Num(BigInteger.ONE, BigInteger.TWO);

  private final Setting setting;
  private final Map<Formula, OptionalInt> known = new LinkedHashMap<>();

  Constants(Setting setting) {
    this.setting = setting;
  }

  /// −1, 0 or 1, if the sign is the same at all values of all names and is known.
  OptionalInt sign(Formula term) {
    OptionalInt seen = known.get(term);
    if (seen != null) {
      return seen;
    }
    OptionalInt plain = plain(term);
    OptionalInt sign = plain.isPresent() ? plain : judged(term);
    known.put(term, sign);
    return sign;
  }

  private OptionalInt judged(Formula term) {
    if (isClosed(term)) {
      return closed(term);
    }
    return isProved(term, Relation.GT)
        ? OptionalInt.of(1)
        : isProved(term, Relation.LT)
            ? OptionalInt.of(-1)
            : isZero(term) ? OptionalInt.of(0) : OptionalInt.empty();
  }

  private static boolean isClosed(Formula term) {
    return Substitution.variables(term).isEmpty() && !hasEntry(term);
  }

  private static boolean hasEntry(Formula term) {
    return term instanceof Formula.Entry || Parts.of(term).stream().anyMatch(Constants::hasEntry);
  }

  /// The sign of a number, by an interval that holds it.
  private OptionalInt closed(Formula term) {
    return switch (Values.of(term, Map.of())) {
      case Real.Exact(var value) -> OptionalInt.of(value.signum());
      case Real.Enclosed(var low, var high) when low.signum() == high.signum() ->
          OptionalInt.of(low.signum());
      case Real.Enclosed _ -> isZero(term) ? OptionalInt.of(0) : OptionalInt.empty();
      case Real.Absent _ -> OptionalInt.empty();
    };
  }

  private OptionalInt plain(Formula term) {
    return switch (term) {
      case Num number -> OptionalInt.of(number.numerator().signum());
      case Formula.Neg(Formula inner) -> turned(sign(inner));
      case Call(String function, List<Formula> _) when function.equals("exp") -> OptionalInt.of(1);
      case Formula.Mul(List<Formula> factors) -> product(factors);
      case Formula.Div(Formula above, Formula below) -> product(List.of(above, below));
      case Formula.Add(List<Formula> terms) -> sum(terms);
      default -> OptionalInt.empty();
    };
  }

  private static OptionalInt turned(OptionalInt sign) {
    return sign.isPresent() ? OptionalInt.of(-sign.getAsInt()) : sign;
  }

  private OptionalInt product(List<Formula> factors) {
    int product = 1;
    for (Formula factor : factors) {
      OptionalInt sign = sign(factor);
      if (sign.isEmpty()) {
        return sign;
      }
      product *= sign.getAsInt();
    }
    return OptionalInt.of(product);
  }

  private OptionalInt sum(List<Formula> terms) {
    int sum = 0;
    for (Formula each : terms) {
      OptionalInt sign = each instanceof Formula.Add ? OptionalInt.empty() : plain(each);
      if (sign.isEmpty() || sum * sign.getAsInt() < 0) {
        return OptionalInt.empty();
      }
      sum = sum == 0 ? sign.getAsInt() : sum;
    }
    return OptionalInt.of(sum);
  }

  /// Whether a term is nowhere negative, as far as is known.
  boolean isNotNegative(Formula term) {
    return isProved(term, Relation.GE);
  }

  private boolean isProved(Formula term, Relation relation) {
    Goal.Compare goal = new Goal.Compare(setting, term, relation, Formula.ZERO);
    try {
      if (Refuter.refute(goal, LITTLE).isPresent()) {
        return false;
      }
      List<Proof> offered = new ArrayList<>();
      Signs.prove(goal).ifPresent(offered::add);
      if (offered.isEmpty()) {
        InequalityLaws.proof(goal).ifPresent(offered::add);
      }
      return offered.stream()
          .anyMatch(it -> it instanceof CurvatureProof proof && Laws.prove(goal, proof));
    } catch (GraphException noRule) {
      return false;
    }
  }

  /// Whether a term is 0 at all values of all names.
  boolean isZero(Formula term) {
    return term.equals(Formula.ZERO) || equal(term, Formula.ZERO).isPresent();
  }

  /// A proof, accepted by the judge, that two terms are equal.
  Optional<Proof> equal(Formula left, Formula right) {
    return equal(setting, left, right, Work.of(WORK));
  }

  /// A proof, accepted by the judge, that two terms are equal where something is known, found with
  /// the work that may be done.
  static Optional<Proof> equal(Setting setting, Formula left, Formula right, Work work) {
    Goal.Compare goal = new Goal.Compare(setting, left, Relation.EQ, right);
    try {
      return Prover.prove(goal, work.part(WORK)).filter(it -> holds(goal, it));
    } catch (GraphException noRule) {
      return Optional.empty();
    }
  }

  /// Whether the judge of equations accepts a proof.
  static boolean holds(Goal.Compare goal, Proof proof) {
    try {
      Checker.verify(goal, proof, Elimination::contradiction);
      return true;
    } catch (RefusedException _) {
      return false;
    }
  }

  /// A term with what numbers alone make of it.
  static Formula tidy(Formula term) {
    List<Formula> parts = Parts.of(term).stream().map(Constants::tidy).toList();
    Formula tidied = parts.isEmpty() ? term : Parts.replaced(term, parts);
    return switch (tidied) {
      case Formula.Add(List<Formula> terms) -> sorted(terms, Formula.ZERO, Formula::plus);
      case Formula.Mul(List<Formula> factors) when factors.contains(Formula.ZERO) -> Formula.ZERO;
      case Formula.Mul(List<Formula> factors) -> sorted(factors, Formula.ONE, Formula::times);
      case Formula.Neg(Formula inner) -> inner.negated();
      case Formula.Div(Num above, Num below) when below.numerator().signum() != 0 ->
          new Num(
              above.numerator().multiply(below.denominator()),
              above.denominator().multiply(below.numerator()));
      case Formula.Div(Formula above, Formula below) when below.equals(Formula.ONE) -> above;
      case Formula.Power(Formula base, Formula exponent) when exponent.equals(Formula.ONE) -> base;
      case Call(String function, List<Formula> arguments) ->
          Optional.ofNullable(plain(function, arguments.getFirst())).orElse(tidied);
      default -> tidied;
    };
  }

  private static Formula sorted(
      List<Formula> terms, Formula start, BinaryOperator<Formula> joined) {
    Formula all = start;
    for (Formula term : terms) {
      all = joined.apply(all, term);
    }
    return all;
  }

  private static @Nullable Formula plain(String function, Formula x) {
    boolean zero = x.equals(Formula.ZERO);
    return switch (function) {
      case "exp" -> zero ? Formula.ONE : null;
      case "log" -> x.equals(Formula.ONE) ? Formula.ZERO : null;
      case "sigmoid" -> zero ? HALF : null;
      case "tanh", "erf", "sin", "atan", "abs", "relu", "sqrt", "expm1", "log1p" ->
          zero ? Formula.ZERO : null;
      case "cos" -> zero ? Formula.ONE : null;
      default -> null;
    };
  }
}
