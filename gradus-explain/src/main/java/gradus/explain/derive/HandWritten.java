package gradus.explain.derive;

import static gradus.formula.Formula.call;

import gradus.autodiff.Gradients;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Softmax;
import gradus.op.composite.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Closed forms that are shorter than the rule that the engine runs.
final class HandWritten {

  private HandWritten() {}

  /// The element of what a node hands back to one of its inputs, or empty.
  static Optional<Formula> of(Subject subject, Node node, int input) {
    List<Indexed> inputs = node.inputs().stream().map(subject::named).toList();
    return StandardForm.of(subject, node)
        .map(form -> form.entry(input))
        .or(() -> of(node, input, inputs, subject.named(node), subject.delta(node)));
  }

  /// The same by the names of inputs, output and what arrives.
  static Optional<Formula> of(
      Node node, int input, List<Indexed> inputs, Indexed output, Indexed delta) {
    return switch (node.op()) {
      case SoftmaxCrossEntropy(int axis) when input == 0 ->
          Optional.of(crossEntropy(inputs.get(0), inputs.get(1), delta, axis));
      case Softmax(int axis) -> Optional.of(softmax(output, delta, axis));
      case LogSoftmax(int axis) -> Optional.of(logSoftmax(output, delta, axis));
      default -> Optional.empty();
    };
  }

  /// `δ (p − t)`, for targets whose sum is 1.
  private static Formula crossEntropy(Indexed x, Indexed target, Indexed delta, int axis) {
    List<Formula> index = Drawn.index(x.rank());
    List<Formula> outer = new ArrayList<>(index);
    outer.remove(axis);
    Formula error = probability(x, index, axis).minus(target.at(index));
    return delta.at(outer).times(error);
  }

  /// Notes the engine's own slope of `log Σ eˣ` under the name of a cross-entropy.
  static void values(Subject subject, Node node, Map<String, Node> noted) {
    if (node.op() instanceof SoftmaxCrossEntropy(int axis)) {
      Node x = node.input(0);
      Node total = x.logSumExp(List.of(axis), false).sum();
      noted.put(normaliser(subject, node), Gradients.of(total, List.of(x)).getFirst());
    }
  }

  /// The name of the slope of the normaliser of a cross-entropy.
  static String normaliser(Subject subject, Node node) {
    return subject.nameOf(node) + ".normaliser";
  }

  /// The lines before `p − y`: definition, derivative of the normaliser, sum of the target.
  static List<Line> steps(Subject subject, Node node, int input) {
    Optional<StandardForm> standard = StandardForm.of(subject, node);
    if (standard.isPresent()) {
      return standard.get().steps(input, node.type().shape());
    }
    if (!(node.op() instanceof SoftmaxCrossEntropy(int axis)) || input != 0) {
      return List.of();
    }
    Indexed x = subject.named(node.input(0));
    Indexed y = subject.named(node.input(1));
    List<Formula> index = Drawn.index(node.input(0).type().shape().rank());
    List<Formula> outer = new ArrayList<>(index);
    outer.remove(axis);
    Formula.Var k = Formula.var("k");
    List<Formula> other = new ArrayList<>(index);
    other.set(axis, k);
    Formula loss = subject.named(node).at(outer);
    Formula log = call("log", sum(x.size(axis), index, axis, x, true));
    Formula total = Formula.fold(Combination.SUM, k, y.size(axis), y.at(other));
    Formula read = Formula.fold(Combination.SUM, k, y.size(axis), y.at(other).times(x.at(other)));
    Formula p = probability(x, index, axis);
    Formula slope = call("derivative", loss, x.at(index));
    var shape = node.input(0).type().shape();
    return List.of(
        Line.of(
            "definition: log of the softmax is x − log Σ eˣ",
            loss,
            log.times(total).minus(read),
            node.type().shape()),
        Line.of(
            "derivative of log Σ eˣ is the softmax",
            call("derivative", log, x.at(index)),
            p,
            shape),
        Line.of("sum rule", slope, p.times(total).minus(y.at(index)), shape),
        Line.of("simplification: the target sums to 1", slope, p.minus(y.at(index)), shape));
  }

  /// `e^x / Σ e^x` along an axis.
  static Formula probability(Indexed x, List<Formula> index, int axis) {
    return call("exp", x.at(index)).over(sum(x.size(axis), index, axis, x, true));
  }

  private static Formula sum(
      Formula size, List<Formula> index, int axis, Indexed x, boolean exponential) {
    Formula.Var k = Formula.var("k");
    List<Formula> other = new ArrayList<>(index);
    other.set(axis, k);
    Formula term = exponential ? call("exp", x.at(other)) : x.at(other);
    return Formula.fold(Combination.SUM, k, size, term);
  }

  /// `p (δ − Σ δ p)`.
  private static Formula softmax(Indexed p, Indexed delta, int axis) {
    List<Formula> index = Drawn.index(p.rank());
    Indexed both = new Indexed(p.sizes(), at -> delta.at(at).times(p.at(at)), true);
    Formula mean = sum(p.size(axis), index, axis, both, false);
    return p.at(index).times(delta.at(index).minus(mean));
  }

  /// `δ − p Σ δ`, with `p = e^{log p}`.
  private static Formula logSoftmax(Indexed output, Indexed delta, int axis) {
    List<Formula> index = Drawn.index(output.rank());
    Formula total = sum(delta.size(axis), index, axis, delta, false);
    return delta.at(index).minus(call("exp", output.at(index)).times(total));
  }
}
