package gradus.nn.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.nn.data.DataFolder;
import gradus.nn.data.Idx;
import gradus.nn.data.Npy;
import gradus.nn.data.Preparation;
import gradus.nn.data.Splits;
import gradus.nn.data.Standardiser;
import gradus.nn.layer.Padding;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightImportTest {

  private static final Network NETWORK =
      Network.of(Shape.of(2, 6))
          .conv1d(3, 2, Padding.valid())
          .batchNorm()
          .flatten()
          .linear(4)
          .linear(4);

  private static Map<String, Tensor> file() {
    Map<String, Tensor> file = new LinkedHashMap<>();
    file.put("features.0.weight", zeros(3, 2, 2));
    file.put("features.0.bias", zeros(3));
    file.put("features.1.weight", zeros(3));
    file.put("features.1.bias", zeros(3));
    file.put("features.1.running_mean", zeros(3));
    file.put("features.1.running_var", zeros(3));
    file.put("features.1.num_batches_tracked", Tensor.of(Shape.scalar(), 7L));
    file.put("fc.10.weight", zeros(4, 4));
    file.put("fc.10.bias", zeros(4));
    file.put("fc.9.weight", zeros(4, 15));
    file.put("fc.9.bias", zeros(4));
    return file;
  }

  private static Tensor zeros(int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.of(shape, new float[shape.elements()]);
  }

  private static String variables() {
    return String.join(
        ",",
        "features.0=" + NETWORK.steps().get(0).name(),
        "features.1=" + NETWORK.steps().get(1).name(),
        "fc.9=linear1",
        "fc.10=linear2");
  }

  @Test
  void layersAreFoundByTheirMappedNames() {
    Map<String, Tensor> found = WeightImport.of(NETWORK, "w", file(), NameMap.parse(variables()));
    assertThat(found).hasSize(10);
    assertThat(found.get("linear1.weight")).isEqualTo(zeros(4, 15));
    assertThat(found.get("batchNorm1.variance")).isEqualTo(zeros(3));
  }

  @Test
  void allThatDoesNotFitIsSaidAtOnceWithTheNamesThatProbablyBelongTogether() {
    Map<String, Tensor> file = file();
    file.put("fc.9.bias", zeros(5));
    file.put("extra", zeros(1));
    assertThatThrownBy(
            () -> WeightImport.of(NETWORK, "w", file, NameMap.parse("fc.9=linear1,fc.8=linear3")))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            "w, the names: expected one tensor of the same shape for each of 10 variables, found ")
        .hasMessageContaining("\"fc.8\" of --map: no tensor of that name")
        .hasMessageContaining("linear1.bias: expected [4], found [5] in \"fc.9.bias\"")
        .hasMessageContaining("linear2.weight [4, 4]: no tensor")
        .hasMessageContaining("\"features.0.weight\" [3, 2, 2]: no variable")
        .hasMessageContaining("\"extra\" [1]: no variable")
        .hasMessageEndingWith(
            "Try --map features.0=%s,features.1=batchNorm1,fc.10=linear2."
                .formatted(NETWORK.steps().getFirst().name()));
  }

  @Test
  void twoTensorsForOneVariableAreRefused() {
    assertThatThrownBy(
            () ->
                WeightImport.of(
                    NETWORK, "w", file(), NameMap.parse(variables() + ",fc.9.bias=linear2.bias")))
        .hasMessageContaining(
            "linear2.bias: both \"fc.10.bias\" and \"fc.9.bias\" are mapped to it");
  }

  @Test
  void mapsAreReadFromFilesAndBadOnesRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("names.txt");
    Files.writeString(file, "# ours\n\nfc.9 = linear1\n");
    assertThat(NameMap.parse(file.toString()).names()).isEqualTo(Map.of("fc.9", "linear1"));
    assertThatThrownBy(() -> NameMap.parse("a=b,c"))
        .hasMessage(
            "--map, \"c\": expected a name in the file, =, and a name in the network, found \"c\"."
                + " Write features.0=conv1, for instance.");
    assertThatThrownBy(() -> NameMap.parse("a=b,a=c"))
        .hasMessage("--map, \"a=c\": expected each name once, found \"a\" twice. Keep one.");
    assertThatThrownBy(() -> NameMap.parse(folder.resolve("none").toString()))
        .hasMessageContaining("no such file");
  }

  /// A network that PyTorch trained, with the outputs that it gave.
  @Test
  void aTrainedNetworkGivesTheOutputsItGaveInPyTorch() {
    Path file = DataFolder.find("safetensors/mnist-cnn.safetensors");
    Tensor expected = Npy.read(DataFolder.find("safetensors/mnist-cnn-expected.npy"));
    Splits mnist = Idx.folder(DataFolder.find("mnist"));
    Network network =
        Network.of(Shape.of(1, 28, 28))
            .conv2d(8, 3, Padding.valid())
            .relu()
            .conv2d(16, 3, Padding.valid())
            .relu()
            .conv2d(24, 3, Padding.valid())
            .relu()
            .batchNorm()
            .flatten()
            .linear(32)
            .relu()
            .linear(10)
            .batchNorm();
    String kind = network.steps().getFirst().layer().kind();
    NameMap map =
        NameMap.parse(
            "conv1=%s1,conv2=%s2,conv3=%s3,norm1=batchNorm1,norm2=batchNorm2,fc1=linear1,fc2=linear2"
                .formatted(kind, kind, kind));
    Head head = new Head.Categorical(IntStream.range(0, 10).mapToObj(String::valueOf).toList());
    Preparation preparation =
        new Preparation(
            Standardiser.of(new Standardiser.Moments(List.of(0.1307), List.of(0.3081))),
            Standardiser.IDENTITY);
    Predictor predictor =
        new Predictor(network, head, preparation, WeightImport.read(network, file, map));
    for (int image = 0; image < 8; image++) {
      float[] found = predictor.predict(mnist.test().example(image)).values();
      for (int i = 0; i < 10; i++) {
        double probability = StrictMath.exp(expected.doubleAt(image * 10 + i));
        assertThat((double) found[i]).isCloseTo(probability, within(1e-5));
      }
    }
  }
}
