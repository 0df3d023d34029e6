package gradus.algebra.prove;

import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Choose;
import gradus.formula.Formula.Div;
import java.util.List;

/// What is known of functions.
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
          (Trace.KEPT.contains(function) || List.of("exp", "sin", "cos", "erf").contains(function))
              && isTotal(arguments.getFirst());
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
      case Condition.Compare(Condition.Relation _, Formula left, Formula right) ->
          isTotal(left) && isTotal(right);
      case Condition.And(List<Condition> parts) -> parts.stream().allMatch(Laws::isTotal);
      case Condition.Or(List<Condition> parts) -> parts.stream().allMatch(Laws::isTotal);
      case Condition.Not(Condition part) -> isTotal(part);
    };
  }
}
