package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.nn.run.RunFolder;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.read.Binding;
import gradus.onnx.read.Instance;
import gradus.onnx.read.OnnxModel;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `convert … -o FILE.onnx` as it is typed.
class OnnxExportTest extends TypedCommands {

  private String run(String... more) throws IOException {
    String run = folder.resolve("run").toString();
    String[] command = {"train", "mlp", "--data", table(), "--epochs", "2", "--out", run};
    String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    Said trained = gradus(all);
    assertThat(trained.code()).as(trained.err()).isZero();
    return run;
  }

  private static float[] answers(Path file, float... example) {
    OnnxModel model = OnnxModel.read(file);
    Map<String, Tensor> fed = Map.of("x", Tensor.of(Shape.of(1, example.length), example));
    Instance instance = model.instantiate(Binding.ofValues(fed));
    Variables variables = new Variables();
    instance.parameters().forEach((name, value) -> variables.declare(name, value.type(), value));
    try (Engine engine = Engine.of(Kernels.chosen(), 1)) {
      Plan plan = Plan.of(instance.graph(), variables, engine);
      plan.input("x").set(example, 0);
      plan.run();
      return plan.output(model.outputs().getFirst().name()).floats();
    }
  }

  @Test
  void aRunAsOnnxAnswersWhatPredictSays() throws IOException {
    String run = run();
    Path file = folder.resolve("kinds.onnx");
    Said said = gradus("convert", run, "-o", file.toString(), "--probabilities", "--preprocessing");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().lines())
        .containsExactly(
            "written     " + file + ", opset 21",
            "            Gradus: the run run.",
            "            Input x f32[N, 2].",
            "            Output probabilities f32[N, 3].",
            "            Probabilities: k0, k1, k2.",
            "            The first input is as it comes from the data; it is standardised within.",
            "            Convolutions are cross-correlations, the convention of Conv: no kernel is"
                + " turned.");
    JsonNode expected =
        gradus("predict", run, "--values", "1.5,0.25", "--json").lastLine().get("probabilities");
    float[] found = answers(file, 1.5f, 0.25f);
    assertThat(found).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(found[i]).isEqualTo((float) expected.get("k" + i).asDouble());
    }
    assertThat(OnnxModel.read(file).graph().initializers())
        .isEqualTo(RunFolder.open(Path.of(run)).requireWeights());
  }

  @Test
  void targetsAreRestoredWithinTheFile() throws IOException {
    StringBuilder text = new StringBuilder("a,b,price\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 7).append(',').append(i % 5).append(',').append(100 + 3.7 * i).append('\n');
    }
    String table = file("prices.csv", text.toString());
    String run = folder.resolve("prices").toString();
    Said trained =
        gradus(
            "train",
            "mlp",
            "--data",
            "csv:" + table,
            "--target",
            "reals",
            "--out",
            run,
            "--epochs",
            "2");
    assertThat(trained.code()).as(trained.err()).isZero();
    Path file = folder.resolve("prices.onnx");
    assertThat(gradus("convert", run, "-o", file.toString(), "--preprocessing").code()).isZero();
    double expected =
        gradus("predict", run, "--values", "3,4", "--json").lastLine().get("prediction").asDouble();
    assertThat(answers(file, 3, 4)).containsExactly((float) expected);
    refuses(
        gradus("convert", run, "-o", file.toString(), "--probabilities"),
        "probabilities: expected a head with outcomes or classes, found one of real numbers. Leave"
            + " the probabilities out.");
  }

  @Test
  void whatIsLeftOutsideIsSaid() throws IOException {
    String run = run();
    Said said = gradus("convert", run, "-o", folder + "/kinds.onnx");
    assertThat(said.out())
        .contains("Output linear3 f32[N, 3].")
        .contains(
            "Outside: examples are to be standardised, real targets restored, as run.json says;"
                + " --preprocessing puts that into the file.");
  }

  @Test
  void aBuiltInNetworkInAnotherVersion() throws IOException {
    Path file = folder.resolve("net.model");
    Said said =
        gradus(
            "convert",
            "lenet",
            "--to",
            "onnx",
            "--opset",
            "17",
            "--seed",
            "3",
            "-o",
            file.toString());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("Gradus: lenet with the first weights of seed 3.", "opset 17");
    OnnxModel model = OnnxModel.read(file);
    assertThat(model.opsets()).isEqualTo(Map.of("", 17L));
    assertThat(model.inputs().stream().map(ValueInfo::toString))
        .containsExactly("x float[N, 1, 28, 28]");
  }

  @Test
  void whatCannotBeWrittenLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("net.onnx");
    Files.writeString(file, "old");
    refuses(
        gradus("convert", "mlp", "--opset", "12", "-o", file.toString()),
        "opset 12: expected one from 13 to 27, found 12. Take 21, which most tools read.");
    refuses(
        gradus("convert", "question4", "--probabilities", "-o", file.toString()),
        "probabilities of \"conv2\": expected 65536 numbers for each example, found [64, 32, 32]."
            + " Leave the probabilities out.");
    assertThat(Files.readString(file)).isEqualTo("old");
  }
}
