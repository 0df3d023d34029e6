package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.source.Constant;
import gradus.op.source.Draw;
import gradus.op.source.Input;
import gradus.op.source.Source;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A function of the user's or of an ONNX model's: a body over formal inputs, with a name.
///
/// Shape: what the body says. Derivative: the user's own rules where they give any; else
/// `gradus.autodiff` differentiates the body. Two functions are equal if they have the same body
/// nodes and rules.
///
/// @param label its name, for messages and drawings
/// @param formals the formal inputs, {@link Input} nodes
/// @param result the body's output; it depends on formals and constants only
/// @param ownVjp the rule backwards, or {@link #DERIVED_VJP}
/// @param ownJvp the rule forwards, or {@link #DERIVED_JVP}
public record Function(String label, List<Node> formals, Node result, Vjp ownVjp, Jvp ownJvp)
    implements Composite {

  /// The rule of a function without one: its body is differentiated by `gradus.autodiff`.
  public static final Vjp DERIVED_VJP =
      (inputs, output, cotangent) -> {
        throw expansionExpected("vjp", output);
      };

  /// The rule of a function without one: its body is differentiated by `gradus.autodiff`.
  public static final Jvp DERIVED_JVP =
      (inputs, output, input, tangent) -> {
        throw expansionExpected("jvp", output);
      };

  /// A derivative rule backwards.
  @FunctionalInterface
  public interface Vjp {
    /// One answer an input, from the inputs, the output and its cotangent.
    List<Cotangent> apply(List<Node> inputs, Node output, Node cotangent);
  }

  /// A derivative rule forwards.
  @FunctionalInterface
  public interface Jvp {
    /// What one input's tangent adds to the output's; empty where it adds nothing.
    Optional<Node> apply(List<Node> inputs, Node output, int input, Node tangent);
  }

  /// A body: the result over these inputs.
  @FunctionalInterface
  public interface Body {
    /// The result as a graph over these inputs.
    Node over(List<Node> inputs);
  }

  public Function {
    formals = List.copyOf(formals);
    for (Node formal : formals) {
      if (!(formal.op() instanceof Input)) {
        throw new GraphException(
            "Function \"%s\": expected inputs as formals, found %s. Make each formal with Input.of."
                .formatted(label, formal));
      }
    }
    for (Node node : Node.inputsFirst(List.of(result))) {
      boolean closed =
          !(node.op() instanceof Source)
              || node.op() instanceof Constant
              || node.op() instanceof Draw
              || formals.contains(node);
      if (!closed) {
        throw new GraphException(
            "Function \"%s\": expected a body of formals and constants, found %s. Pass it as an input of the function."
                .formatted(label, node));
      }
    }
  }

  /// A function of inputs of these types, without rules of its own.
  public static Function of(String label, List<TensorType> types, Body body) {
    List<Node> formals = new ArrayList<>();
    for (TensorType type : types) {
      formals.add(Input.of("x" + formals.size(), type));
    }
    return new Function(label, formals, body.over(List.copyOf(formals)), DERIVED_VJP, DERIVED_JVP);
  }

  /// The same function with a rule of its own backwards.
  public Function withVjp(Vjp rule) {
    return new Function(label, formals, result, rule, ownJvp);
  }

  /// The same function with a rule of its own forwards.
  public Function withJvp(Jvp rule) {
    return new Function(label, formals, result, ownVjp, rule);
  }

  /// Whether autodiff differentiates the body backwards.
  public boolean derivesVjp() {
    return ownVjp.equals(DERIVED_VJP);
  }

  /// Whether autodiff differentiates the body forwards.
  public boolean derivesJvp() {
    return ownJvp.equals(DERIVED_JVP);
  }

  /// A use of the function.
  public Node call(List<Node> inputs) {
    return Node.of(this, inputs);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    List<TensorType> expected = formals.stream().map(Node::type).toList();
    if (!inputs.equals(expected)) {
      throw new ShapeException(
          "Function \"%s\"%s: expected inputs of the types %s, found %s. Make a function for these types."
              .formatted(label, inputs, expected, inputs));
    }
    return result.type();
  }

  @Override
  public Node definition(List<Node> inputs) {
    return Node.substitute(List.of(result), actuals(inputs)).getFirst();
  }

  @Override
  public Node lowering(List<Node> inputs) {
    return definition(inputs);
  }

  /// What stands for each formal input in a use of the function.
  public Map<Node, Node> actuals(List<Node> inputs) {
    Map<Node, Node> actuals = new LinkedHashMap<>();
    for (int i = 0; i < formals.size(); i++) {
      actuals.put(formals.get(i), inputs.get(i));
    }
    return actuals;
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    List<Cotangent> answers = ownVjp.apply(self.inputs(), self, cotangent);
    if (answers.size() != formals.size()) {
      throw new GraphException(
          "vjp of Function \"%s\": expected %d answers, one an input, found %d. Answer with Cotangent.stops where no gradient flows."
              .formatted(label, formals.size(), answers.size()));
    }
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i) instanceof Cotangent.Flows(Node gradient)) {
        check("vjp", self.input(i), gradient);
      }
    }
    return answers;
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    Optional<Node> moved = ownJvp.apply(self.inputs(), self, input, tangent);
    moved.ifPresent(node -> check("jvp", self, node));
    return moved;
  }

  private void check(String rule, Node like, Node found) {
    if (!found.type().equals(like.type())) {
      throw new ShapeException(
          "%s of Function \"%s\": expected the type of %s, found %s. Reduce or reshape it in the rule."
              .formatted(rule, label, like, found.type()));
    }
  }

  private static GraphException expansionExpected(String rule, Node output) {
    return new GraphException(
        "%s of %s: expected a rule of its own, found none. Differentiate with gradus.autodiff, which takes the body apart."
            .formatted(rule, output));
  }

  /// The body written out where it is short, else an entry of the function's name.
  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    if (!WrittenBody.isShort(result)) {
      return new Formula.Entry(label, index);
    }
    Map<Node, Indexed> terms = new LinkedHashMap<>();
    for (int i = 0; i < formals.size(); i++) {
      terms.put(formals.get(i), inputs.get(i));
    }
    return WrittenBody.of(terms, index).at(result, index);
  }

  /// `Function "square"`.
  @Override
  public String toString() {
    return "Function \"" + label + "\"";
  }
}
