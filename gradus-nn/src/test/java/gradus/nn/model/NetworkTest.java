package gradus.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.layer.Joined;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Mapped;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Parallel;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static final Shape IMAGE = Shape.of(1, 28, 28);

  private static long parameters(Network network) {
    return network.instantiate(Binding.inference(1)).parameters().stream()
        .mapToLong(node -> node.type().shape().elements())
        .sum();
  }

  @Test
  void lenetHasTheParametersOfTheWorkload() {
    Network lenet = BuiltIn.LENET.network(IMAGE, 10, BuiltIn.Options.plain());
    assertThat(parameters(lenet)).isEqualTo(61_706);
    assertThat(lenet.outputShape()).isEqualTo(Shape.of(10));
  }

  @Test
  void mlpHasTheParametersOfTheWorkload() {
    Network mlp = BuiltIn.MLP.network(Shape.of(784), 10, BuiltIn.Options.plain());
    assertThat(parameters(mlp)).isEqualTo(784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10);
  }

  @Test
  void question4EndsIn65536Numbers() {
    Network network = BuiltIn.QUESTION4.network(Shape.of(3, 128, 128), 0, BuiltIn.Options.plain());
    assertThat(network.outputShape()).isEqualTo(Shape.of(64, 32, 32));
    assertThat(parameters(network)).isEqualTo(24_672);
  }

  @Test
  void namesCountByKind() {
    Network network = Network.of(Shape.of(4)).linear(3).relu().linear(2);
    assertThat(network.steps().stream().map(Step::name))
        .containsExactly("linear1", "relu1", "linear2");
    assertThat(network.instantiate(Binding.training(5)).variables())
        .extracting("name")
        .containsExactly("linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias");
  }

  @Test
  void severalInputsAndOutputs() {
    Network network =
        Network.of(
                List.of(
                    new Port("a", Shape.of(3), DType.F32), new Port("b", Shape.of(2), DType.F32)))
            .then("left", Linear.of(4), List.of("a"))
            .then("right", Linear.of(4), List.of("b"))
            .then("sum", new Joined(Parallel.Join.ADD), List.of("left", "right"))
            .outputs(List.of("sum", "left"));
    Instance instance = network.instantiate(Binding.inference(7));
    assertThat(instance.outputs().keySet()).containsExactly("sum", "left");
    assertThat(instance.output().type()).isEqualTo(TensorType.f32(7, 4));
  }

  @Test
  void aUsersFunctionIsALayer() {
    Network network =
        Network.of(Shape.of(3)).then(new Mapped("square", x -> x.getFirst().times(x.getFirst())));
    Node output = network.instantiate(Binding.inference(2)).output();
    assertThat(output.type()).isEqualTo(TensorType.f32(2, 3));
    assertThat(network.last()).isEqualTo("square1");
  }

  @Test
  void aKernelLongerThanItsInputIsRefusedWhereItIsAdded() {
    Network network = Network.of(Shape.of(1, 4, 4));
    assertThatThrownBy(() -> network.conv2d(2, 5, Padding.valid()))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "layer \"conv1\" (conv) over f32[1, 1, 4, 4]: expected an output with elements, found"
                + " f32[1, 2, 0, 0]. The window is longer than its padded input.");
  }

  @Test
  void aLayerThatChangesNothingHandsItsInputOn() {
    Instance instance =
        Network.of(Shape.of(4)).flatten().dropout(0.5).instantiate(Binding.inference(2));
    assertThat(instance.output()).isSameAs(instance.input());
  }

  @Test
  void anUnknownNameIsRefused() {
    Network network = Network.of(Shape.of(4)).linear(3);
    assertThatThrownBy(() -> network.then("out", Linear.of(1), List.of("linear2")))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "layer \"out\": expected the name of an input or an earlier layer, found \"linear2\"."
                + " Known here: x, linear1.");
  }

  @Test
  void lenetOnVectorsIsRefused() {
    assertThatThrownBy(() -> BuiltIn.LENET.network(Shape.of(30), 2, BuiltIn.Options.plain()))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "network lenet(input=[30]): expected images [channels, height, width], found rank 1."
                + " Use mlp for vectors, conv1d for signals, lenet or cnn for images.");
  }
}
