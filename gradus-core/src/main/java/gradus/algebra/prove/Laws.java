package gradus.algebra.prove;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Choose;
import gradus.formula.Formula.Div;
import java.util.List;
import java.util.Optional;

/// What functions are made of.
final class Laws {

  private Laws() {}

  static boolean isLog(Atom atom) {
    return atom.term() instanceof Call(String function, List<Formula> _) && function.equals("log");
  }

  /// The argument of a logarithm that stands in its canonical form.
  static Polynomial logged(Atom atom) {
    Call call = (Call) atom.term();
    return Ring.PLAIN.of(call.arguments().getFirst());
  }

  /// A function in terms of `exp`, `log`, powers and choices; empty for those and for unknown ones.
  static Optional<Formula> definition(Call call) {
    Formula x = call.arguments().getFirst();
    Formula y = call.arguments().getLast();
    Formula one = Formula.ONE;
    return Optional.ofNullable(
        switch (call.function()) {
          case "sigmoid" -> new Div(one, one.plus(exp(x.negated())));
          case "tanh" -> {
            Formula square = exp(Formula.number(2).times(x));
            yield new Div(square.minus(one), square.plus(one));
          }
          case "softplus" -> Formula.call("log", one.plus(exp(x)));
          case "log1p" -> Formula.call("log", one.plus(x));
          case "expm1" -> exp(x).minus(one);
          case "sqrt" ->
              new Formula.Power(
                  x, new Formula.Num(java.math.BigInteger.ONE, java.math.BigInteger.TWO));
          case "relu" -> new Choose(compare(Relation.GT, x), x, Formula.ZERO);
          case "abs" -> sided(x, x, x.negated());
          case "sign" -> sided(x, one, Formula.number(-1));
          case "max" -> new Choose(Condition.compare(Relation.GT, x, y), x, y);
          case "min" -> new Choose(Condition.compare(Relation.GT, y, x), x, y);
          case "mod" -> x.minus(y.times(Formula.call("floordiv", x, y)));
          default -> null;
        });
  }

  private static Formula exp(Formula x) {
    return Formula.call("exp", x);
  }

  private static Formula sided(Formula x, Formula above, Formula below) {
    Formula other = new Choose(compare(Relation.LT, x), below, Formula.ZERO);
    return new Choose(compare(Relation.GT, x), above, other);
  }

  private static Condition compare(Relation relation, Formula x) {
    return Condition.compare(relation, x, Formula.ZERO);
  }

  /// Whether a term has a value wherever its variables and entries have.
  static boolean isTotal(Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Entry _ -> true;
      case Formula.Add(List<Formula> terms) -> terms.stream().allMatch(Laws::isTotal);
      case Formula.Neg(Formula inner) -> isTotal(inner);
      case Formula.Mul(List<Formula> factors) -> factors.stream().allMatch(Laws::isTotal);
      case Div(Formula above, Formula below) ->
          isTotal(above) && below instanceof Formula.Num n && n.numerator().signum() != 0;
      case Formula.Power(Formula base, Formula exponent) ->
          isTotal(base)
              && exponent instanceof Formula.Num n
              && n.numerator().signum() >= 0
              && n.denominator().equals(java.math.BigInteger.ONE);
      case Call(String function, List<Formula> arguments) ->
          List.of("exp", "sin", "cos", "erf").contains(function) && isTotal(arguments.getFirst());
      case Formula.Fold fold ->
          fold.combination() == Formula.Combination.SUM
              && isTotal(fold.from())
              && isTotal(fold.to())
              && isTotal(fold.body());
      case Formula.Iverson(Condition condition) -> isTotal(condition);
      case Choose(Condition condition, Formula then, Formula otherwise) ->
          isTotal(condition) && isTotal(then) && isTotal(otherwise);
    };
  }

  private static boolean isTotal(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation _, Formula left, Formula right) ->
          isTotal(left) && isTotal(right);
      case Condition.And(List<Condition> parts) -> parts.stream().allMatch(Laws::isTotal);
      case Condition.Or(List<Condition> parts) -> parts.stream().allMatch(Laws::isTotal);
      case Condition.Not(Condition part) -> isTotal(part);
    };
  }
}
