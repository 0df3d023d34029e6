package gradus.explain.derive;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A term without the zeros that it adds and the ones that it multiplies by, with whole numbers
/// worked out, and with a condition in the place of its bracket compared with zero.
final class Tidy {

  private Tidy() {}

  /// The same term, shorter.
  static Formula of(Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _ -> term;
      case Formula.Iverson(Condition condition) -> new Formula.Iverson(of(condition));
      case Formula.Entry(String tensor, var index) -> new Formula.Entry(tensor, all(index));
      case Formula.Add(var terms) -> sum(all(terms));
      case Formula.Neg(Formula inner) -> of(inner).negated();
      case Formula.Mul(var factors) -> product(all(factors));
      case Formula.Div(Formula above, Formula below) -> quotient(of(above), of(below));
      case Formula.Power(Formula base, Formula exponent) -> of(base).power(of(exponent));
      case Formula.Call(String function, var arguments) -> call(function, all(arguments));
      case Formula.Fold fold ->
          new Formula.Fold(
              fold.combination(), fold.index(), of(fold.from()), of(fold.to()), of(fold.body()));
      case Formula.Choose(var condition, Formula then, Formula otherwise) ->
          new Formula.Choose(of(condition), of(then), of(otherwise));
    };
  }

  /// `[x = 0] ≠ 0` as `x = 0`.
  private static Condition of(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right) ->
          relation == Relation.NE
                  && right.equals(Formula.ZERO)
                  && left instanceof Formula.Iverson(Condition inner)
              ? of(inner)
              : Condition.compare(relation, of(left), of(right));
      case Condition.And(var parts) -> new Condition.And(parts.stream().map(Tidy::of).toList());
      case Condition.Or(var parts) -> new Condition.Or(parts.stream().map(Tidy::of).toList());
      case Condition.Not(Condition part) -> new Condition.Not(of(part));
    };
  }

  private static List<Formula> all(List<Formula> terms) {
    return terms.stream().map(Tidy::of).toList();
  }

  private static Formula sum(List<Formula> terms) {
    List<Formula> kept = new ArrayList<>(terms);
    kept.removeIf(Formula.ZERO::equals);
    if (kept.size() > 1 && kept.stream().allMatch(Tidy::isWhole)) {
      return whole(kept.stream().map(Tidy::value).reduce(BigInteger.ZERO, BigInteger::add));
    }
    return switch (kept.size()) {
      case 0 -> Formula.ZERO;
      case 1 -> kept.getFirst();
      default -> new Formula.Add(kept);
    };
  }

  private static Formula product(List<Formula> factors) {
    List<Formula> kept = new ArrayList<>(factors);
    kept.removeIf(Formula.ONE::equals);
    if (kept.size() > 1 && kept.stream().allMatch(Tidy::isWhole)) {
      return whole(kept.stream().map(Tidy::value).reduce(BigInteger.ONE, BigInteger::multiply));
    }
    return switch (kept.size()) {
      case 0 -> Formula.ONE;
      case 1 -> kept.getFirst();
      default -> new Formula.Mul(kept);
    };
  }

  /// `6/2` as `3`; other quotients as they are.
  private static Formula quotient(Formula above, Formula below) {
    boolean divides =
        isWhole(above)
            && isWhole(below)
            && value(below).signum() != 0
            && value(above).remainder(value(below)).signum() == 0;
    return divides ? whole(value(above).divide(value(below))) : above.over(below);
  }

  /// `⌊i·2 / 2⌋` as `i`: indices are whole.
  private static Formula call(String function, List<Formula> arguments) {
    if (function.equals("floordiv") && arguments.getFirst() instanceof Formula.Mul(var factors)) {
      List<Formula> rest = new ArrayList<>(factors);
      if (rest.remove(arguments.getLast())) {
        return product(rest);
      }
    }
    return new Formula.Call(function, arguments);
  }

  private static boolean isWhole(Formula term) {
    return switch (term) {
      case Formula.Num(_, BigInteger below) -> below.equals(BigInteger.ONE);
      case Formula.Neg(Formula.Num(_, BigInteger below)) -> below.equals(BigInteger.ONE);
      default -> false;
    };
  }

  private static BigInteger value(Formula term) {
    return switch (term) {
      case Formula.Num(BigInteger above, _) -> above;
      case Formula.Neg(Formula inner) -> value(inner).negate();
      default -> throw new AssertionError(term);
    };
  }

  private static Formula whole(BigInteger value) {
    return new Formula.Num(value, BigInteger.ONE);
  }
}
