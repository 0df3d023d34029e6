package gradus.onnx.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.layer.Activated;
import gradus.nn.layer.Linear;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.nn.rewrite.Model;
import gradus.nn.rewrite.ModelFolder;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunFolder;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.read.PixelModels;
import gradus.onnx.write.OnnxWriter;
import gradus.onnx.write.WriteOptions;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Networks of layers whose data are integers that Gradus holds in wider ones: their types stay.
class HeldTypesTest {

  @TempDir Path folder;

  private static OnnxModel read(byte[] bytes) {
    return OnnxModel.read("m.onnx", bytes);
  }

  private static List<String> told(List<ValueInfo> values) {
    return values.stream().map(ValueInfo::toString).toList();
  }

  private RunFolder written(OnnxNetwork imported) {
    Path home = folder.resolve("model");
    Model model = new Model(imported.network(), imported.values(), new Head.Real(List.of()));
    ModelFolder.write(home, Path.of("m.onnx"), model, List.of("convert"));
    return RunFolder.open(home);
  }

  @Test
  void aClassifierOfBytesIsANetworkThatIsTrainedFurther() {
    OnnxNetwork imported = OnnxNetwork.of(read(PixelModels.classifier()));
    Network network = imported.network();
    assertThat(network.inputs().getFirst().dtype()).isEqualTo(DType.I32);
    assertThat(network.steps().stream().map(step -> step.layer()))
        .anyMatch(layer -> layer instanceof Linear)
        .anyMatch(layer -> layer instanceof Activated);
    Predictor predictor =
        new Predictor(
            imported.model().network(),
            imported.model().head(),
            gradus.nn.data.Preparation.none(),
            imported.values());
    float[] logits = predictor.predict(new float[] {0, 255, 51, 255}).outputs();
    // 0 1 0.2 1
    assertThat(logits[0])
        .isEqualTo(0.5f - 1 + 0.4f + 0.5f, org.assertj.core.api.Assertions.within(1e-6f));
    assertThat(logits[1])
        .isEqualTo(-0.5f + 3 - 0.4f + 1, org.assertj.core.api.Assertions.within(1e-6f));
  }

  @Test
  void aFolderAndBackKeepsTheTypes() {
    for (byte[] bytes : List.of(PixelModels.classifier(), PixelModels.brighter())) {
      OnnxModel before = read(bytes);
      OnnxNetwork imported = OnnxNetwork.of(before);
      RunFolder run = written(imported);
      assertThat(run.network()).isEqualTo(imported.network());
      OnnxModel after =
          read(
              OnnxWriter.write(
                  run.network(), run.requireWeights(), WriteOptions.standard().withOpset(17)));
      assertThat(told(after.inputs())).isEqualTo(told(before.inputs()));
      assertThat(after.outputs().stream().map(ValueInfo::element))
          .isEqualTo(before.outputs().stream().map(ValueInfo::element).toList());
    }
  }

  @Test
  void layersOfIntegersWrapAroundAsTheirNodesDo() {
    OnnxNetwork imported = OnnxNetwork.of(read(PixelModels.brighter()));
    assertThat(imported.network().steps())
        .allSatisfy(step -> assertThat(step.layer()).isInstanceOf(OnnxLayer.class));
    Tensor x = Tensor.of(Shape.of(2, 3), 0, 155, 156, 255, 100, 1);
    Map<String, Tensor> made = new LinkedHashMap<>();
    try (Engine engine = Engine.of(Kernels.named("scalar"), 1)) {
      var instance = imported.network().instantiate(gradus.nn.model.Binding.inference(2));
      Plan plan = Plan.of(gradus.graph.Graph.of(instance.outputs()), new Variables(), engine);
      plan.input("pixels").set(x);
      plan.run();
      instance.outputs().keySet().forEach(name -> made.put(name, plan.output(name).tensor()));
    }
    assertThat(made.values())
        .containsExactly(
            Tensor.of(Shape.of(2, 3), 100, 255, 0, 99, 200, 101),
            Tensor.of(Shape.of(2, 1), 255, 200));
  }

  @Test
  void aLayerOfOtherIntegersIsNotWritten() {
    OnnxNetwork imported = OnnxNetwork.of(read(PixelModels.brighter()));
    Network network =
        Network.of(imported.network().inputs())
            .then("reshaped", new gradus.nn.layer.Reshape(Shape.of(3)), List.of("pixels"))
            .then("sum", imported.network().steps().getFirst().layer(), List.of("reshaped"));
    assertThatThrownBy(() -> OnnxWriter.write(network, Map.of(), WriteOptions.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer \"sum\" (Add): expected uint8, of which the nodes were made, found int32, which"
                + " \"reshaped\" gives. Cast it between them.");
  }

  @Test
  void fewBitsAreNoNetwork() {
    OnnxModel model = read(PixelModels.packed());
    assertThat(model.graph().held()).containsEntry("w", ElementType.INT4);
    assertThatThrownBy(() -> OnnxNetwork.of(model))
        .isInstanceOf(UnsupportedException.class)
        .hasMessage(
            "m.onnx, value 'w': expected element types of 8 bits or more, and floats of 16 or more,"
                + " in a network of layers, found int4. Cast its weights to float before you export"
                + " the model, or serve it as it is.");
  }
}
