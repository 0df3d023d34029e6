package gradus.onnx.network;

import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Layer;
import gradus.nn.layer.NormLayer;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.network.Recognition.Found;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Normalisations among the nodes of ONNX.
///
/// @param sight what is known of the model's values
record Norms(Sight sight) {

  /// Batch normalisation by what it has learnt, not in training.
  Optional<Found> batch(OnnxNode node) {
    List<Optional<Tensor>> given = node.inputs().stream().skip(1).map(sight::tensor).toList();
    double epsilon = sight.real(node, "epsilon", 1e-5);
    double momentum = 1 - sight.real(node, "momentum", 0.9);
    boolean training =
        sight.whole(node, "training_mode", 0) == 1
            || (sight.opset() < 14 && node.outputs().stream().skip(1).anyMatch(it -> !it.isEmpty()))
            || (sight.opset() < 7 && sight.whole(node, "is_test", 0) == 0)
            || sight.whole(node, "spatial", 1) == 0;
    if (training
        || given.size() != 4
        || given.stream().anyMatch(Optional::isEmpty)
        || !(epsilon > 0)) {
      return Optional.empty();
    }
    Map<String, Tensor> values =
        Map.of(
            "scale", given.get(0).orElseThrow(),
            "shift", given.get(1).orElseThrow(),
            "mean", given.get(2).orElseThrow(),
            "variance", given.get(3).orElseThrow());
    Layer layer = new BatchNormLayer(epsilon, momentum > 0 && momentum <= 1 ? momentum : 0.1);
    return Optional.of(new Found(layer, values, List.of(node.inputs().getFirst()), List.of(node)));
  }

  /// Layer normalisation over all axes of an example.
  Optional<Found> layer(OnnxNode node) {
    Shape shape = sight.made(node.inputs().getFirst()).shape();
    long axis = sight.whole(node, "axis", -1);
    return axis == 1 || axis + shape.rank() == 1
        ? affine(node, 0, shape.slice(1, shape.rank()))
        : Optional.empty();
  }

  /// Group normalisation with a factor for each channel, as since version 21; of instances: each
  /// channel is a group.
  Optional<Found> group(OnnxNode node) {
    Shape shape = sight.made(node.inputs().getFirst()).shape();
    boolean instance = node.operator().equals("InstanceNormalization");
    if (shape.rank() < 3 || (!instance && sight.opset() < 21)) {
      return Optional.empty();
    }
    Shape channels = Shape.of(shape.size(1));
    long groups = instance ? shape.size(1) : sight.whole(node, "num_groups", 0);
    return groups > 0 && shape.size(1) % groups == 0
        ? affine(node, (int) groups, channels)
        : Optional.empty();
  }

  private Optional<Found> affine(OnnxNode node, int groups, Shape affine) {
    double epsilon = sight.real(node, "epsilon", 1e-5);
    Optional<Tensor> scale = sight.tensor(node.inputs().get(1));
    boolean shifted = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
    Optional<Tensor> shift =
        shifted
            ? sight.tensor(node.inputs().get(2))
            : Optional.of(Tensor.full(TensorType.f32(affine.toArray()), 0));
    if (!(epsilon > 0)
        || scale.filter(it -> it.shape().equals(affine)).isEmpty()
        || shift.filter(it -> it.shape().equals(affine)).isEmpty()) {
      return Optional.empty();
    }
    Map<String, Tensor> values = Map.of("scale", scale.get(), "shift", shift.get());
    Layer layer = new NormLayer(groups, epsilon);
    return Optional.of(new Found(layer, values, List.of(node.inputs().getFirst()), List.of(node)));
  }
}
