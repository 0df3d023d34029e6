package gradus.algebra.calculus;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Choose;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Named;
import gradus.tensor.GraphException;

/// The derivatives of the functions of one variable, from the table that everybody learns.
final class Slopes {

  private Slopes() {}

  /// `f′(x)`.
  static Formula of(String function, Formula x) {
    Formula value = Formula.call(function, x);
    Formula one = Formula.ONE;
    Formula two = Formula.number(2);
    return switch (function) {
      case "exp" -> value;
      case "expm1" -> Formula.call("exp", x);
      case "log" -> new Div(one, x);
      case "log1p" -> new Div(one, one.plus(x));
      case "sqrt" -> new Div(one, two.times(value));
      case "sigmoid" -> value.times(one.minus(value));
      case "tanh" -> one.minus(value.power(two));
      case "softplus" -> Formula.call("sigmoid", x);
      case "relu" -> new Choose(sign(Relation.GT, x), one, Formula.ZERO);
      case "abs" ->
          new Choose(
              sign(Relation.GT, x),
              one,
              new Choose(sign(Relation.LT, x), Formula.number(-1), Formula.ZERO));
      case "sign" -> Formula.ZERO;
      case "sin" -> Formula.call("cos", x);
      case "cos" -> Formula.call("sin", x).negated();
      case "atan" -> new Div(one, one.plus(x.power(two)));
      case "erf" ->
          new Div(
              two.times(Formula.call("exp", x.power(two).negated())),
              Formula.call("sqrt", new Named("pi")));
      default ->
          throw new GraphException(
              "derivative of %s: expected a differentiable function, found none of this name."
                      .formatted(function)
                  + " Write it with exp, log, sigmoid, tanh, relu, sqrt or powers.");
    };
  }

  private static Condition sign(Relation relation, Formula x) {
    return Condition.compare(relation, x, Formula.ZERO);
  }
}
