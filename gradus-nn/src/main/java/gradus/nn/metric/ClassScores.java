package gradus.nn.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Scores for classes and for two outcomes.
///
/// @param loss the mean loss
/// @param accuracy the share of right classes
/// @param topK the share whose class is among the five likeliest; 1 where there are at most five
///   classes
/// @param precision the mean over classes of right / predicted, a class never predicted counting 0
/// @param recall the mean over classes of right / present, classes not present left out
/// @param f1 the mean over classes of the harmonic mean of precision and recall, classes not
///   present left out
/// @param rocAuc the area under the ROC curve: of the positive outcome, or the mean over classes of
///   one against the rest; NaN where only one class is present
/// @param calibrationError the mean distance of confidence and accuracy over 15 equal bins,
///   weighted by size
/// @param confusion row: true class, column: predicted class
public record ClassScores(
    double loss,
    double accuracy,
    double topK,
    double precision,
    double recall,
    double f1,
    double rocAuc,
    double calibrationError,
    List<List<Integer>> confusion)
    implements Scores {

  public ClassScores {
    confusion = confusion.stream().map(List::copyOf).toList();
  }

  @Override
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", loss);
    values.put("accuracy", accuracy);
    if (confusion.size() > 5) {
      values.put("top5", topK);
    }
    values.put("precision", precision);
    values.put("recall", recall);
    values.put("f1", f1);
    values.put("rocAuc", rocAuc);
    values.put("calibrationError", calibrationError);
    return values;
  }
}
