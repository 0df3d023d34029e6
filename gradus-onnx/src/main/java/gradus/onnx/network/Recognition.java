package gradus.onnx.network;

import gradus.nn.layer.Activated;
import gradus.nn.layer.DropoutLayer;
import gradus.nn.layer.Flatten;
import gradus.nn.layer.GlobalPooled;
import gradus.nn.layer.Joined;
import gradus.nn.layer.Layer;
import gradus.nn.layer.PadLayer;
import gradus.nn.layer.Parallel;
import gradus.nn.layer.Pooled;
import gradus.nn.layer.Reshape;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxNode;
import gradus.op.Node;
import gradus.op.composite.Elu;
import gradus.op.composite.Gelu;
import gradus.op.composite.GeluTanh;
import gradus.op.composite.HardSigmoid;
import gradus.op.composite.HardSwish;
import gradus.op.composite.LeakyRelu;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Mish;
import gradus.op.composite.Silu;
import gradus.op.composite.Softmax;
import gradus.op.composite.Softsign;
import gradus.op.elementwise.Relu;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Tanh;
import gradus.op.movement.Concat;
import gradus.op.movement.Pad;
import gradus.op.window.AveragePool;
import gradus.op.window.MaxPool;
import gradus.op.window.Pooling;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which layer a node of ONNX is, if it is one.
///
/// @param sight what is known of the model's values
record Recognition(Sight sight) {

  /// A layer in place of some nodes.
  ///
  /// @param layer the layer
  /// @param values its parameters and states by their names in the layer
  /// @param reads the data that it reads, by their names in the model
  /// @param covers the nodes in whose place it stands; it gives the first output of the last
  record Found(Layer layer, Map<String, Tensor> values, List<String> reads, List<OnnxNode> covers) {

    static Found of(Layer layer, OnnxNode node) {
      return new Found(layer, Map.of(), List.of(node.inputs().getFirst()), List.of(node));
    }
  }

  /// The layer that a node is, alone or with the nodes after it.
  Optional<Found> of(OnnxNode node) {
    boolean single = node.outputs().stream().skip(1).allMatch(name -> sight.unused(name));
    boolean made = !node.outputs().getFirst().isEmpty();
    if (!made || !node.domain().isEmpty() || !single || sight.isWrittenOut(node)) {
      return Optional.empty();
    }
    Optional<Found> found =
        switch (node.operator()) {
          case "Conv" -> new Weighted(sight).convolution(node);
          case "Gemm" -> new Weighted(sight).gemm(node);
          case "MatMul" -> new Weighted(sight).product(node);
          case "ConvTranspose" -> new Weighted(sight).transposedConvolution(node);
          case "BatchNormalization" -> new Norms(sight).batch(node);
          case "LayerNormalization" -> new Norms(sight).layer(node);
          case "GroupNormalization", "InstanceNormalization" -> new Norms(sight).group(node);
          case "Pad" -> pad(node);
          case "Selu" -> selu(node);
          case "Sigmoid" -> new Gated(sight).silu(node).or(() -> activation(node));
          case "HardSigmoid" -> new Gated(sight).hardSwish(node).or(() -> activation(node));
          case "Gather" -> new Weighted(sight).embedding(node, node.inputs().getLast(), node);
          case "Cast" -> cast(node);
          case "MaxPool", "AveragePool" -> pool(node);
          case "GlobalMaxPool", "GlobalAveragePool" -> globalPool(node);
          case "Flatten", "Reshape", "Squeeze", "Unsqueeze" -> reshape(node);
          case "Dropout" -> dropout(node);
          case "Add", "Sum", "Concat" -> joined(node);
          default -> activation(node);
        };
    return found.filter(this::fits);
  }

  /// Whether the layer makes what the nodes make, as far as types tell.
  private boolean fits(Found found) {
    Node made = sight.made(found.covers().getLast().outputs().getFirst());
    return sight
        .type(found.layer(), found.reads())
        .filter(type -> type.equals(made.type()))
        .isPresent();
  }

  private Optional<Found> pool(OnnxNode node) {
    return switch (sight.made(node.outputs().getFirst()).op()) {
      case MaxPool(var pooling) when Windows.dense(pooling.placement()) ->
          Optional.of(Found.of(pooled(Pooled.Statistic.MAX, pooling, node), node));
      case AveragePool(var pooling, boolean includePad)
          when Windows.dense(pooling.placement())
              && (!includePad || Windows.bare(pooling.placement())) ->
          Optional.of(Found.of(pooled(Pooled.Statistic.AVERAGE, pooling, node), node));
      default -> Optional.empty();
    };
  }

  private Pooled pooled(Pooled.Statistic statistic, Pooling pooling, OnnxNode node) {
    return new Pooled(
        statistic,
        pooling.kernel(),
        pooling.placement().strides(),
        Windows.padding(pooling.placement()),
        sight.whole(node, "ceil_mode", 0) == 1);
  }

  /// With the reshape after it, since the layer leaves no axes of length 1.
  private Optional<Found> globalPool(OnnxNode node) {
    Pooled.Statistic statistic =
        node.operator().equals("GlobalMaxPool") ? Pooled.Statistic.MAX : Pooled.Statistic.AVERAGE;
    return sight
        .next(node, List.of("Flatten", "Reshape", "Squeeze"))
        .map(
            next ->
                new Found(
                    new GlobalPooled(statistic),
                    Map.of(),
                    List.of(node.inputs().getFirst()),
                    List.of(node, next)));
  }

  private Optional<Found> reshape(OnnxNode node) {
    Shape before = sight.made(node.inputs().getFirst()).type().shape();
    Shape after = sight.made(node.outputs().getFirst()).type().shape();
    if (before.rank() < 1 || after.rank() < 2 || after.size(0) != before.size(0)) {
      return Optional.empty();
    }
    Layer layer = after.rank() == 2 ? new Flatten() : new Reshape(after.slice(1, after.rank()));
    return Optional.of(Found.of(layer, node));
  }

  /// One value around the spatial axes.
  private Optional<Found> pad(OnnxNode node) {
    Node made = sight.made(node.outputs().getFirst());
    if (!(made.op() instanceof Pad(var before, var after, var interior, double value))
        || made.input(0) != sight.made(node.inputs().getFirst())
        || before.size() < 3
        || Stream.of(before.subList(0, 2), after.subList(0, 2), interior)
            .flatMap(List::stream)
            .anyMatch(n -> n != 0)) {
      return Optional.empty();
    }
    int rank = before.size();
    return Optional.of(
        Found.of(new PadLayer(before.subList(2, rank), after.subList(2, rank), value), node));
  }

  private Optional<Found> dropout(OnnxNode node) {
    double rate = sight.real(node, "ratio", 0.5f);
    if (node.inputs().size() > 1 && !node.inputs().get(1).isEmpty()) {
      Optional<Tensor> given = sight.tensor(node.inputs().get(1));
      if (given.isEmpty()) {
        return Optional.empty();
      }
      rate = given.get().doubleAt(0);
    }
    return rate >= 0 && rate < 1
        ? Optional.of(Found.of(new DropoutLayer(rate), node))
        : Optional.empty();
  }

  private Optional<Found> joined(OnnxNode node) {
    List<String> reads = node.inputs();
    Node made = sight.made(node.outputs().getFirst());
    boolean concat = node.operator().equals("Concat");
    boolean fits =
        reads.stream().allMatch(sight::isData)
            && (concat
                ? made.op() instanceof Concat(int axis) && axis == 1
                : reads.stream().allMatch(name -> sight.made(name).type().equals(made.type())));
    Joined layer = new Joined(concat ? Parallel.Join.CONCAT : Parallel.Join.ADD);
    return fits ? Optional.of(new Found(layer, Map.of(), reads, List.of(node))) : Optional.empty();
  }

  private Optional<Found> activation(OnnxNode node) {
    Node y = sight.made(node.outputs().getFirst());
    if (node.inputs().size() != 1
        || y.inputs().size() != 1
        || y.input(0) != sight.made(node.inputs().getFirst())) {
      return Optional.empty();
    }
    int last = y.type().shape().rank() - 1;
    Optional<Activated> layer =
        switch (y.op()) {
          case Relu() -> plain(Activated.Kind.RELU);
          case Sigmoid() -> plain(Activated.Kind.SIGMOID);
          case Tanh() -> plain(Activated.Kind.TANH);
          case Softplus() -> plain(Activated.Kind.SOFTPLUS);
          case LeakyRelu(double slope) ->
              Optional.of(new Activated(Activated.Kind.LEAKY_RELU, slope));
          case Elu(double alpha) -> Optional.of(new Activated(Activated.Kind.ELU, alpha));
          case Gelu() -> plain(Activated.Kind.GELU);
          case GeluTanh() -> plain(Activated.Kind.GELU_TANH);
          case Silu() -> plain(Activated.Kind.SILU);
          case Softsign() -> plain(Activated.Kind.SOFTSIGN);
          case HardSigmoid(double alpha, double beta)
              when (float) alpha == (float) (1.0 / 6) && beta == 0.5 ->
              plain(Activated.Kind.HARD_SIGMOID);
          case HardSwish() -> plain(Activated.Kind.HARD_SWISH);
          case Mish() -> plain(Activated.Kind.MISH);
          case Softmax(int axis) when axis == last -> plain(Activated.Kind.SOFTMAX);
          case LogSoftmax(int axis) when axis == last -> plain(Activated.Kind.LOG_SOFTMAX);
          default -> Optional.empty();
        };
    return layer.map(it -> Found.of(it, node));
  }

  /// Whole numbers in floats, which only choose rows of a matrix.
  private Optional<Found> cast(OnnxNode node) {
    boolean whole = sight.whole(node, "to", 0) == ElementType.INT64.number();
    return sight
        .next(node, List.of("Gather"))
        .filter(it -> whole && it.inputs().getLast().equals(node.outputs().getFirst()))
        .flatMap(it -> new Weighted(sight).embedding(it, node.inputs().getFirst(), node, it));
  }

  /// With the constants of the paper, which ONNX rounds to f32.
  private Optional<Found> selu(OnnxNode node) {
    boolean usual =
        (float) sight.real(node, "alpha", 1.6732632423543772) == 1.6732632f
            && (float) sight.real(node, "gamma", 1.0507009873554805) == 1.050701f;
    return usual
        ? Optional.of(Found.of(Activated.of(Activated.Kind.SELU), node))
        : Optional.empty();
  }

  private static Optional<Activated> plain(Activated.Kind kind) {
    return Optional.of(Activated.of(kind));
  }
}
