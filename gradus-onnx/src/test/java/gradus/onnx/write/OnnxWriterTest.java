package gradus.onnx.write;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.nn.layer.Layer;
import gradus.nn.layer.Mapped;
import gradus.nn.layer.Parallel;
import gradus.nn.layer.Residual;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.nn.model.Step;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.read.OnnxModel;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was written is read again, and is the same network.
class OnnxWriterTest {

  private static final List<Integer> OPSETS = List.of(13, 15, 17, 18, 20, 21, 24, 26, 27);

  /// The reader rounds these in an order of its own: ONNX's operator for batch normalisation has
  /// one formula, the layer another, and a kernel that is flipped is summed from its other end.
  private static final Set<String> ROUNDED =
      Set.of(
          "cnn",
          "conv1d",
          "batch norm",
          "batch norm of vectors",
          "layer norm",
          "layer norm of vectors",
          "residual in residual",
          "true convolution");

  static Set<String> names() {
    return SampleNetworks.ALL.keySet();
  }

  private static Trained trained(String name) {
    return Trained.of(SampleNetworks.ALL.get(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsReadAgainAnswersTheSame(String name) {
    Trained trained = trained(name);
    List<Map<String, Tensor>> feeds = List.of(trained.inputs(1), trained.inputs(3));
    List<List<Tensor>> expected = feeds.stream().map(trained::answers).toList();
    for (int opset : OPSETS) {
      OnnxModel model = trained.read(opset);
      for (int i = 0; i < feeds.size(); i++) {
        List<Tensor> found = Trained.answers(model, feeds.get(i));
        if (ROUNDED.contains(name)) {
          Closeness.require(found, expected.get(i), 8, name + ", opset " + opset);
        } else {
          assertThat(found).as("opset %d", opset).isEqualTo(expected.get(i));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void initializersAreTheParametersBitByBit(String name) {
    Trained trained = trained(name);
    Map<String, Tensor> initializers = trained.read(21).graph().initializers();
    assertThat(initializers.keySet()).isEqualTo(trained.values().keySet());
    if (!name.equals("true convolution")) {
      assertThat(initializers).isEqualTo(trained.values());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void valuesAndNodesHaveTheNamesOfTheLayers(String name) {
    Network network = SampleNetworks.ALL.get(name);
    OnnxModel model = trained(name).read(21);
    assertThat(model.inputs().stream().map(ValueInfo::name))
        .containsExactlyElementsOf(network.inputs().stream().map(Port::name).toList());
    Set<String> made =
        model.graph().nodes().stream()
            .flatMap(node -> node.outputs().stream())
            .collect(Collectors.toSet());
    assertThat(made).containsAll(network.steps().stream().map(Step::name).toList());
    for (OnnxNode node : model.graph().nodes()) {
      assertThat(node.name()).isEqualTo(node.outputs().getFirst());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSameNetworkGivesTheSameBytes(String name) {
    assertThat(trained(name).written(21)).isEqualTo(trained(name).written(21));
  }

  /// A layer that is not among the samples is one that nobody tried to write.
  @Test
  void everyLayerIsAmongTheSamples() throws IOException {
    Set<Class<?>> seen = new HashSet<>();
    SampleNetworks.ALL.values().stream()
        .flatMap(network -> network.steps().stream())
        .flatMap(step -> within(step.layer()))
        .forEach(layer -> seen.add(layer.getClass()));
    Set<Class<?>> known = layers();
    assertThat(known).hasSizeGreaterThan(15);
    known.remove(Mapped.class);
    assertThat(seen).containsAll(known);
  }

  private static Stream<Layer> within(Layer layer) {
    Stream<Layer> inner =
        switch (layer) {
          case Residual residual ->
              Stream.concat(residual.body().stream(), residual.shortcut().stream());
          case Parallel parallel -> parallel.branches().stream().flatMap(Collection::stream);
          default -> Stream.of();
        };
    return Stream.concat(Stream.of(layer), inner.flatMap(OnnxWriterTest::within));
  }

  private static Set<Class<?>> layers() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("gradus-nn"))) {
      root = root.getParent();
    }
    Set<Class<?>> layers = new HashSet<>();
    try (Stream<Path> files = Files.list(root.resolve("gradus-nn/src/main/java/gradus/nn/layer"))) {
      for (Path file : files.toList()) {
        String type = file.getFileName().toString().replace(".java", "");
        if (Files.readString(file).contains("implements Layer")) {
          layers.add(Class.forName("gradus.nn.layer." + type));
        }
      }
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    return layers;
  }

  @Test
  void theFileIsWrittenWhole(@TempDir Path folder) throws IOException {
    Trained trained = trained("lenet");
    Path file = folder.resolve("models/lenet.onnx");
    OnnxWriter.write(file, trained.network(), trained.values(), WriteOptions.standard());
    assertThat(Files.readAllBytes(file)).isEqualTo(trained.written(21));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }
}
