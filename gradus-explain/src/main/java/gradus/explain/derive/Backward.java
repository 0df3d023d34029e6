package gradus.explain.derive;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.source.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The backward rule of one operation at a sample, drawn.
///
/// @param kernel the spatial sizes of its filter, where it has one
/// @param scalar its rule element by element, where it has one
/// @param entry the element of what is handed back, with δ for what arrives; empty if too long
/// @param stopped why nothing is handed back, or ""
record Backward(
    List<Integer> kernel, Optional<ScalarRule> scalar, Optional<Formula> entry, String stopped) {

  static Backward of(Node sample, int input, List<Indexed> names) {
    List<Node> formals = Drawn.formals(sample);
    Node formal = Node.of(sample.op(), formals);
    Node arriving = Input.of("delta", sample.type());
    Cotangent answer = Contribution.answer(formal, arriving, input);
    return switch (answer) {
      case Cotangent.Stops(String reason) ->
          new Backward(kernel(sample), Optional.empty(), Optional.empty(), reason);
      case Cotangent.Flows(Node gradient) ->
          new Backward(
              kernel(sample),
              scalar(sample, input),
              written(formal, arriving, gradient, names),
              "");
    };
  }

  private static List<Integer> kernel(Node sample) {
    if (sample.inputs().size() < 2 || sample.input(1).type().shape().rank() < 3) {
      return List.of();
    }
    var shape = sample.input(1).type().shape();
    return shape.slice(2, shape.rank()).sizes();
  }

  private static Optional<ScalarRule> scalar(Node sample, int input) {
    List<Formula> letters = new ArrayList<>();
    for (int i = 0; i < sample.inputs().size(); i++) {
      letters.add(Formula.var(sample.inputs().size() == 1 ? "x" : "x" + (i + 1)));
    }
    return ScalarRule.of(sample.op(), letters, input);
  }

  private static Optional<Formula> written(
      Node formal, Node arriving, Node gradient, List<Indexed> names) {
    Node output = Input.of("output", formal.type());
    Node cut = Node.substitute(List.of(gradient), Map.of(formal, output)).getFirst();
    List<Node> formals = new ArrayList<>(formal.inputs());
    List<Indexed> named = new ArrayList<>(names);
    formals.add(output);
    named.add(Indexed.named("y", formal.type().shape()));
    formals.add(arriving);
    named.add(Indexed.named("δ", formal.type().shape()));
    return Drawn.written(cut, formals, named);
  }
}
