package gradus.algebra.signs;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.List;

/// Terms whose cases between numbers are decided.
public final class Decided {

  private Decided() {}

  /// The term with every case and bracket between numbers decided.
  public static Formula of(Formula term) {
    return switch (term) {
      case Formula.Choose(Condition.Compare(Relation relation, var left, var right), var a, var b)
          when left instanceof Formula.Num && right instanceof Formula.Num ->
          of(holds(relation, left, right) ? a : b);
      case Formula.Iverson(Condition.Compare(Relation relation, var left, var right))
          when left instanceof Formula.Num && right instanceof Formula.Num ->
          holds(relation, left, right) ? Formula.ONE : Formula.ZERO;
      case Formula.Add(List<Formula> terms) ->
          terms.stream().map(Decided::of).reduce(Formula.ZERO, Formula::plus);
      case Formula.Neg(Formula inner) -> of(inner).negated();
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().map(Decided::of).reduce(Formula.ONE, Formula::times);
      case Formula.Div(Formula above, Formula below) -> of(above).over(of(below));
      default -> term;
    };
  }

  private static boolean holds(Relation relation, Formula left, Formula right) {
    Formula.Num a = (Formula.Num) left;
    Formula.Num b = (Formula.Num) right;
    return relation.holds(
        a.numerator().multiply(b.denominator()).compareTo(b.numerator().multiply(a.denominator())));
  }
}
