package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.many;
import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// Losses of class probabilities, `[batch, classes, places…]` with targets `[batch, places…]`.
final class LossOperators {

  static final List<Rule> TABLE =
      List.of(
          one(
              "NegativeLogLikelihoodLoss",
              call -> negativeLogLikelihood(call, call.x()),
              12,
              13,
              22),
          many("SoftmaxCrossEntropyLoss", LossOperators::crossEntropy, 12, 13));

  private LossOperators() {}

  private static List<Node> crossEntropy(Call call) {
    Node logProbabilities = call.x().logSoftmax(1);
    return List.of(negativeLogLikelihood(call, logProbabilities), logProbabilities);
  }

  /// `−w[t] x[t]`; a target equal to `ignore_index` counts nothing, whatever it is. The mean is
  /// over the weights that count.
  private static Node negativeLogLikelihood(Call call, Node x) {
    Shape shape = x.type().shape();
    DType type = x.type().dtype();
    Node target = call.in(1).as(DType.I64);
    Optional<Long> ignored = call.whole("ignore_index");
    String reduction = call.word("reduction", "mean", "none", "sum", "mean");
    Shape places = target.type().shape();
    boolean fits =
        shape.rank() >= 2
            && shape.slice(0, 1).followedBy(shape.slice(2, shape.rank())).equals(places);
    if (!fits) {
      throw call.wrong(
          "input 1",
          "targets of the shape of %s without its classes".formatted(shape),
          "" + target.type(),
          "Reshape the targets.");
    }
    Node zero = target.filled(0);
    Optional<Node> out = ignored.map(value -> target.equal(exact(target, value)));
    Node safe = out.map(it -> it.choose(zero, target)).orElse(target);
    Node picked = x.gatherElements(1, safe.reshape(places.insert(1, 1))).reshape(places).negated();
    Node weight =
        call.has(2) ? call.in(2).as(type).gather(0, safe) : Node.constant(1, picked.type());
    Node counted = out.map(it -> it.choose(weight.filled(0), weight)).orElse(weight);
    Node loss = picked.times(counted);
    if (out.isPresent()) {
      loss = out.get().choose(loss.filled(0), loss);
    }
    return switch (reduction) {
      case "none" -> loss;
      case "sum" -> loss.sum();
      default -> loss.sum().over(counted.sum());
    };
  }

  private static Node exact(Node like, long value) {
    return Node.constant(gradus.tensor.Tensor.of(Shape.scalar(), new long[] {value}))
        .broadcastTo(like.type().shape());
  }
}
