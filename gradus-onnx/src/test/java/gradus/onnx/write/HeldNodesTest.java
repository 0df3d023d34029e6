package gradus.onnx.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.model.Network;
import gradus.nn.model.Step;
import gradus.onnx.network.OnnxNetwork;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.read.OtherEngine;
import gradus.onnx.read.Shared;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A model that was imported is written back, with the nodes that are no layers as they were.
class HeldNodesTest {

  static Set<String> names() {
    return SampleNetworks.ALL.keySet();
  }

  private static Trained imported(String name, int opset) {
    OnnxNetwork network = OnnxNetwork.of(Trained.of(SampleNetworks.ALL.get(name)).read(opset));
    return new Trained(network.network(), network.values());
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatWasImportedIsWrittenBack(String name) {
    Map<String, Tensor> inputs = Trained.of(SampleNetworks.ALL.get(name)).inputs(3);
    for (int opset : List.of(13, 21)) {
      Trained imported = imported(name, opset);
      List<Tensor> expected = imported.answers(inputs);
      OnnxModel again = imported.read(opset);
      assertThat(again.graph().initializers()).isEqualTo(imported.values());
      Closeness.require(Trained.answers(again, inputs), expected, 8, name + ", opset " + opset);
      List<Tensor> other = OtherEngine.answers(imported.written(opset), inputs);
      Closeness.require(other, expected, 40, name + ", opset " + opset);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pad",
        "transposed conv",
        "transposed conv, cut and lengthened",
        "transposed conv 1d",
        "layer norm",
        "layer norm of vectors",
        "group norm",
        "selu",
        "silu",
        "hard_swish",
        "embedding of floats",
        "embedding of i64"
      })
  void aLayerIsReadAsOne(String name) {
    Network network = SampleNetworks.ALL.get(name);
    OnnxNetwork again = OnnxNetwork.of(Trained.of(network).read(21));
    assertThat(again.network().steps())
        .extracting(Step::layer)
        .isEqualTo(network.steps().stream().map(Step::layer).toList());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNewerVersionMeansTheSame(String name) {
    Trained imported = imported(name, 13);
    Map<String, Tensor> inputs = Trained.of(SampleNetworks.ALL.get(name)).inputs(2);
    List<Tensor> expected = imported.answers(inputs);
    List<Tensor> other = OtherEngine.answers(imported.written(26), inputs);
    Closeness.require(other, expected, 40, name);
  }

  /// Models of opset 10 that real tools wrote.
  @ParameterizedTest
  @ValueSource(strings = {"super-resolution-10", "mnist-quantized"})
  void whatWasSettledBeforeTheOldestVersionIsWritten(String name) throws Exception {
    OnnxNetwork network =
        OnnxNetwork.of(OnnxModel.read(Shared.find("data/onnx/models/" + name + "/model.onnx")));
    Trained imported = new Trained(network.network(), network.values());
    Map<String, Tensor> inputs = imported.inputs(1);
    List<Tensor> expected = imported.answers(inputs);
    Closeness.require(Trained.answers(imported.read(21), inputs), expected, 8, name);
    Closeness.require(OtherEngine.answers(imported.written(21), inputs), expected, 400, name);
  }

  /// A model of opset 11 that a real tool wrote, with graphs of shapes, axes as attributes and
  /// three inputs of integers.
  @Test
  void anAttentionNetworkOfOldOperatorsIsWritten() throws Exception {
    byte[] model = Files.readAllBytes(Shared.find("data/onnx/models/tribuo-tinybert/model.onnx"));
    Map<String, Shape> shapes = new LinkedHashMap<>();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (String name : List.of("input_ids", "attention_mask", "token_type_ids")) {
      shapes.put(name, Shape.of(6));
      long[] values = name.equals("input_ids") ? new long[] {3, 14, 15, 92, 65, 35} : new long[6];
      if (name.equals("attention_mask")) {
        Arrays.fill(values, 0, 5, 1);
      }
      inputs.put(name, Tensor.of(Shape.of(1, 6), values));
    }
    OnnxNetwork network = OnnxNetwork.of(OnnxModel.read("m.onnx", model), shapes);
    List<Tensor> expected = OtherEngine.answers(model, inputs);
    for (int opset : List.of(13, 18, 21)) {
      byte[] written = new Trained(network.network(), network.values()).written(opset);
      List<Tensor> again = OtherEngine.answers(written, inputs);
      Closeness.require(again, expected, 40, "opset " + opset);
    }
  }

  @Test
  void anOperatorThatChangedIsRefused() {
    assertThatThrownBy(() -> imported("reference logit 0", 21).written(13))
        .hasMessageContaining(
            "(Constant): expected an operator that means in opset 13 what it means in its own,"
                + " opset 21, found one that changed between them. Write the network in opset 21.");
  }
}
