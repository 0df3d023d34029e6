package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.nn.data.Safetensors;
import gradus.nn.run.RunFolder;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `convert` as it is typed.
class ConvertCommandTest extends TypedCommands {

  /// What `java FILE.java NUMBERS` prints.
  private String java(String file, String... numbers) throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(folder.resolve(file).toString());
    command.addAll(List.of(numbers));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aRunAsJavaPrintsWhatPredictSays() throws IOException {
    String run = folder.resolve("run").toString();
    Said trained = gradus("train", "mlp", "--data", table(), "--epochs", "2", "--out", run);
    assertThat(trained.code()).as(trained.err()).isZero();
    String file = folder.resolve("Kinds.java").toString();
    Said said = gradus("convert", run, "--to", "java", "-o", file);
    assertThat(said.out()).isEqualTo("written     " + file + System.lineSeparator());
    JsonNode probabilities =
        gradus("predict", run, "--values", "1.5,0.25", "--json").lastLine().get("probabilities");
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      float probability = (float) probabilities.get("k" + i).asDouble();
      expected.append(String.format(Locale.ROOT, "k%d %s%n", i, probability));
    }
    assertThat(java("Kinds.java", "1.5", "0.25")).isEqualTo(expected.toString());
  }

  private String yaml() throws IOException {
    return file("net.yaml", "input: [2]\nlayers:\n  - linear: 3\n  - batchNorm\n  - linear: 2\n");
  }

  private String weights() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("in.weight", Tensor.of(Shape.of(3, 2), 1f, 2, 3, 4, 5, 6));
    tensors.put("in.bias", Tensor.of(Shape.of(3), 0f, 1, 2));
    tensors.put("bn.weight", Tensor.of(Shape.of(3), 1f, 1, 2));
    tensors.put("bn.bias", Tensor.of(Shape.of(3), 0f, 0, 1));
    tensors.put("bn.running_mean", Tensor.of(Shape.of(3), 0.5f, 0, 0));
    tensors.put("bn.running_var", Tensor.of(Shape.of(3), 1f, 1, 1));
    tensors.put("bn.num_batches_tracked", Tensor.of(Shape.scalar(), 9L));
    tensors.put("out.weight", Tensor.of(Shape.of(2, 3), 1f, 0, -1, 0, 1, 0));
    tensors.put("out.bias", Tensor.of(Shape.of(2), 0f, 0));
    Path file = folder.resolve("torch.safetensors");
    new Safetensors(tensors, Map.of()).write(file);
    return file.toString();
  }

  @Test
  void weightsOfPyTorchBecomeAFolderThatEveryCommandOpens() throws IOException {
    String map = file("names.txt", "in=linear1\nbn=batchNorm1\nout=linear2\n");
    String out = folder.resolve("model").toString();
    Said said = gradus("convert", yaml(), "--weights", weights(), "--map", map, "-o", out);
    assertThat(said.code()).as(said.err()).isZero();
    Map<String, Tensor> values = RunFolder.open(Path.of(out)).requireWeights();
    assertThat(values.get("batchNorm1.mean")).isEqualTo(Tensor.of(Shape.of(3), 0.5f, 0, 0));
    assertThat(gradus("predict", out, "--values", "1,2", "--json").code()).isZero();
    assertThat(gradus("equal", out, out).code()).isZero();
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheMapThatProbablyDoes() throws IOException {
    String weights = weights();
    Said said = gradus("convert", yaml(), "--weights", weights, "-o", folder + "/model");
    refuses(
        said,
        weights
            + ", the names: expected one tensor of the same shape for each of 8 variables, found"
            + " 16 mismatches:");
    assertThat(said.err()).contains("Try --map in=linear1,bn=batchNorm1,out=linear2.");
    refuses(
        gradus("convert", yaml(), "--map", "a=b", "-o", folder + "/model"),
        "convert --map: expected --weights with it, found none. Give the safetensors file.");
    refuses(
        gradus("convert", "mlp", "--to", "pascal", "-o", "x"),
        "convert --to pascal: expected java, onnx or folder, found \"pascal\". Choose one of"
            + " these.");
    refuses(
        gradus("convert", "mlp", "--to", "java", "-o", "x.txt"),
        "convert -o x.txt: expected a name that ends in .java, found \"x.txt\". Try Model.java.");
  }
}
