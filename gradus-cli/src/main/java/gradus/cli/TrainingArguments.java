package gradus.cli;

import gradus.nn.run.TrainingRecipe;
import picocli.CommandLine.Option;

/// How a network is trained.
final class TrainingArguments {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "How often all examples are seen. Default: 5.")
  int epochs = 5;

  @Option(names = "--batch", paramLabel = "N", description = "Examples of one step. Default: 64.")
  int batch = 64;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of first weights, order, splits, dropout and augmentation. Default: 1.")
  long seed = 1;

  @Option(
      names = "--optimiser",
      paramLabel = "NAME",
      description = "adam (default), adamw, sgd, rmsprop or adagrad.")
  String optimiser = "adam";

  @Option(
      names = {"--lr", "--learning-rate"},
      paramLabel = "RATE",
      description =
          "The learning rate per step, before the schedule. Default: 0.002, for sgd 0.02.")
  double learningRate;

  @Option(names = "--momentum", paramLabel = "M", description = "sgd: momentum. Default: 0.9.")
  double momentum = 0.9;

  @Option(names = "--nesterov", description = "sgd: look ahead.")
  boolean nesterov;

  @Option(
      names = "--weight-decay",
      paramLabel = "L",
      description = "Weight decay, of weights only. Default: 0.")
  double weightDecay;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "cosine (default, falls to 0), constant, onecycle, step:EPOCHS:FACTOR, warmup:EPOCHS"
              + " (then cosine) or plateau:FACTOR:PATIENCE (needs --validation).")
  String schedule = "cosine";

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description =
          "auto (default: cross-entropy for classes, squared error for reals), huber, "
              + "absoluteError, squaredError, focal or hinge.")
  String loss = "auto";

  @Option(
      names = "--label-smoothing",
      paramLabel = "E",
      description = "Smoothing of class labels. Default: 0.")
  double labelSmoothing;

  @Option(
      names = "--clip-norm",
      paramLabel = "LENGTH",
      description = "The largest length of the whole gradient. Default: no bound.")
  double clipNorm;

  @Option(
      names = "--parts",
      paramLabel = "N",
      description = "Cut each batch into N parts and add their gradients up: less memory.")
  int parts = 1;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Stop after N epochs without a lower validation loss (needs --validation).")
  int patience;

  @Option(names = "--balanced", description = "Draw every class equally often.")
  boolean balanced;

  @Option(
      names = "--augment",
      description =
          "Images: shift by up to 2 pixels, rotate by up to 10 degrees, scale by up to 10 %%.")
  boolean augment;

  @Option(names = "--shift", paramLabel = "PIXELS", description = "Images: shift at random.")
  double shift;

  @Option(names = "--rotate", paramLabel = "DEGREES", description = "Images: rotate at random.")
  double rotate;

  @Option(names = "--scale", paramLabel = "SHARE", description = "Images: scale at random.")
  double scale;

  @Option(names = "--flip", description = "Images: mirror at random.")
  boolean flip;

  TrainingRecipe recipe() {
    double rate = learningRate != 0 ? learningRate : optimiser.equals("sgd") ? 0.02 : 0.002;
    return new TrainingRecipe(
        loss,
        labelSmoothing,
        optimiser,
        rate,
        optimiser.equals("sgd") ? momentum : 0,
        nesterov,
        weightDecay,
        schedule,
        epochs,
        batch,
        seed,
        clipNorm,
        parts,
        patience,
        balanced,
        augment && shift == 0 ? 2 : shift,
        augment && rotate == 0 ? 10 : rotate,
        augment && scale == 0 ? 0.1 : scale,
        flip);
  }
}
