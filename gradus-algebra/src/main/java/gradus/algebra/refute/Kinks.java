package gradus.algebra.refute;

import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How often a derivative is taken where its function has a kink, as a formula.
///
/// Below a derivative, `relu`, `abs` and `sign` have a kink where their argument is 0, `max` and
/// `min` where their arguments meet.
final class Kinks {

  private Kinks() {}

  /// A sum of brackets that is 0 away from kinks.
  static Formula in(Formula term) {
    return in(term, false);
  }

  private static Formula in(Formula term, boolean below) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Entry _, Formula.Iverson _ ->
          Formula.ZERO;
      case Formula.Add(List<Formula> terms) -> sum(terms, below);
      case Formula.Mul(List<Formula> factors) -> sum(factors, below);
      case Formula.Neg(Formula inner) -> in(inner, below);
      case Formula.Div(Formula above, Formula under) -> sum(List.of(above, under), below);
      case Formula.Power(Formula base, Formula exponent) -> sum(List.of(base, exponent), below);
      case Call call when call.function().equals(Derivative.UNTAKEN) ->
          in(call.arguments().getFirst(), true);
      case Call call -> below ? call(call) : sum(call.arguments(), false);
      case Fold fold -> {
        Formula body = in(fold.body(), below);
        yield body.equals(Formula.ZERO)
            ? body
            : new Fold(Combination.SUM, fold.index(), fold.from(), fold.to(), body);
      }
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) -> {
        Formula first = in(then, below);
        Formula second = in(otherwise, below);
        yield first.equals(second) ? first : new Formula.Choose(condition, first, second);
      }
    };
  }

  private static Formula call(Call call) {
    Formula inner = sum(call.arguments(), true);
    Formula x = call.arguments().getFirst();
    Formula y = call.arguments().getLast();
    return switch (call.function()) {
      case "relu", "abs", "sign" -> inner.plus(meet(x, Formula.ZERO));
      case "max", "min" -> inner.plus(meet(x, y));
      default -> inner;
    };
  }

  private static Formula meet(Formula x, Formula y) {
    return new Formula.Iverson(Condition.compare(Relation.EQ, x, y));
  }

  private static Formula sum(List<Formula> terms, boolean below) {
    return terms.stream().map(it -> in(it, below)).reduce(Formula.ZERO, Formula::plus);
  }

  /// The kinks in the terms of conditions and in a goal.
  static Formula in(Stream<Formula> terms) {
    return sum(new ArrayList<>(terms.toList()), false);
  }
}
