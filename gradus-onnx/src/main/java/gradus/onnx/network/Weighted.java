package gradus.onnx.network;

import gradus.nn.init.Scaled;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.ConvolveTranspose;
import gradus.nn.layer.Embedding;
import gradus.nn.layer.Linear;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.network.Recognition.Found;
import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Convolutions and dense layers among the nodes of ONNX.
///
/// @param sight what is known of the model's values
record Weighted(Sight sight) {

  /// A convolution, with the addition after it where that is its bias.
  Optional<Found> convolution(OnnxNode node) {
    Node made = sight.made(node.outputs().getFirst());
    Optional<Node> sum =
        Stream.concat(Stream.of(made), made.inputs().stream())
            .filter(it -> it.op() instanceof Convolution)
            .findFirst();
    Optional<Tensor> weight = sight.tensor(node.inputs().get(1));
    if (weight.isEmpty()
        || sum.isEmpty()
        || !(sum.get().op() instanceof Convolution(var convention, var placement, int groups))) {
      return Optional.empty();
    }
    Shape shape = weight.get().shape();
    int outputs = shape.size(0);
    boolean own = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
    Optional<Added> added = own ? Optional.empty() : added(node, outputs, 1);
    Optional<Tensor> bias = own ? sight.tensor(node.inputs().get(2)) : added.map(Added::bias);
    if (own && bias.isEmpty()) {
      return Optional.empty();
    }
    Convolve layer =
        new Convolve(
            outputs,
            shape.slice(2, shape.rank()).sizes(),
            placement.strides(),
            placement.dilations(),
            Windows.padding(placement),
            groups,
            convention,
            bias.isPresent(),
            Scaled.he());
    return Optional.of(found(layer, node, weight.get(), bias, added));
  }

  /// A transposed convolution of one group with the same stride and padding along all axes.
  Optional<Found> transposedConvolution(OnnxNode node) {
    Node made = sight.made(node.outputs().getFirst());
    Optional<Node> sum =
        Stream.concat(Stream.of(made), made.inputs().stream())
            .filter(it -> it.op() instanceof ConvolutionTranspose)
            .findFirst();
    Optional<Tensor> weight = sight.tensor(node.inputs().get(1));
    boolean own = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
    Optional<Tensor> bias = own ? sight.tensor(node.inputs().get(2)) : Optional.empty();
    if (weight.isEmpty()
        || sum.isEmpty()
        || (own && bias.isEmpty())
        || !(sum.get().op()
            instanceof
            ConvolutionTranspose(var convention, var placement, int groups, var sizes))) {
      return Optional.empty();
    }
    Shape shape = weight.get().shape();
    List<Integer> kernel = shape.slice(2, shape.rank()).sizes();
    int stride = placement.strides().getFirst();
    int padding = placement.before().getFirst();
    int from = sight.made(node.inputs().getFirst()).shape().size(2);
    int added = sizes.getFirst() - ((from - 1) * stride - 2 * padding + kernel.getFirst());
    boolean even =
        convention == Convention.CROSS_CORRELATION
            && groups == 1
            && Windows.dense(placement)
            && placement.strides().stream().allMatch(it -> it == stride)
            && Stream.of(placement.before(), placement.after())
                .flatMap(List::stream)
                .allMatch(it -> it == padding);
    if (!even || added < 0 || added >= stride) {
      return Optional.empty();
    }
    ConvolveTranspose layer =
        new ConvolveTranspose(
            shape.size(1), kernel, stride, padding, added, bias.isPresent(), Scaled.he());
    return Optional.of(found(layer, node, weight.get(), bias, Optional.empty()));
  }

  /// `x W + b` or `x Wᵀ + b`.
  Optional<Found> gemm(OnnxNode node) {
    boolean plain =
        sight.real(node, "alpha", 1) == 1
            && sight.real(node, "beta", 1) == 1
            && sight.whole(node, "transA", 0) == 0;
    Optional<Tensor> weight = sight.tensor(node.inputs().get(1));
    if (!plain || weight.isEmpty() || weight.get().shape().rank() != 2) {
      return Optional.empty();
    }
    Tensor rows = sight.whole(node, "transB", 0) == 1 ? weight.get() : transposed(weight.get());
    boolean own = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
    Optional<Tensor> bias =
        own
            ? sight.tensor(node.inputs().get(2)).flatMap(it -> bias(it, rows.shape().size(0), 1, 2))
            : Optional.empty();
    if (own && bias.isEmpty()) {
      return Optional.empty();
    }
    Linear layer = new Linear(rows.shape().size(0), bias.isPresent(), Scaled.he());
    return Optional.of(found(layer, node, rows, bias, Optional.empty()));
  }

  /// `x W`, with the addition after it where that is its bias.
  Optional<Found> product(OnnxNode node) {
    Optional<Tensor> weight = sight.tensor(node.inputs().get(1));
    int rank = sight.made(node.inputs().getFirst()).type().shape().rank();
    if (weight.isEmpty() || weight.get().shape().rank() != 2 || rank < 2) {
      return Optional.empty();
    }
    Tensor rows = transposed(weight.get());
    int outputs = rows.shape().size(0);
    Optional<Added> added = added(node, outputs, rank - 1);
    Linear layer = new Linear(outputs, added.isPresent(), Scaled.he());
    return Optional.of(found(layer, node, rows, added.map(Added::bias), added));
  }

  /// Rows of a matrix, chosen by indices from 0 on: the layer refuses those below 0, which ONNX
  /// counts from the end.
  ///
  /// @param indices the data that choose
  /// @param covers the look-up, and before it what only changes the indices' type
  Optional<Found> embedding(OnnxNode node, String indices, OnnxNode... covers) {
    return sight
        .tensor(node.inputs().getFirst())
        .filter(it -> it.shape().rank() == 2 && !it.shape().isEmpty())
        .filter(_ -> sight.whole(node, "axis", 0) % 2 == 0)
        .map(
            rows ->
                new Found(
                    Embedding.of(rows.shape().size(0), rows.shape().size(1)),
                    Map.of("weight", rows),
                    List.of(indices),
                    List.of(covers)));
  }

  private static Found found(
      gradus.nn.layer.Layer layer,
      OnnxNode node,
      Tensor weight,
      Optional<Tensor> bias,
      Optional<Added> added) {
    Map<String, Tensor> values = new LinkedHashMap<>(Map.of("weight", weight));
    bias.ifPresent(it -> values.put("bias", it));
    List<OnnxNode> covers = new ArrayList<>(List.of(node));
    added.ifPresent(it -> covers.add(it.node()));
    return new Found(layer, values, List.of(node.inputs().getFirst()), covers);
  }

  /// An addition of a constant for each channel.
  private record Added(OnnxNode node, Tensor bias) {}

  /// The addition after a node, where it adds a constant along one axis alone.
  private Optional<Added> added(OnnxNode node, int outputs, int axis) {
    String output = node.outputs().getFirst();
    int rank = sight.made(output).type().shape().rank();
    return sight
        .next(node, List.of("Add"))
        .flatMap(
            next ->
                next.inputs().stream()
                    .filter(input -> !input.equals(output))
                    .findFirst()
                    .flatMap(sight::tensor)
                    .flatMap(value -> bias(value, outputs, axis, rank))
                    .map(bias -> new Added(next, bias)));
  }

  /// A tensor that broadcasts to `rank` axes and varies along one of them alone, as a vector.
  private static Optional<Tensor> bias(Tensor value, int outputs, int axis, int rank) {
    List<Integer> sizes =
        new ArrayList<>(Collections.nCopies(Math.max(0, rank - value.shape().rank()), 1));
    sizes.addAll(value.shape().sizes());
    List<Integer> wanted = new ArrayList<>(Collections.nCopies(rank, 1));
    wanted.set(axis, outputs);
    return sizes.equals(wanted) ? Optional.of(value.reshape(Shape.of(outputs))) : Optional.empty();
  }

  private static Tensor transposed(Tensor matrix) {
    int rows = matrix.shape().size(0);
    int columns = matrix.shape().size(1);
    float[] from = matrix.toFloats();
    float[] to = new float[from.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[j * rows + i] = from[i * columns + j];
      }
    }
    return Tensor.of(Shape.of(columns, rows), to);
  }
}
