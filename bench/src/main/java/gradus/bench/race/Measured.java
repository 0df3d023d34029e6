package gradus.bench.race;

import gradus.nn.model.Network;
import gradus.nn.optim.Adam;
import gradus.nn.optim.Optimiser;
import gradus.nn.optim.Sgd;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Roofline;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Measures one workload in this process alone.
public final class Measured {

  private static final Optimiser SGD = Sgd.learningRate(0.01);
  private static final int CLASSES = 1000;
  private static final int ROWS = 128;
  private static final int PROFILED = 101;

  private final Lines lines;
  private final Clock clock;
  private final Engine engine;

  private final boolean profiles;

  private Measured(String workload, int threads, double seconds, boolean profiles) {
    this.profiles = profiles;
    this.lines = new Lines(System.out, workload, threads);
    this.clock = new Clock(threads, seconds);
    this.engine = Engine.of(Kernels.chosen(), threads);
  }

  /// Runs one measurement; the parent process is {@link Race}.
  ///
  /// @param arguments workload, threads, seconds; for a cold start the nanoseconds since 1970
  ///   before the process, or none where only the classes that it needs are wanted
  public static void main(String[] arguments) {
    if (arguments[0].equals(Race.COLD)) {
      cold(arguments.length > 1 ? Long.parseLong(arguments[1]) : Race.nanos(Instant.now()));
      return;
    }
    new Measured(
            arguments[0],
            Integer.parseInt(arguments[1]),
            Double.parseDouble(arguments[2]),
            arguments.length > 3)
        .run();
    System.exit(0); // the engine's threads may still spin
  }

  private void run() {
    String workload = lines.workload();
    switch (workload) {
      case "W1.sgd.b32" -> mlp(SGD, 32);
      case "W1.sgd.b128" -> mlp(SGD, 128);
      case "W1.adam.b32" -> mlp(Adam.learningRate(0.001), 32);
      case "W1.adam.b128" -> mlp(Adam.learningRate(0.001), 128);
      case "W2" -> classifier(Nets.lenet(), SGD, 64);
      case "W3" -> classifier(Nets.cnn32(), SGD, 64);
      case "W4.forward" -> forward(Nets.seed(), 16);
      case "W4.train" -> train(Nets.seed(), Training.Objective.MEAN_SQUARES, SGD, 16);
      case "W5" -> train(Nets.signal(), Training.Objective.MEAN_SQUARES, null, 8);
      case "W6.mlp" -> predict(Nets.mlp());
      case "W6.lenet" -> predict(Nets.lenet());
      case "W6.resnet50" -> predict(Nets.resnet50());
      case "W7.512", "W7.1024", "W7.2048" -> product(Integer.parseInt(workload.substring(3)));
      case "W9.vjp" -> softmaxVjp(false);
      case "W9.forward+vjp" -> softmaxVjp(true);
      default -> {
        Growth growth = Growth.of(workload);
        int size = growth.size(workload);
        classifier(growth.network(size), SGD, growth.batch(size));
      }
    }
  }

  private void mlp(Optimiser optimiser, int batch) {
    classifier(Nets.mlp(), optimiser, batch);
  }

  private void classifier(Network network, Optimiser optimiser, int batch) {
    train(network, Training.Objective.SOFTMAX_CROSS_ENTROPY, optimiser, batch);
  }

  private void train(
      Network network, Training.Objective objective, @Nullable Optimiser optimiser, int batch) {
    int inputs = network.inputs().getFirst().shape().elements();
    Training training =
        new Training(network, objective, optimiser, Batches.of(batch, inputs), engine);
    long start = System.nanoTime();
    lines.single("check_loss_step1", training.step(0), "-");
    float loss = 0;
    int steps = 1;
    while (steps < 10 && Clock.since(start) < 10) {
      loss = training.step(steps++);
    }
    if (steps == 10) {
      lines.single("check_loss_step10", loss, "-");
    }
    List<Double> times = clock.time(lines, i -> training.step(i + 10));
    lines.times("step", times);
    profile(training.plan());
    lines.rate("steps", times, 1, "steps/s");
    lines.rate("images", times, batch, "images/s");
    lines.peakMemory();
  }

  /// Where the time goes, against peaks measured in the same process.
  private void profile(Plan plan) {
    if (profiles) {
      System.out.print(plan.profile(PROFILED).table(Roofline.of(engine)));
    }
  }

  private void forward(Network network, int batch) {
    int inputs = network.inputs().getFirst().shape().elements();
    Batches batches = Batches.of(batch, inputs, 4);
    Inference inference = new Inference(network, batch, engine);
    inference.run(batches.x()[0]);
    lines.single("check_mean_squares", inference.meanSquares(), "-");
    List<Double> times =
        clock.time(
            lines,
            i -> {
              inference.run(batches.x()[i % batches.pool()]);
              return 0;
            });
    profile(inference.plan());
    lines.times("forward", times);
    lines.rate("images", times, batch, "images/s");
    lines.peakMemory();
  }

  private void predict(Network network) {
    int inputs = network.inputs().getFirst().shape().elements();
    float[][] x = new float[16][];
    for (int i = 0; i < x.length; i++) {
      x[i] = Uniform.of(7 + i, inputs);
    }
    Inference inference = new Inference(network, 1, engine);
    inference.run(x[0]);
    lines.single("check_mean_squares", inference.meanSquares(), "-");
    List<Double> times =
        clock.time(
            lines,
            i -> {
              inference.run(x[i & 15]);
              return inference.output()[0];
            });
    profile(inference.plan());
    lines.times("latency", times);
    lines.rate("predictions", times, 1, "1/s");
    lines.peakMemory();
  }

  private void product(int n) {
    Operands work = Operands.product(n, engine);
    lines.single("check_c00", work.step(0), "-");
    List<Double> times = clock.time(lines, work);
    profile(work.plan());
    lines.times("matmul", times);
    lines.rate("flops", times, 2e-9 * n * n * n, "GFLOP/s");
    lines.single("peak_flops", engine.kernels().peakGigaflops() * engine.threads(), "GFLOP/s");
  }

  private void softmaxVjp(boolean withForward) {
    Operands work = Operands.softmaxVjp(ROWS, CLASSES, withForward, engine);
    lines.single("check_g00", work.step(0), "-");
    List<Double> times = clock.time(lines, work);
    profile(work.plan());
    lines.times("vjp", times);
    lines.rate("elements", times, 1e-6 * ROWS * CLASSES, "Melem/s");
  }

  /// From just before the process to the first prediction in hand.
  private static void cold(long before) {
    Network network = Nets.mlp();
    Inference inference = new Inference(network, 1, Engine.of(Kernels.chosen(), 1));
    inference.run(Uniform.of(7, 784));
    float first = inference.output()[0];
    double seconds = (Race.nanos(Instant.now()) - before) * 1e-9;
    System.out.printf(Locale.ROOT, "%.4f %s%n", seconds, first);
    new Lines(System.out, "W8", 2).peakMemory();
  }
}
