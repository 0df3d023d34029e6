package gradus.runs.event;

import gradus.nn.layer.Convolve;
import gradus.nn.model.Network;
import gradus.nn.model.Step;
import gradus.nn.run.Session;
import gradus.nn.run.TrainingRecipe;
import gradus.nn.train.Checkpoint;
import gradus.nn.train.EpochReport;
import gradus.nn.train.GradientProbe;
import gradus.nn.train.Progress;
import gradus.nn.train.Trained;
import gradus.nn.train.TrainingListener;
import gradus.runtime.plan.Engine;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Writes an event file while a session trains.
///
/// Each step: `train/loss` of its batch and `train/learningRate`. Each epoch: the means over it
/// under `epoch/…`, scores under `validation/…`, and how weights and gradients are spread under
/// `weights/…` and `gradients/…`; the kernels of the first convolution over images as a picture. At
/// the beginning: the network's graph and the first examples, if they are images; at the end scores
/// under `test/…`. Steps are those of the optimiser, from 1.
///
/// Gradients are those of the mean loss over the first batch of the training part, at the values
/// after the epoch ({@link GradientProbe}). No bit of the training depends on any of this.
///
/// A session that goes on from a checkpoint begins a file that takes back the steps after it, and
/// tells again of the checkpoint's epoch where the earlier files do not.
public final class TrainingEvents implements TrainingListener, AutoCloseable {

  private static final int EXAMPLES = 32;

  private final EventWriter writer;
  private final GradientProbe probe;
  private final Optional<String> kernels;

  private TrainingEvents(EventWriter writer, GradientProbe probe, Optional<String> kernels) {
    this.writer = writer;
    this.probe = probe;
    this.kernels = kernels;
  }

  /// Begins a file in a folder for a session that is about to train.
  ///
  /// @param folder where event files lie; made if there is none
  /// @param session the session
  /// @param engine what computes gradients, between the steps of the training
  public static TrainingEvents begin(Path folder, Session session, Engine engine) {
    Optional<Checkpoint> from = session.folder().checkpoint().filter(it -> it.epochs() > 0);
    long done = from.map(Checkpoint::steps).orElse(0L);
    boolean told =
        from.isEmpty()
            || EventFile.readFolder(folder).stream()
                .anyMatch(event -> event.step() == done && tells(event, "epoch/loss"));
    boolean anew = from.isEmpty() || EventFile.in(folder).isEmpty();
    EventWriter writer = EventWriter.in(folder, from.isEmpty() ? 0 : done + 1);
    TrainingEvents events =
        new TrainingEvents(writer, probe(session, engine), kernels(session.network()));
    if (anew) {
      events.first(session);
    }
    from.filter(_ -> !told).ifPresent(it -> events.epoch(it.history().getLast(), it));
    return events;
  }

  private static boolean tells(Event event, String tag) {
    return event.what() instanceof Event.Summary(List<Value> values)
        && values.stream().anyMatch(value -> value.tag().equals(tag));
  }

  private static GradientProbe probe(Session session, Engine engine) {
    TrainingRecipe recipe = session.record().recipe().training();
    return new GradientProbe(
        session.network(),
        recipe.buildLoss(session.head()),
        session.preparation(),
        session.data().train(),
        recipe.buildSettings(false),
        engine);
  }

  /// The variable that holds the kernels of the first convolution over images.
  private static Optional<String> kernels(Network network) {
    return network.steps().stream()
        .filter(step -> step.layer() instanceof Convolve layer && layer.kernel().size() == 2)
        .map(Step::name)
        .map(name -> name + ".weight")
        .findFirst();
  }

  private void first(Session session) {
    writer.add(0, NetworkGraph.of(session.network()));
    PictureGrid.of(session.data().train(), EXAMPLES)
        .ifPresent(
            picture -> writer.add(0, summary(List.of(new Value.Image("examples", picture)))));
    writer.flush();
  }

  @Override
  public void step(Progress progress) {
    writer.add(
        progress.step(),
        summary(
            List.of(
                new Value.Scalar("train/loss", progress.batchLoss()),
                new Value.Scalar("train/learningRate", progress.learningRate()))));
    if (progress.examples() >= progress.total()) {
      writer.flush();
    }
  }

  @Override
  public void epoch(EpochReport report, Checkpoint checkpoint) {
    List<Value> values = new ArrayList<>();
    values.add(new Value.Scalar("epoch/loss", report.trainLoss()));
    if (!Double.isNaN(report.trainAccuracy())) {
      values.add(new Value.Scalar("epoch/accuracy", report.trainAccuracy()));
    }
    values.add(new Value.Scalar("epoch/examplesPerSecond", report.examplesPerSecond()));
    report
        .validation()
        .forEach((name, it) -> values.add(new Value.Scalar("validation/" + name, it)));
    Map<String, Tensor> gradients = probe.at(checkpoint.variables());
    for (String name : gradients.keySet()) {
      spread(
          "weights/" + name,
          Objects.requireNonNull(checkpoint.variables().get(name), name),
          values);
    }
    gradients.forEach((name, gradient) -> spread("gradients/" + name, gradient, values));
    kernels
        .map(checkpoint.variables()::get)
        .ifPresent(it -> values.add(new Value.Image("kernels", PictureGrid.of(it))));
    writer.add(report.steps(), summary(values));
    writer.flush();
  }

  private static void spread(String tag, Tensor tensor, List<Value> values) {
    values.add(new Value.Spread(tag, Histogram.of(tensor)));
    long lost = Histogram.notFinite(tensor);
    if (lost > 0) {
      values.add(new Value.Scalar("notFinite/" + tag, lost));
    }
  }

  /// Adds what the finished training scores on the test part.
  public void test(Trained trained) {
    List<Value> values = new ArrayList<>();
    trained
        .test()
        .ifPresent(
            scored ->
                scored
                    .scores()
                    .values()
                    .forEach((name, it) -> values.add(new Value.Scalar("test/" + name, it))));
    if (!values.isEmpty()) {
      writer.add(trained.checkpoint().steps(), summary(values));
      writer.flush();
    }
  }

  private static Event.Summary summary(List<Value> values) {
    return new Event.Summary(values);
  }

  @Override
  public void close() {
    writer.close();
  }
}
