package gradus.onnx.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import gradus.nn.layer.Activated;
import gradus.nn.layer.Activated.Kind;
import gradus.nn.layer.Mapped;
import gradus.nn.layer.Residual;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.wire.ModelProto;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Versions, the batch, what the file says of itself, and refusals.
class WriteOptionsTest {

  private static void refuses(ThrowingCallable call, Class<?> type, String message) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(type.asSubclass(Exception.class))
        .hasMessage(message);
  }

  private static void refuses(ThrowingCallable call, String message) {
    refuses(call, IllegalArgumentException.class, message);
  }

  @ParameterizedTest
  @CsvSource({
    "13, 7", "14, 7", "15, 8", "16, 8", "17, 8", "18, 8", "19, 9", "20, 9", "21, 10", "22, 10",
    "23, 11", "24, 12", "25, 13", "26, 13", "27, 13"
  })
  void eachVersionHasItsFormat(int opset, int ir) {
    OnnxModel model = Trained.of(Network.of(Shape.of(2)).linear(1)).read(opset);
    assertThat(model.irVersion()).isEqualTo(ir);
    assertThat(model.opsets()).isEqualTo(Map.of("", (long) opset));
  }

  @Test
  void theBatchIsOpenOrFixed() {
    Trained trained = Trained.of(SampleNetworks.ALL.get("several inputs and outputs"));
    OnnxModel open = trained.read(21);
    assertThat(open.inputs().stream().map(ValueInfo::toString))
        .containsExactly("image float[N, 2, 4, 4]", "more float[N, 3]");
    assertThat(open.outputs().stream().map(ValueInfo::toString))
        .containsExactly("last float[N, 2]", "wide float[N, 5]", "more/output float[N, 3]");
    OnnxModel fixed =
        OnnxModel.read(
            "m.onnx",
            OnnxWriter.write(
                trained.network(), trained.values(), WriteOptions.standard().withBatch(3)));
    assertThat(fixed.inputs().getLast()).hasToString("more float[3, 3]");
    Map<String, Tensor> inputs = trained.inputs(3);
    assertThat(Trained.answers(fixed, inputs)).isEqualTo(trained.answers(inputs));
  }

  private static ModelProto proto(Trained trained, WriteOptions options)
      throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(OnnxWriter.write(trained.network(), trained.values(), options));
  }

  @Test
  void theFileSaysWhatItIs() throws InvalidProtocolBufferException {
    Trained trained = Trained.of(SampleNetworks.ALL.get("true convolution"));
    ModelProto model = proto(trained, WriteOptions.standard().withOrigin("The run edges."));
    assertThat(model.getProducerName()).isEqualTo("gradus");
    assertThat(model.getProducerVersion()).isEqualTo(gradus.nn.run.Session.VERSION);
    assertThat(model.getDocString())
        .isEqualTo(
            """
            The run edges.
            Input x f32[N, 3, 9, 8].
            Output conv1 f32[N, 4, 9, 8].
            Convolutions are cross-correlations, the convention of Conv: no kernel is turned.
            True convolutions of Gradus, whose kernels stand here flipped along their spatial axes: conv1.weight.\
            """);
    assertThat(proto(Trained.of(Network.of(Shape.of(2))), WriteOptions.standard()).getDocString())
        .isEqualTo(
            """
            A network of Gradus.
            Input x f32[N, 2].
            Output x/output f32[N, 2].
            Convolutions are cross-correlations, the convention of Conv: no kernel is turned.\
            """);
  }

  @Test
  void aKernelIsFlippedAlongItsSpatialAxes() {
    Trained trained = Trained.of(SampleNetworks.ALL.get("true convolution"));
    Tensor own = trained.values().get("conv1.weight");
    Tensor written = trained.read(21).graph().initializers().get("conv1.weight");
    for (int i = 0; i < own.elements(); i++) {
      int[] at = own.shape().index(i);
      at[2] = 2 - at[2];
      at[3] = 1 - at[3];
      assertThat(written.doubleAt(own.shape().position(at))).isEqualTo(own.doubleAt(i));
    }
  }

  @Test
  void versionsThatAreNotWritten() {
    refuses(
        () -> WriteOptions.standard().withOpset(12),
        "opset 12: expected one from 13 to 27, found 12. Take 21, which most tools read.");
    refuses(
        () -> WriteOptions.standard().withOpset(28),
        "opset 28: expected one from 13 to 27, found 28. Take 21, which most tools read.");
    refuses(
        () -> WriteOptions.standard().withBatch(0),
        "WriteOptions(batch=0): expected 1 or more examples, found 0. Leave the batch open for any"
            + " number.");
    refuses(
        () -> WriteOptions.standard().withProbabilities(new Head.Real(List.of("price"))),
        "probabilities: expected a head with outcomes or classes, found one of real numbers. Leave"
            + " the probabilities out.");
  }

  private static void write(Network network, Map<String, Tensor> values) {
    OnnxWriter.write(network, values, WriteOptions.standard());
  }

  @Test
  void layersOfOnesOwn() {
    Mapped twice = new Mapped("twice", inputs -> inputs.getFirst().times(2));
    refuses(
        () -> write(Network.of(Shape.of(2)).then(twice), Map.of()),
        "layer \"twice1\" (twice): expected a layer of Gradus, which ONNX has operators for, found"
            + " one of your own, Mapped. Build it of layers of Gradus to write it.");
    Residual deep = new Residual(List.of(Activated.of(Kind.RELU), twice), List.of());
    refuses(
        () -> write(Network.of(Shape.of(2)).then(deep), Map.of()),
        "layer \"residual1.body.twice2\" (twice): expected a layer of Gradus, which ONNX has"
            + " operators for, found one of your own, Mapped. Build it of layers of Gradus to write"
            + " it.");
  }

  @Test
  void valuesOfAnotherNetwork() {
    Network network = Network.of(Shape.of(2)).linear(3);
    refuses(
        () -> write(network, Map.of()),
        FormatException.class,
        "the model, tensor \"linear1.weight\": expected f32[3, 2], found none. The weights belong"
            + " to another network.");
    refuses(
        () -> write(network, Map.of("linear1.weight", Tensor.of(Shape.of(2), 1f, 2f))),
        FormatException.class,
        "the model, tensor \"linear1.weight\": expected f32[3, 2], found f32[2]. The weights belong"
            + " to another network.");
  }

  @Test
  void moreThanAFileHolds() {
    Network large =
        Network.of(List.of(new Port("x", Shape.of(1), DType.I64))).embedding(300_000_000, 2);
    refuses(
        () -> write(large, Map.of()),
        "OnnxWriter: expected parameters of at most 2000000000 bytes, which one file of ONNX holds,"
            + " found 2400000000. Write to a path, which puts them into a file beside it.");
  }
}
