package gradus.nn.train;

import gradus.nn.data.Batch;
import gradus.nn.data.Batches;
import gradus.nn.data.Dataset;
import gradus.nn.data.Feed;
import gradus.nn.data.Preparation;
import gradus.nn.data.Splits;
import gradus.nn.loss.Head;
import gradus.nn.loss.Loss;
import gradus.nn.metric.Scored;
import gradus.nn.metric.Scores;
import gradus.nn.metric.Scoring;
import gradus.nn.model.Network;
import gradus.nn.optim.Optimiser;
import gradus.nn.optim.Schedule;
import gradus.runtime.plan.Engine;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Trains a network: epochs of steps, validation, early stopping, the best model kept.
///
/// ```
/// Trained run = Trainer.of(net, Head.of(data.train().target()), Adam.learningRate(1e-3))
///     .with(Settings.standard().withEpochs(5))
///     .fit(data);
/// ```
///
/// The result depends on network, loss, optimiser, settings, preparation and data alone.
public final class Trainer {

  private final Network network;
  private final Head head;
  private final Loss loss;
  private final Optimiser optimiser;
  private final Settings settings;
  private final Preparation preparation;
  private final TrainingListener listener;

  private Trainer(
      Network network,
      Head head,
      Loss loss,
      Optimiser optimiser,
      Settings settings,
      Preparation preparation,
      TrainingListener listener) {
    this.network = network;
    this.head = head;
    this.loss = loss;
    this.optimiser = optimiser;
    this.settings = settings;
    this.preparation = preparation;
    this.listener = listener;
  }

  /// A trainer with the head's own loss and the standard settings.
  public static Trainer of(Network network, Head head, Optimiser optimiser) {
    return new Trainer(
        network,
        head,
        head.loss(),
        optimiser,
        Settings.standard(),
        Preparation.none(),
        TrainingListener.silent());
  }

  /// The same with other settings.
  public Trainer with(Settings other) {
    return new Trainer(network, head, loss, optimiser, other, preparation, listener);
  }

  /// The same with another loss.
  public Trainer with(Loss other) {
    return new Trainer(network, head, other, optimiser, settings, preparation, listener);
  }

  /// The same with data prepared first.
  public Trainer with(Preparation other) {
    return new Trainer(network, head, loss, optimiser, settings, other, listener);
  }

  /// The same with a listener.
  public Trainer with(TrainingListener other) {
    return new Trainer(network, head, loss, optimiser, settings, preparation, other);
  }

  /// Trains on all threads of the machine and judges on the test part.
  public Trained fit(Splits data) {
    try (Engine engine = Engine.standard()) {
      return fit(data, engine, Optional.empty());
    }
  }

  /// Trains on an engine, from the beginning or from a checkpoint, and judges on the test part.
  ///
  /// Throws {@link DivergenceException} when the loss is no longer a number.
  public Trained fit(Splits data, Engine engine, Optional<Checkpoint> from) {
    return fit(data, engine, from, _ -> true);
  }

  /// The same, asking before every epoch whether to go on; where the answer is no, the training
  /// halts unfinished and is not judged. Going on later from its checkpoint gives the same bits.
  public Trained fit(
      Splits data, Engine engine, Optional<Checkpoint> from, Predicate<Checkpoint> goesOn) {
    Learner learner =
        new Learner(network, loss, optimiser, settings, preparation.targets(), engine);
    Checkpoint state = from.orElseGet(() -> Checkpoint.start(learner.snapshot()));
    learner.restore(state.variables());
    while (!isFinished(state) && goesOn.test(state)) {
      state = epoch(learner, data, state);
      listener.epoch(state.history().getLast(), state);
    }
    learner.restore(state.model());
    Optional<Scored> test =
        data.test().isEmpty() || !isFinished(state)
            ? Optional.empty()
            : Optional.of(score(learner, data.test()));
    return new Trained(network, head, preparation, state, test, learner.parameterCount());
  }

  /// Scores a model of this network on a set.
  ///
  /// @param model the values of its parameters and states
  /// @param set the examples
  /// @param engine what computes
  public Scored score(Map<String, Tensor> model, Dataset set, Engine engine) {
    Learner learner =
        new Learner(network, loss, optimiser, settings, preparation.targets(), engine);
    learner.restore(model);
    return score(learner, set);
  }

  /// Whether a training that stands here has nothing left to do: all epochs are made, or the
  /// patience is at its end.
  public boolean isFinished(Checkpoint state) {
    boolean stops = settings.patience() > 0 && state.epochsSinceBest() >= settings.patience();
    return stops || state.epochs() >= settings.epochs();
  }

  private Checkpoint epoch(Learner learner, Splits data, Checkpoint state) {
    long begun = System.nanoTime();
    Batches batches =
        Batches.training(data.train(), settings.batch(), settings.seed())
            .augmentedBy(settings.augmentation())
            .standardisedBy(preparation.features())
            .withBalanced(settings.balanced());
    Pass pass = new Pass(state, batches.perEpoch());
    try (Feed feed = batches.epoch(state.epochs())) {
      while (feed.advance()) {
        step(learner, feed.batch(), pass, data.train().size());
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    Optional<Scores> validation =
        data.validation().isEmpty()
            ? Optional.empty()
            : Optional.of(score(learner, data.validation()).scores());
    EpochReport report =
        new EpochReport(
            state.epochs() + 1,
            pass.number,
            pass.meanLoss(),
            pass.accuracy(),
            validation.map(Scores::values).orElse(Map.of()),
            pass.learningRate,
            seconds,
            pass.examples);
    return next(state, report, validation, learner.snapshot());
  }

  private void step(Learner learner, Batch batch, Pass pass, int total) {
    pass.learningRate =
        optimiser.learningRate()
            * pass.state.rateFactor()
            * settings
                .schedule()
                .factor(pass.number, (long) pass.perEpoch * settings.epochs(), pass.perEpoch);
    pass.number++;
    float[] outputs = pass.outputs(batch.size() * head.outputs());
    double value = learner.step(batch, pass.number, pass.learningRate, outputs);
    if (!Double.isFinite(value)) {
      throw new DivergenceException(pass.state.epochs() + 1, pass.number, value, pass.learningRate);
    }
    pass.add(value, batch, head);
    listener.step(
        new Progress(
            pass.number,
            (long) pass.perEpoch * settings.epochs(),
            pass.state.epochs() + 1,
            settings.epochs(),
            pass.examples,
            total,
            value,
            pass.meanLoss(),
            pass.learningRate));
  }

  private Checkpoint next(
      Checkpoint state,
      EpochReport report,
      Optional<Scores> validation,
      Map<String, Tensor> variables) {
    List<EpochReport> history = new ArrayList<>(state.history());
    history.add(report);
    double found = validation.map(Scores::loss).orElse(Double.POSITIVE_INFINITY);
    if (found < state.bestLoss()) {
      return new Checkpoint(
          history,
          variables,
          Checkpoint.modelOf(variables),
          report.epoch(),
          found,
          state.rateFactor(),
          0);
    }
    int waited = state.waited() + 1;
    double factor = state.rateFactor();
    if (settings.schedule() instanceof Schedule.Plateau(double gamma, int patience)
        && waited >= patience) {
      factor *= gamma;
      waited = 0;
    }
    return new Checkpoint(
        history, variables, state.best(), state.bestEpoch(), state.bestLoss(), factor, waited);
  }

  private Scored score(Learner learner, Dataset set) {
    return Scoring.of(head, preparation, set, learner::score);
  }

  /// The sums of one epoch; they change with every step.
  private static final class Pass {
    private final Checkpoint state;
    private final int perEpoch;
    private long number;
    private double learningRate;
    private double lossSum;
    private int examples;
    private int right = -1;
    private float[] outputs = {};

    private Pass(Checkpoint state, int perEpoch) {
      this.state = state;
      this.perEpoch = perEpoch;
      this.number = state.steps();
    }

    private float[] outputs(int length) {
      outputs = outputs.length >= length ? outputs : new float[length];
      return outputs;
    }

    private void add(double value, Batch batch, Head head) {
      lossSum += value * batch.size();
      examples += batch.size();
      int hits = Scoring.hits(head, batch, outputs);
      right = hits < 0 ? -1 : Math.max(right, 0) + hits;
    }

    private double meanLoss() {
      return lossSum / examples;
    }

    private double accuracy() {
      return right < 0 ? Double.NaN : (double) right / examples;
    }
  }
}
