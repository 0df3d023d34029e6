package gradus.nn.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.data.Preparation;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.nn.run.Predictor;
import gradus.random.Philox;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSourceTest {

  @TempDir static Path folder = Path.of("");

  private static final Map<String, Predictor> PREDICTORS = new LinkedHashMap<>();
  private static @Nullable Compiled loaded;

  @BeforeAll
  static void writeAndCompileAll() {
    List<JavaSource> sources = new ArrayList<>();
    EmittedNetworks.all()
        .forEach(
            (name, network) -> {
              Map<String, Tensor> weights = EmittedNetworks.weights(network, 3);
              Head head = EmittedNetworks.head(network);
              Preparation preparation = EmittedNetworks.preparation(network, head);
              PREDICTORS.put(name, new Predictor(network, head, preparation, weights));
              JavaModel model = JavaModel.of("a test", network, weights, head, preparation);
              // one of them with its weights beside it
              sources.add(JavaSource.of(model, name, name.equals("Cnn") ? 1000 : 10_000_000));
            });
    loaded = Compiled.of(folder, sources);
  }

  @AfterAll
  static void close() throws IOException {
    compiled().close();
  }

  private static Compiled compiled() {
    return Objects.requireNonNull(loaded);
  }

  private static float[] example(String name, int seed) {
    int size = predictor(name).network().inputs().getFirst().shape().elements();
    float[] example = new float[size];
    for (int i = 0; i < size; i++) {
      example[i] = (float) Philox.of(seed).normal(i);
    }
    return example;
  }

  private static Predictor predictor(String name) {
    return Objects.requireNonNull(PREDICTORS.get(name), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mlp",
        "Lenet",
        "Cnn",
        "Conv1d",
        "LongSignal",
        "Question4",
        "Activations",
        "Odd",
        "Filtered",
        "Transformed",
        "Normalised",
        "Branches"
      })
  void answersHaveTheBitsOfGradus(String name) {
    for (int seed = 0; seed < 3; seed++) {
      float[] example = example(name, seed);
      float[] given = example.clone();
      float[] expected = predictor(name).predict(example).values();
      assertThat(compiled().predict(name, example)).isEqualTo(expected);
      assertThat(example).as("the caller's array stays").isEqualTo(given);
    }
  }

  @Test
  void manyExamplesAndManyThreadsGiveTheSame() throws Exception {
    float[][] examples = new float[8][];
    float[][] expected = new float[8][];
    for (int i = 0; i < 8; i++) {
      examples[i] = example("Lenet", i);
      expected[i] = predictor("Lenet").predict(examples[i]).values();
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<float[][]>> answers = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        answers.add(threads.submit(() -> compiled().predict("Lenet", examples)));
      }
      for (Future<float[][]> answer : answers) {
        assertThat(answer.get()).isDeepEqualTo(expected);
      }
    }
  }

  @Test
  void aNewcomerRunsTheFileAsItStands() throws IOException {
    Network network = Network.of(Shape.of(2)).linear(2);
    Head head = new Head.Categorical(List.of("\"\\ no", "jā"));
    JavaModel model =
        JavaModel.of("a\\u000atest */", network, tiny(network), head, Preparation.none());
    JavaSource source = JavaSource.of(model, "Newcomer", 0);
    source.write(folder.resolve("Newcomer.java"));
    String java = Compiled.tool("java");
    List<String> command = List.of(java, "-Dstdout.encoding=UTF-8", "Newcomer.java", "1", "-0.5");
    float[] answer =
        new Predictor(network, head, Preparation.none(), tiny(network))
            .predict(new float[] {1, -0.5f})
            .values();
    assertThat(Compiled.run(folder, command, ""))
        .isEqualTo("\"\\ no %s%njā %s%n".formatted(answer[0], answer[1]));
    assertThat(Compiled.run(folder, List.of(java, "Newcomer.java"), "1, -0.5\n\n1 -0.5\n"))
        .endsWith("%s, %s%n".formatted(answer[0], answer[1]).repeat(2));
    assertThat(Compiled.run(folder, List.of(java, "Newcomer.java", "1", "two"), ""))
        .isEqualTo("Newcomer: expected numbers, found two.%n".formatted());
    assertThat(Compiled.run(folder, List.of(java, "Newcomer.java", "1"), ""))
        .isEqualTo("Newcomer: predict(x): expected 2 numbers, found 1.%n".formatted());
  }

  @Test
  void weightsBesideTheClassAreCheckedWhenTheyAreRead() throws IOException {
    assertThat(Files.size(folder.resolve("Cnn.weights"))).isGreaterThan(400_000);
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(folder.resolve("Cnn.class"), other.resolve("Cnn.class"));
    Files.copy(folder.resolve("Cnn$Axis.class"), other.resolve("Cnn$Axis.class"));
    List<String> run = List.of(Compiled.tool("java"), "-cp", ".", "Cnn", "1");
    assertThat(Compiled.run(other, run, ""))
        .contains("Cnn.weights: expected on the class path or in this folder.");
    Files.write(other.resolve("Cnn.weights"), new byte[100]);
    assertThat(Compiled.run(other, run, "")).contains("Convert again.");
  }

  private static Map<String, Tensor> tiny(Network network) {
    Map<String, Tensor> weights = new LinkedHashMap<>(EmittedNetworks.weights(network, 1));
    weights.replace("linear1.weight", Tensor.of(Shape.of(2, 2), 0.5f, -1, 2, 0.25f));
    weights.replace("linear1.bias", Tensor.of(Shape.of(2), 0.125f, -0.5f));
    return weights;
  }

  @Test
  void theTextOfATinyNetworkStays() throws IOException {
    Network network = Network.of(Shape.of(2)).linear(2).relu();
    Map<String, Tensor> weights = tiny(network);
    Head head = new Head.Real(List.of("a", "b"));
    JavaModel model = JavaModel.of("a test", network, weights, head, Preparation.none());
    Path pinned = Path.of("src/test/resources/gradus/nn/emit/Tiny.java.txt");
    String text = JavaSource.of(model, "Tiny").text();
    if (Boolean.getBoolean("gradus.pages.write")) {
      Files.writeString(pinned, text);
    }
    assertThat(text).isEqualTo(Files.readString(pinned));
  }

  @Test
  void aNameThatIsNoClassIsRefused() {
    Network network = Network.of(Shape.of(2)).linear(1);
    Map<String, Tensor> weights = EmittedNetworks.weights(network, 1);
    JavaModel model =
        JavaModel.of("a", network, weights, EmittedNetworks.head(network), Preparation.none());
    assertThatThrownBy(() -> JavaSource.of(model, "my-net"))
        .hasMessage(
            "--to java -o my-net.java: expected the name of a class, such as Digits.java, found"
                + " \"my-net\". Begin it with a capital letter and use letters, digits and _.");
  }
}
