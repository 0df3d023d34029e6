package gradus.onnx.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.model.Network;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.read.OtherEngine;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parameters in a file of their own, as those of more than 2 GB are.
class ExternalTensorsTest {

  @TempDir Path folder;

  private static final Trained TRAINED =
      Trained.of(Network.of(Shape.of(200)).linear(150).relu().linear(3));

  private Path write(Trained trained) {
    Path file = folder.resolve("m.onnx");
    WriteOptions options = WriteOptions.standard().withExternalData();
    String told = OnnxWriter.write(file, trained.network(), trained.values(), options);
    assertThat(told).containsPattern("Parameters in m\\.onnx\\.[0-9a-f]{8}\\.data: keep it beside");
    return file;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aTensorThatNoReaderTakesIsRefused() {
    assertThat(TensorMessage.length(TensorType.f32(1000, 1000))).isEqualTo(4_000_000);
    assertThatThrownBy(() -> TensorMessage.length(TensorType.f32(600_000, 1000)))
        .hasMessage(
            "tensor f32[600000, 1000]: expected at most 2147483647 bytes for one tensor, found"
                + " 2400000000. Cut the layer into parts before the model is exported.");
  }

  @Test
  void theModelIsTheSameForBothEngines() throws IOException {
    Path file = write(TRAINED);
    assertThat(Files.size(file)).isLessThan(2000);
    assertThat(names()).hasSize(2);
    OnnxModel read = OnnxModel.read(file);
    assertThat(read.graph().initializers()).isEqualTo(TRAINED.values());
    Map<String, Tensor> inputs = TRAINED.inputs(3);
    List<Tensor> expected = TRAINED.answers(inputs);
    Closeness.require(OtherEngine.answers(file, inputs), expected, 40, "ONNX Runtime");
  }

  /// A model that is written over another leaves the data of that one alone.
  @Test
  void otherParametersAreAnotherFile() throws IOException {
    Path file = write(TRAINED);
    byte[] before = Files.readAllBytes(folder.resolve(names().getLast()));
    write(TRAINED);
    assertThat(names()).hasSize(2);
    Network network = TRAINED.network();
    Map<String, Tensor> others = new java.util.LinkedHashMap<>(TRAINED.values());
    others.replaceAll((_, value) -> Tensor.full(value.type(), 0.5));
    write(new Trained(network, others));
    assertThat(names()).hasSize(3);
    assertThat(names().stream().map(folder::resolve))
        .anySatisfy(it -> assertThat(Files.readAllBytes(it)).isEqualTo(before));
    assertThat(OnnxModel.read(file).graph().initializers()).isEqualTo(others);
  }
}
