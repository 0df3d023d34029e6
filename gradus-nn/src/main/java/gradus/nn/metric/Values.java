package gradus.nn.metric;

/// Scores from values: real targets and several labels at once.
final class Values {

  private Values() {}

  static RealScores reals(double loss, float[] truth, float[] predicted, int width) {
    double squares = 0;
    double magnitudes = 0;
    for (int i = 0; i < truth.length; i++) {
      double error = (double) predicted[i] - truth[i];
      squares += error * error;
      magnitudes += Math.abs(error);
    }
    double spread = 0;
    for (int column = 0; column < width; column++) {
      spread += spread(truth, column, width);
    }
    return new RealScores(
        loss,
        StrictMath.sqrt(squares / truth.length),
        magnitudes / truth.length,
        spread == 0 ? Double.NaN : 1 - squares / spread);
  }

  /// The sum of squared distances from the column's mean.
  private static double spread(float[] truth, int column, int width) {
    int rows = truth.length / width;
    double mean = 0;
    for (int i = column; i < truth.length; i += width) {
      mean += truth[i];
    }
    mean /= rows;
    double spread = 0;
    for (int i = column; i < truth.length; i += width) {
      spread += (truth[i] - mean) * (truth[i] - mean);
    }
    return spread;
  }

  static LabelScores labels(double loss, float[] truth, float[] logits, int width) {
    int rightExamples = 0;
    int rightLabels = 0;
    int hits = 0;
    int predicted = 0;
    int present = 0;
    for (int from = 0; from < truth.length; from += width) {
      int rightHere = 0;
      for (int i = from; i < from + width; i++) {
        boolean is = truth[i] > 0.5f;
        boolean said = logits[i] > 0;
        rightHere += is == said ? 1 : 0;
        hits += is && said ? 1 : 0;
        predicted += said ? 1 : 0;
        present += is ? 1 : 0;
      }
      rightLabels += rightHere;
      rightExamples += rightHere == width ? 1 : 0;
    }
    return new LabelScores(
        loss,
        (double) rightExamples * width / truth.length,
        (double) rightLabels / truth.length,
        (double) hits / predicted,
        (double) hits / present,
        2.0 * hits / (predicted + present));
  }
}
