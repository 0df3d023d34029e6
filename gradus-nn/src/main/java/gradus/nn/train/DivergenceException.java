package gradus.nn.train;

/// A training whose loss is no longer a number.
public final class DivergenceException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  private static final String FINITE = ": expected a finite loss, found ";

  /// Whether a sentence is the message of such an error, as another process may tell it.
  public static boolean isToldBy(String sentence) {
    return sentence.startsWith("training, epoch ") && sentence.contains(FINITE);
  }

  /// An error at an epoch and step, both from 1.
  public DivergenceException(int epoch, long step, double loss, double learningRate) {
    super(
        "training, epoch %d, step %d: expected a finite loss, found %s at learning rate %s. Lower the learning rate, clip the gradient, or find the first such value with --detect-anomaly."
            .formatted(epoch, step, loss, learningRate));
  }
}
