package gradus.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.init.Scaled;
import gradus.nn.layer.Activated;
import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.ConvolveTranspose;
import gradus.nn.layer.Flatten;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Mapped;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Parallel;
import gradus.nn.layer.Pooled;
import gradus.nn.layer.Pooled.Statistic;
import gradus.nn.layer.Residual;
import gradus.op.window.Convention;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkYamlTest {

  private static final Shape NONE = Shape.scalar();

  static Stream<Network> networks() {
    Shape image = Shape.of(3, 32, 32);
    BuiltIn.Options all = new BuiltIn.Options(true, 0.25);
    Convolve odd =
        Convolve.of(4, List.of(3, 2), new Padding.Explicit(List.of(1, 0), List.of(1, 1)))
            .withStrides(List.of(2, 1))
            .withGroups(1)
            .withConvention(Convention.CONVOLUTION)
            .withoutBias();
    return Stream.of(
        BuiltIn.MLP.network(Shape.of(8), 3, BuiltIn.Options.plain()),
        BuiltIn.LENET.network(image, 10, BuiltIn.Options.plain()),
        BuiltIn.CNN.network(image, 10, all),
        BuiltIn.CONV1D.network(Shape.of(2, 45), 15, all),
        BuiltIn.CONV1D.network(Shape.of(1, 8000), 10, all),
        BuiltIn.QUESTION4.network(Shape.of(3, 128, 128), 0, BuiltIn.Options.plain()),
        Network.of(image)
            .then(odd)
            .activation(Activated.Kind.LEAKY_RELU)
            .then(ConvolveTranspose.of(2, List.of(3, 3), 2))
            .then(
                new Pooled(Statistic.AVERAGE, List.of(3, 3), List.of(2, 2), Padding.of(2, 1), true))
            .then(
                new Residual(
                    List.of(
                        Convolve.of(2, List.of(3, 3), Padding.same()), BatchNormLayer.standard()),
                    List.of(Convolve.of(2, List.of(1, 1), Padding.valid()))))
            .then(
                new Parallel(
                    List.of(List.of(), List.of(Convolve.of(3, List.of(1, 1), Padding.valid()))),
                    Parallel.Join.CONCAT))
            .groupNorm(5)
            .then("flat", new Flatten(), List.of("parallel1"))
            .layerNorm()
            .dropout(0.5)
            .then(new Linear(4, false, Scaled.glorot().asNormal()))
            .outputs(List.of("flat", "linear1")));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void writtenAndReadIsTheSame(Network network) {
    String text = NetworkYaml.write(network);
    assertThat(NetworkYaml.read("net.yaml", text, NONE)).as(text).isEqualTo(network);
  }

  @Test
  void readsLikeTheJava() {
    String text =
        """
        input: [1, 28, 28]
        layers:
          - conv2d: {outputs: 6, kernel: 5, padding: same}
          - relu
          - maxPool2d: 2
          - flatten
          - linear: 10
        """;
    assertThat(NetworkYaml.read("net.yaml", text, NONE))
        .isEqualTo(
            Network.of(Shape.of(1, 28, 28))
                .conv2d(6, 5, Padding.same())
                .relu()
                .maxPool2d(2)
                .flatten()
                .linear(10));
  }

  @Test
  void theShapeMayComeFromTheData() {
    assertThat(NetworkYaml.read("net.yaml", "layers: [{linear: 3}]", Shape.of(4)))
        .isEqualTo(Network.of(Shape.of(4)).linear(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "input: [4]\\nlayers: [{liner: 3}]|net.yaml, layer 1 (liner): expected a layer, found"
            + " \"liner\". Did you mean linear?",
        "input: [4]\\nlayers: [{linear: {outputs: 3, biass: true}}]|net.yaml, layer 1 (linear):"
            + " expected no setting \"biass\", found biass. Known here: outputs.",
        "input: [4]\\nlayers: [{linear: many}]|net.yaml, layer 1 (linear): expected a whole number"
            + " for \"outputs\", found many. Write it without a point.",
        "layers: [relu]|net.yaml, the file: expected a setting \"input\", found none. Give the"
            + " shape of an example: input: [1, 28, 28].",
        "input: [1, 4, 4]\\nlayers: [{linear: 2}, {maxPool2d: 9}]|net.yaml, layer 2: expected a"
            + " layer that fits what it reads, found layer \"maxPool1\" (maxPool) over f32[1, 1, 4,"
            + " 2]: expected an output with elements, found f32[1, 1, 0, 0]. The window is longer"
            + " than its padded input. Change the layer or the one before it.",
      })
  void whatIsWrongIsSaidWithItsPlace(String text, String sentence) {
    assertThatThrownBy(() -> NetworkYaml.read("net.yaml", text.replace("\\n", "\n"), NONE))
        .isInstanceOf(FormatException.class)
        .hasMessage(sentence);
  }

  @Test
  void brokenYamlNamesTheLine() {
    assertThatThrownBy(() -> NetworkYaml.read("net.yaml", "input: [4\nlayers: {", NONE))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("net.yaml, line 2, column ")
        .hasMessageContaining("expected YAML with settings and values");
  }

  @Test
  void aLayerOfTheUsersOwnCannotBeWritten() {
    Network own = Network.of(Shape.of(2)).then(new Mapped("twice", x -> x.getFirst().times(2)));
    assertThatThrownBy(() -> NetworkYaml.write(own))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "write(twice): expected a layer of Gradus, found another, which a model folder cannot"
                + " hold. Keep this network in Java, or in the file that it came from.");
  }
}
