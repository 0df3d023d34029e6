package gradus.nn.run;

import gradus.nn.data.Augmentation;
import gradus.nn.loss.Head;
import gradus.nn.loss.Loss;
import gradus.nn.optim.Adagrad;
import gradus.nn.optim.Adam;
import gradus.nn.optim.AdamW;
import gradus.nn.optim.Optimiser;
import gradus.nn.optim.RmsProp;
import gradus.nn.optim.Schedule;
import gradus.nn.optim.Sgd;
import gradus.nn.train.Settings;

/// How a network is trained, in words and numbers.
///
/// @param loss `auto` for the head's own, `huber`, `absoluteError`, `focal`, `hinge`,
///   `squaredError`, `crossEntropy`
/// @param labelSmoothing ε of smoothed labels, 0 for none
/// @param optimiser `sgd`, `adam`, `adamw`, `rmsprop`, `adagrad`
/// @param learningRate its learning rate
/// @param momentum of sgd
/// @param nesterov whether sgd looks ahead
/// @param weightDecay its weight decay
/// @param schedule `constant`, `cosine`, `onecycle`, `step:EPOCHS:FACTOR`, `warmup:EPOCHS`,
///   `plateau:FACTOR:PATIENCE`
/// @param epochs how often all examples are seen
/// @param batch examples of one step
/// @param seed of first values, order, dropout and augmentation
/// @param clipNorm the largest length of the gradient, 0 for no bound
/// @param parts into how many parts a batch is cut
/// @param patience epochs without a lower validation loss before stopping, 0 for never
/// @param balanced whether classes are drawn equally often
/// @param shift augmentation: largest shift in pixels
/// @param rotate augmentation: largest rotation in degrees
/// @param scale augmentation: largest change of size, as a share
/// @param flip augmentation: whether images may be mirrored
public record TrainingRecipe(
    String loss,
    double labelSmoothing,
    String optimiser,
    double learningRate,
    double momentum,
    boolean nesterov,
    double weightDecay,
    String schedule,
    int epochs,
    int batch,
    long seed,
    double clipNorm,
    int parts,
    int patience,
    boolean balanced,
    double shift,
    double rotate,
    double scale,
    boolean flip) {

  /// The optimiser that is meant.
  public Optimiser buildOptimiser() {
    return switch (optimiser) {
      case "sgd" -> new Sgd(learningRate, momentum, nesterov, weightDecay);
      case "adam" -> Adam.learningRate(learningRate).withWeightDecay(weightDecay);
      case "adamw" -> AdamW.learningRate(learningRate).withWeightDecay(weightDecay);
      case "rmsprop" -> RmsProp.learningRate(learningRate).withWeightDecay(weightDecay);
      case "adagrad" -> Adagrad.learningRate(learningRate).withWeightDecay(weightDecay);
      default -> throw unknown("optimiser", optimiser, "sgd, adam, adamw, rmsprop or adagrad");
    };
  }

  /// The loss that is meant, for a head.
  public Loss buildLoss(Head head) {
    return switch (loss) {
      case "auto", "crossEntropy" -> smoothed(head.loss());
      case "huber" -> Loss.huber(1);
      case "absoluteError" -> Loss.absoluteError();
      case "squaredError" -> Loss.squaredError();
      case "focal" -> Loss.focal(2);
      case "hinge" -> Loss.hinge();
      default ->
          throw unknown(
              "loss",
              loss,
              "auto, crossEntropy, squaredError, absoluteError, huber, focal or hinge");
    };
  }

  private Loss smoothed(Loss own) {
    return labelSmoothing > 0 && own instanceof gradus.nn.loss.SoftmaxCrossEntropyLoss softmax
        ? softmax.withSmoothing(labelSmoothing)
        : own;
  }

  /// The settings that are meant.
  public Settings buildSettings(boolean detectAnomaly) {
    return new Settings(
        epochs,
        batch,
        seed,
        buildSchedule(),
        clipNorm,
        parts,
        patience,
        balanced,
        new Augmentation(shift, rotate, scale, flip),
        detectAnomaly);
  }

  private Schedule buildSchedule() {
    String[] words = schedule.split(":", -1);
    try {
      return switch (words[0]) {
        case "constant" -> new Schedule.Constant();
        case "cosine" -> new Schedule.Cosine(words.length > 1 ? number(words[1]) : 0);
        case "onecycle" -> new Schedule.OneCycle(words.length > 1 ? number(words[1]) : 0.3);
        case "step" -> new Schedule.Step(Integer.parseInt(words[1]), number(words[2]));
        case "warmup" -> new Schedule.WarmUp(number(words[1]), new Schedule.Cosine(0));
        case "plateau" -> new Schedule.Plateau(number(words[1]), Integer.parseInt(words[2]));
        default -> throw unknownSchedule();
      };
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException incomplete) {
      IllegalArgumentException refused = unknownSchedule();
      refused.addSuppressed(incomplete);
      throw refused;
    }
  }

  private static double number(String word) {
    return Double.parseDouble(word);
  }

  private IllegalArgumentException unknownSchedule() {
    return unknown(
        "schedule",
        schedule,
        "constant, cosine, onecycle, step:EPOCHS:FACTOR, warmup:EPOCHS or plateau:FACTOR:PATIENCE");
  }

  private static IllegalArgumentException unknown(String what, String found, String known) {
    return new IllegalArgumentException(
        "%s \"%s\": expected %s, found \"%s\". Choose one of these."
            .formatted(what, found, known, found));
  }
}
