package gradus.onnx.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.data.Preparation;
import gradus.nn.data.Standardiser;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.nn.run.Predictor;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.read.OtherEngine;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Standardisation and probabilities within the file, held against the predictor.
class StandardisationTest {

  private static Standardiser standardiser(int groups) {
    return Standardiser.of(
        new Standardiser.Moments(
            IntStream.range(0, groups).mapToObj(i -> 0.3 + i / 7.0).toList(),
            IntStream.range(0, groups).mapToObj(i -> 0.7 + i / 3.0).toList()));
  }

  private static WriteOptions prepared(int features, int targets) {
    Standardiser target = targets == 0 ? Standardiser.IDENTITY : standardiser(targets);
    return WriteOptions.standard().withPreparation(new Preparation(standardiser(features), target));
  }

  /// Two raw examples, and what the predictor says of them, row by row.
  private static Tensor predicted(Trained trained, Head head, WriteOptions options, Tensor raw) {
    Predictor predictor =
        new Predictor(trained.network(), head, options.preparation(), trained.values());
    int length = raw.elements() / 2;
    float[] all = new float[2 * head.outputs()];
    for (int row = 0; row < 2; row++) {
      float[] example =
          java.util.Arrays.copyOfRange(raw.toFloats(), row * length, (row + 1) * length);
      float[] values = predictor.predict(example).values();
      System.arraycopy(values, 0, all, row * head.outputs(), head.outputs());
    }
    return Tensor.of(Shape.of(2, head.outputs()), all);
  }

  private static Tensor raw(Shape example) {
    Random random = new Random(3);
    Tensor type = Tensor.full(new gradus.tensor.TensorType(DType.F32, example.insert(0, 2)), 0);
    float[] values = new float[type.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 8 - 3;
    }
    return Tensor.of(type.shape(), values);
  }

  private static void agrees(Network network, Head head, WriteOptions options, String output) {
    Trained trained = Trained.of(network);
    Tensor raw = raw(network.inputs().getFirst().shape());
    Tensor expected = predicted(trained, head, options, raw);
    byte[] bytes = OnnxWriter.write(network, trained.values(), options);
    OnnxModel model = OnnxModel.read("m.onnx", bytes);
    assertThat(model.outputs().getFirst().name()).isEqualTo(output);
    assertThat(Trained.answers(model, Map.of("x", raw))).containsExactly(expected);
    List<Tensor> other = OtherEngine.answers(bytes, Map.of("x", raw));
    Closeness.require(other, List.of(expected), 20, "ONNX Runtime");
  }

  /// 12 numbers: one mean, one a channel, one a row, in groups across rows, one a number.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 4, 3, 12})
  void featuresAreStandardisedByGroups(int groups) {
    Network network = Network.of(Shape.of(2, 3, 2)).flatten().linear(2);
    agrees(network, new Head.Real(List.of("a", "b")), prepared(groups, 0), "linear1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void targetsAreRestored(int groups) {
    Network network = Network.of(Shape.of(4)).linear(5).tanh().linear(3);
    Head head = new Head.Real(List.of("a", "b", "c"));
    agrees(network, head, prepared(4, groups), "prediction");
  }

  @Test
  void probabilitiesAreThoseOfTheHead() {
    Network three = Network.of(Shape.of(4)).linear(5).tanh().linear(3);
    Network one = Network.of(Shape.of(4)).linear(1);
    List<String> names = List.of("a", "b", "c");
    for (Head head : List.of(new Head.Categorical(names), new Head.MultiLabel(names))) {
      agrees(three, head, prepared(4, 0).withProbabilities(head), "probabilities");
    }
    Head binary = new Head.Binary(List.of("no", "yes"));
    agrees(one, binary, prepared(1, 0).withProbabilities(binary), "probabilities");
  }

  @Test
  void otherOutputsStay() {
    Network network =
        Network.of(Shape.of(4)).linear(3).tanh().linear(2).outputs(List.of("linear2", "tanh1"));
    Trained trained = Trained.of(network);
    Head head = new Head.Categorical(List.of("a", "b"));
    OnnxModel model =
        OnnxModel.read(
            "m.onnx",
            OnnxWriter.write(
                network, trained.values(), WriteOptions.standard().withProbabilities(head)));
    Map<String, Tensor> inputs = trained.inputs(2);
    List<Tensor> found = Trained.answers(model, inputs);
    assertThat(found.getLast()).isEqualTo(trained.answers(inputs).getLast());
    assertThat(found.getFirst().doubleAt(0) + found.getFirst().doubleAt(1))
        .isBetween(0.9999, 1.0001);
  }

  @Test
  void aPreparationOfOtherData() {
    Trained trained = Trained.of(Network.of(Shape.of(4)).linear(3));
    assertThatThrownBy(() -> OnnxWriter.write(trained.network(), trained.values(), prepared(3, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "preparation of \"x\": expected a number of groups that divides the 4 elements of an"
                + " example, found 3 groups. Take the preparation that belongs to the network.");
    Trained words =
        Trained.of(Network.of(List.of(new Port("x", Shape.of(4), DType.I64))).embedding(5, 2));
    assertThatThrownBy(() -> OnnxWriter.write(words.network(), words.values(), prepared(4, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "preparation of \"x\": expected an input of floats, found i64. Leave the preparation"
                + " out.");
  }
}
