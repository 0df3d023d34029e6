package gradus.explain.notation;

import gradus.formula.Formula;

/// How tightly the outermost sign of a drawn term binds, the loosest first.
enum Binding {
  /// A remainder, which always stands in parentheses inside another term.
  LOOSE,
  /// A sum, or a term that begins with a minus.
  SUM,
  /// A product, or a quotient with a stroke.
  PRODUCT,
  /// A quotient with a line, or a power.
  POWER,
  /// One sign, or something enclosed.
  ATOM;

  /// How the term binds where quotients are written with a line, or with a stroke.
  static Binding of(Formula term, boolean stacked) {
    return switch (term) {
      case Formula.Num number -> of(number, stacked);
      case Formula.Named _, Formula.Var _, Formula.Entry _ -> ATOM;
      case Formula.Iverson _, Formula.Choose _ -> ATOM;
      case Formula.Add(var terms) ->
          terms.isEmpty() ? ATOM : terms.size() == 1 ? of(terms.getFirst(), stacked) : SUM;
      case Formula.Neg _ -> SUM;
      case Formula.Mul product -> of(product, stacked);
      case Formula.Div(Formula above, _) ->
          stacked ? POWER : Sign.isNegative(above) ? SUM : PRODUCT;
      case Formula.Power _ -> POWER;
      case Formula.Call(String function, _) ->
          switch (function) {
            case "mod" -> LOOSE;
            case "exp", "transpose" -> POWER;
            case "derivative", "hadamard" -> PRODUCT;
            default -> ATOM;
          };
      case Formula.Fold _ -> PRODUCT;
    };
  }

  private static Binding of(Formula.Num number, boolean stacked) {
    if (number.numerator().signum() < 0) {
      return SUM;
    }
    return Digits.isFraction(number) ? stacked ? POWER : PRODUCT : ATOM;
  }

  private static Binding of(Formula.Mul product, boolean stacked) {
    if (product.factors().isEmpty()) {
      return ATOM;
    }
    Formula first = product.factors().getFirst();
    if (product.factors().size() == 1) {
      return of(first, stacked);
    }
    return Sign.isNegative(first) ? SUM : PRODUCT;
  }

  /// Whether the drawing ends in a term that has no end of its own: what follows would join it.
  static boolean isOpen(Formula term, boolean stacked) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Entry _ -> false;
      case Formula.Iverson _, Formula.Choose _, Formula.Power _, Formula.Call _ -> false;
      case Formula.Add(var terms) -> !terms.isEmpty() && isOpen(terms.getLast(), stacked);
      case Formula.Neg(Formula inner) -> isOpen(inner, stacked);
      case Formula.Mul(var factors) -> !factors.isEmpty() && isOpen(factors.getLast(), stacked);
      case Formula.Div(_, Formula below) -> !stacked && isOpen(below, stacked);
      case Formula.Fold _ -> true;
    };
  }
}
