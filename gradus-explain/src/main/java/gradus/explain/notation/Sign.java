package gradus.explain.notation;

import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;

/// The minus with which the drawing of a term begins.
final class Sign {

  private Sign() {}

  /// Whether it begins with a minus.
  static boolean isNegative(Formula term) {
    return switch (term) {
      case Formula.Num number -> number.numerator().signum() < 0;
      case Formula.Neg _ -> true;
      case Formula.Mul(var factors) -> !factors.isEmpty() && isNegative(factors.getFirst());
      case Formula.Div(Formula above, _) -> isNegative(above);
      case Formula.Add(var terms) -> terms.size() == 1 && isNegative(terms.getFirst());
      case Formula.Named _, Formula.Var _, Formula.Entry _, Formula.Power _ -> false;
      case Formula.Call _, Formula.Fold _, Formula.Iverson _, Formula.Choose _ -> false;
    };
  }

  /// The term without its minus.
  static Formula dropped(Formula term) {
    return switch (term) {
      case Formula.Num number -> number.negated();
      case Formula.Neg(Formula inner) -> inner;
      case Formula.Mul(var factors) -> {
        List<Formula> rest = new ArrayList<>(factors);
        Formula first = dropped(rest.removeFirst());
        if (!first.equals(Formula.ONE) || rest.isEmpty()) {
          rest.addFirst(first);
        }
        yield rest.size() == 1 ? rest.getFirst() : new Formula.Mul(rest);
      }
      case Formula.Div(Formula above, Formula below) -> new Formula.Div(dropped(above), below);
      case Formula.Add(var terms) -> dropped(terms.getFirst());
      case Formula.Named _, Formula.Var _, Formula.Entry _, Formula.Power _ -> term;
      case Formula.Call _, Formula.Fold _, Formula.Iverson _, Formula.Choose _ -> term;
    };
  }
}
