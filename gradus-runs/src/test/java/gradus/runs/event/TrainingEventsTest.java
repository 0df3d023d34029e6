package gradus.runs.event;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.nn.run.DataRecipe;
import gradus.nn.run.NetworkRecipe;
import gradus.nn.run.Recipe;
import gradus.nn.run.Session;
import gradus.nn.run.TrainingRecipe;
import gradus.nn.run.Weights;
import gradus.nn.train.EpochReport;
import gradus.nn.train.Trained;
import gradus.nn.train.TrainingListener;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trainings with event files: what the files say, and that the training does not notice.
class TrainingEventsTest {

  private static final String NETWORK =
      """
      input: [1, 4, 4]
      layers:
        - conv2d: {outputs: 2, kernel: 3, padding: same}
        - relu
        - flatten
        - dropout: 0.2
        - linear: 3
      """;

  @TempDir private Path folder;

  private Path table() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 90; i++) {
      for (int pixel = 0; pixel < 16; pixel++) {
        text.append(
            String.format(
                Locale.ROOT, "%.3f,", pixel / 6 == i % 3 ? 1.0 : Math.sin(i * pixel) / 3));
      }
      text.append("k").append(i % 3).append('\n');
    }
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  private Recipe recipe(int epochs, int parts) throws IOException {
    DataRecipe data =
        new DataRecipe(
            "csv:" + table(),
            "0.8",
            0.2,
            "auto",
            "-1",
            "comma",
            "absent",
            List.of(),
            List.of(),
            1,
            List.of(1, 4, 4),
            0,
            List.of(),
            "auto",
            1);
    TrainingRecipe training =
        new TrainingRecipe(
            "auto", 0, "adam", 0.01, 0, false, 0, "cosine", epochs, 16, 7, 1, parts, 0, false, 0, 0,
            0, false);
    return new Recipe(data, new NetworkRecipe("net.yaml", NETWORK, false, 0), training);
  }

  private static Trained train(Session session, Optional<Path> events, int stopAfter) {
    try (Engine engine = Engine.of(Kernels.named("scalar"), 1)) {
      if (events.isEmpty()) {
        return session.train(
            engine, false, TrainingListener.silent(), at -> at.epochs() < stopAfter);
      }
      try (TrainingEvents told = TrainingEvents.begin(events.get(), session, engine)) {
        Trained trained = session.train(engine, false, told, at -> at.epochs() < stopAfter);
        told.test(trained);
        return trained;
      }
    }
  }

  private Session begin(String name, int epochs, int parts) throws IOException {
    return Session.begin(recipe(epochs, parts), List.of(), folder.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void noBitDependsOnIt(int parts) throws IOException {
    Trained without = train(begin("without", 3, parts), Optional.empty(), 9);
    Trained with = train(begin("with", 3, parts), Optional.of(folder.resolve("events")), 9);
    assertThat(Weights.sha256(with.checkpoint().variables()))
        .isEqualTo(Weights.sha256(without.checkpoint().variables()));
  }

  @Test
  void anotherReaderFindsTheTraining() throws IOException {
    Path events = folder.resolve("events");
    Trained trained = train(begin("run", 2, 1), Optional.of(events), 9);
    Path file = EventFile.in(events).getFirst();
    Map<String, Map<Long, List<PlainReader.Field>>> values = PlainReader.values(file);
    long steps = trained.checkpoint().steps();
    assertThat(values.get("train/loss")).hasSize((int) steps).containsKeys(1L, steps);
    for (EpochReport report : trained.checkpoint().history()) {
      assertThat(PlainReader.scalar(values.get("epoch/loss").get(report.steps())))
          .isEqualTo((float) report.trainLoss());
      assertThat(PlainReader.scalar(values.get("validation/loss").get(report.steps())))
          .isEqualTo(report.validation().get("loss").floatValue());
      assertThat(PlainReader.scalar(values.get("train/learningRate").get(report.steps())))
          .isEqualTo((float) report.learningRate());
    }
    assertThat(PlainReader.scalar(values.get("test/accuracy").get(steps)))
        .isEqualTo(trained.test().orElseThrow().scores().values().get("accuracy").floatValue());
    List<PlainReader.Field> weights =
        PlainReader.one(values.get("weights/conv1.weight").get(steps), 5).fields();
    assertThat(PlainReader.one(weights, 3).real()).as("2 × 1 × 3 × 3 weights").isEqualTo(18);
    List<PlainReader.Field> gradients =
        PlainReader.one(values.get("gradients/linear1.weight").get(steps), 5).fields();
    assertThat(PlainReader.one(gradients, 5).real()).as("sum of squares").isPositive();
    for (Map.Entry<String, Long> picture : Map.of("examples", 0L, "kernels", steps).entrySet()) {
      List<PlainReader.Field> image =
          PlainReader.one(values.get(picture.getKey()).get(picture.getValue()), 4).fields();
      var decoded = ImageIO.read(new ByteArrayInputStream(PlainReader.one(image, 4).bytes()));
      assertThat((long) decoded.getHeight()).isEqualTo(PlainReader.one(image, 1).value());
      assertThat((long) decoded.getWidth()).isEqualTo(PlainReader.one(image, 2).value());
      assertThat(decoded.getRaster().getSamples(0, 0, decoded.getWidth(), 1, 0, (int[]) null))
          .as("not one grey alone")
          .satisfies(
              row -> assertThat(java.util.Arrays.stream(row).distinct().count()).isGreaterThan(1));
    }
  }

  @Test
  void theGraphNamesWhatItReads() throws IOException {
    Session session = begin("run", 1, 1);
    Event.Graph graph = NetworkGraph.of(session.network());
    Set<String> known = new HashSet<>();
    for (GraphNode node : graph.nodes()) {
      assertThat(node.name()).matches("[A-Za-z0-9.][A-Za-z0-9_>./]*");
      assertThat(known).containsAll(node.inputs());
      assertThat(known.add(node.name())).as("%s is unique", node.name()).isTrue();
    }
    assertThat(known).anyMatch(name -> name.startsWith("conv1/Convolution"));
    assertThat(known).contains("conv1/weight", "linear1/bias");
    assertThat(graph.nodes().getLast().shape()).containsExactly(1L, 3L);
  }

  private static Map<Long, Double> losses(Path events, String tag) {
    Map<Long, Double> found = new TreeMap<>();
    for (Event event : EventFile.readFolder(events)) {
      if (event.what() instanceof Event.Summary(List<Value> values)) {
        for (Value value : values) {
          if (value instanceof Value.Scalar(String name, double number) && name.equals(tag)) {
            assertThat(found.put(event.step(), number)).as("step %d once", event.step()).isNull();
          }
        }
      }
    }
    return found;
  }

  @Test
  void aResumedTrainingGoesOnInAnotherFile() throws IOException {
    Path whole = folder.resolve("whole-events");
    train(begin("whole", 4, 1), Optional.of(whole), 9);
    Path events = folder.resolve("events");
    train(begin("run", 4, 1), Optional.of(events), 2);
    // what a process wrote that was killed after its last checkpoint
    try (EventWriter lost = EventWriter.in(events, 1000)) {
      for (long step = 9; step < 12; step++) {
        lost.add(step, new Event.Summary(List.of(new Value.Scalar("train/loss", 99))));
      }
    }
    train(Session.resume(folder.resolve("run")), Optional.of(events), 9);
    assertThat(EventFile.in(events)).hasSize(3);
    for (String tag : List.of("train/loss", "epoch/loss", "validation/loss", "test/loss")) {
      assertThat(losses(events, tag)).as(tag).isNotEmpty().isEqualTo(losses(whole, tag));
    }
  }

  /// A process may be killed between the checkpoint and its events.
  @Test
  void theEpochOfTheCheckpointIsToldWhereItIsMissing() throws IOException {
    train(begin("run", 3, 1), Optional.empty(), 1);
    Path events = folder.resolve("events");
    Trained trained = train(Session.resume(folder.resolve("run")), Optional.of(events), 9);
    assertThat(losses(events, "epoch/loss").values())
        .containsExactlyElementsOf(
            trained.checkpoint().history().stream()
                .map(report -> (double) (float) report.trainLoss())
                .toList());
  }
}
