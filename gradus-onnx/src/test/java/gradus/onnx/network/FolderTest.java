package gradus.onnx.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.loss.Head;
import gradus.nn.model.NetworkYaml;
import gradus.nn.rewrite.Equality;
import gradus.nn.rewrite.Model;
import gradus.nn.rewrite.ModelFolder;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunFolder;
import gradus.onnx.read.ForeignModels;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.read.OtherEngine;
import gradus.onnx.write.OnnxWriter;
import gradus.onnx.write.WriteOptions;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Models whose operators are no layers of Gradus, as model folders and back.
class FolderTest {

  @TempDir Path folder;

  static Set<String> names() {
    return ForeignModels.ALL.keySet();
  }

  private static OnnxNetwork imported(String name) {
    return OnnxNetwork.of(OnnxModel.read("m.onnx", ForeignModels.ALL.get(name)));
  }

  private static Model model(OnnxNetwork imported) {
    return new Model(imported.network(), imported.values(), new Head.Real(List.of()));
  }

  private static float[] example(Predictor predictor) {
    float[] example = new float[predictor.network().inputs().getFirst().shape().elements()];
    for (int i = 0; i < example.length; i++) {
      example[i] = (float) StrictMath.sin(3 * i + 1) * 2;
    }
    return example;
  }

  private static float[] outputs(RunFolder run) {
    Predictor predictor =
        new Predictor(
            run.network(),
            new Head.Real(List.of()),
            gradus.nn.data.Preparation.none(),
            run.requireWeights());
    return predictor.predict(example(predictor)).outputs();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aFolderHoldsTheSameNetwork(String name) {
    OnnxNetwork imported = imported(name);
    assertThat(imported.network().steps())
        .anySatisfy(step -> assertThat(step.layer()).isInstanceOf(OnnxLayer.class));
    Path home = folder.resolve("model");
    ModelFolder.write(home, Path.of("m.onnx"), model(imported), List.of("convert"));
    RunFolder run = RunFolder.open(home);
    assertThat(run.network()).isEqualTo(imported.network());
    assertThat(run.requireWeights()).isEqualTo(imported.values());
  }

  /// From ONNX to a folder and from the folder to ONNX: three engines' answers are one.
  @ParameterizedTest
  @MethodSource("names")
  void itComesBackWithTheSameAnswers(String name) {
    OnnxNetwork imported = imported(name);
    Path home = folder.resolve("model");
    ModelFolder.write(home, Path.of("m.onnx"), model(imported), List.of("convert"));
    RunFolder run = RunFolder.open(home);
    float[] mine = outputs(run);
    Shape shape = run.network().inputs().getFirst().shape().insert(0, 1);
    Predictor predictor =
        new Predictor(
            run.network(),
            new Head.Real(List.of()),
            gradus.nn.data.Preparation.none(),
            run.requireWeights());
    Map<String, Tensor> fed =
        Map.of(run.network().inputs().getFirst().name(), Tensor.of(shape, example(predictor)));
    same(mine, OtherEngine.answers(ForeignModels.ALL.get(name), fed).getFirst());
    if (ForeignModels.OWN_OPERATORS.contains(name)) {
      assertThatThrownBy(() -> written(run)).hasMessageContaining("an operator of ONNX itself");
      return;
    }
    same(mine, OtherEngine.answers(written(run), fed).getFirst());
  }

  /// Layers of nodes have other names and constants when they come back: what they calculate is
  /// held against each other, and what calculates something else is seen.
  @ParameterizedTest
  @MethodSource("names")
  void whatComesBackIsEqual(String name) {
    if (ForeignModels.OWN_OPERATORS.contains(name)) {
      return;
    }
    OnnxNetwork imported = imported(name);
    Model before = model(imported);
    byte[] back =
        OnnxWriter.write(
            imported.network(),
            imported.values(),
            WriteOptions.standard().withOpset(ForeignModels.OPSET));
    OnnxNetwork again = OnnxNetwork.of(OnnxModel.read("back.onnx", back));
    assertThat(Equality.of(before, model(again), true).verdict()).isEqualTo(Equality.Verdict.EQUAL);
    Map<String, Tensor> changed = new LinkedHashMap<>(again.values());
    changed.replaceAll(
        (key, value) -> {
          float[] floats = value.toFloats();
          floats[0] += 0.5f;
          return Tensor.of(value.shape(), floats).as(value.type().dtype());
        });
    if (!changed.isEmpty()) {
      Model other = new Model(again.network(), changed, new Head.Real(List.of()));
      assertThat(Equality.of(before, other, true).verdict()).isNotEqualTo(Equality.Verdict.EQUAL);
    }
  }

  private static byte[] written(RunFolder run) {
    return OnnxWriter.write(
        run.network(),
        run.requireWeights(),
        WriteOptions.standard().withOpset(ForeignModels.OPSET));
  }

  private static void same(float[] mine, Tensor other) {
    float[] theirs = other.toFloats();
    assertThat(mine).hasSameSizeAs(theirs);
    for (int i = 0; i < mine.length; i++) {
      assertThat(Math.abs(mine[i] - theirs[i])).isLessThan(1e-5f + 1e-5f * Math.abs(theirs[i]));
    }
  }

  @Test
  void whatIsDamagedIsRefused() {
    String whole = NetworkYaml.write(imported("clip").network());
    assertThat(whole).contains("onnx:").contains("operator: Clip").contains("bytes: ");
    String bytes = whole.substring(whole.indexOf("bytes: ") + 7).split("\\s", 2)[0];
    assertThatThrownBy(() -> read(whole.replace(bytes, "AAAA")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected a model of ONNX");
    assertThatThrownBy(() -> read(whole.replace(bytes, "\"?\"")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected bytes in Base64");
    assertThatThrownBy(() -> read(whole.replace("operator: Clip", "operator: Relu")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected the operator that the bytes say, Clip, found Relu");
  }

  private static void read(String text) {
    NetworkYaml.read("model.yaml", text, Shape.scalar());
  }
}
