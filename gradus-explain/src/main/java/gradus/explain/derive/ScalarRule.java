package gradus.explain.derive;

import static gradus.formula.Formula.ONE;
import static gradus.formula.Formula.ZERO;
import static gradus.formula.Formula.call;
import static gradus.formula.Formula.number;

import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import gradus.op.Op;
import gradus.op.composite.Activation;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.PointwiseLoss;
import gradus.op.composite.SquaredError;
import gradus.op.elementwise.Add;
import gradus.op.elementwise.Binary;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Elementwise;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Relu;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sub;
import gradus.op.elementwise.Tanh;
import gradus.op.elementwise.Unary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The derivative of one element by another: definition, calculus, closed form.
///
/// @param name the rule's name
/// @param definition the element, over the arguments
/// @param by the argument that moves
/// @param taken its derivative as calculus gives it
/// @param closed the same in short
public record ScalarRule(
    String name, Formula definition, Formula by, Formula taken, Formula closed) {

  /// The rule of an operation that works element by element, or empty.
  ///
  /// @param op the operation
  /// @param arguments the elements it reads
  /// @param input which of them moves
  public static Optional<ScalarRule> of(Op op, List<Formula> arguments, int input) {
    Formula by = arguments.get(input);
    if (!(by instanceof Formula.Var || by instanceof Formula.Entry)) {
      return Optional.empty();
    }
    Optional<Formula> definition =
        switch (op) {
          case Unary unary ->
              unary.flat().isPresent() ? Optional.empty() : element(unary, arguments);
          case Binary binary -> element(binary, arguments);
          case Activation activation -> Optional.of(activation.element(arguments.getFirst()));
          case PointwiseLoss loss -> Optional.of(loss.element(arguments.get(0), arguments.get(1)));
          default -> Optional.empty();
        };
    return definition.map(
        term -> {
          Formula taken = new Derivative(by).of(term);
          return new ScalarRule(
              name(op), term, by, taken, closed(op, arguments, input).orElse(taken));
        });
  }

  /// The same rule with terms in the place of its letters.
  ScalarRule with(Map<String, Formula> terms) {
    return new ScalarRule(
        name, in(definition, terms), in(by, terms), in(taken, terms), in(closed, terms));
  }

  private static Formula in(Formula term, Map<String, Formula> terms) {
    return new Substitution(
            letter -> terms.getOrDefault(letter, Formula.var(letter)),
            UnaryOperator.identity(),
            new LinkedHashSet<>())
        .in(term);
  }

  private static Optional<Formula> element(Elementwise op, List<Formula> arguments) {
    return Optional.of(op.element(arguments));
  }

  private static Optional<Formula> closed(Op op, List<Formula> arguments, int input) {
    Formula x = arguments.getFirst();
    Formula g = call("sigmoid", x);
    return switch (op) {
      case Sigmoid _ -> Optional.of(g.times(ONE.minus(g)));
      case Tanh _ -> Optional.of(ONE.minus(call("tanh", x).power(number(2))));
      case Relu _ -> Optional.of(new Formula.Iverson(Condition.compare(Relation.GT, x, ZERO)));
      case Softplus _ -> Optional.of(g);
      case Exp _ -> Optional.of(call("exp", x));
      case BinaryCrossEntropy(double weight) when weight == 1 ->
          Optional.of(input == 0 ? g.minus(arguments.get(1)) : x.negated());
      case SquaredError _ -> {
        Formula error = x.minus(arguments.get(1));
        yield Optional.of(number(input == 0 ? 2 : -2).times(error));
      }
      default -> Optional.empty();
    };
  }

  /// The slope written with the output, where it is shorter so: `1 − y²`, `y(1 − y)`.
  static Optional<Formula> fromOutput(Op op, Formula output) {
    return switch (op) {
      case Sigmoid _ -> Optional.of(output.times(ONE.minus(output)));
      case Tanh _ -> Optional.of(ONE.minus(output.power(number(2))));
      default -> Optional.empty();
    };
  }

  private static String name(Op op) {
    return switch (op) {
      case Add _, Sub _ -> "sum rule";
      case Mul _ -> "product rule";
      case Div _ -> "quotient rule";
      case BinaryCrossEntropy _ -> "derivative of the logarithm and of the sigmoid, chain rule";
      case SquaredError _ -> "derivative of a square, chain rule";
      default -> "derivative of " + Words.spaced(op.name());
    };
  }
}
