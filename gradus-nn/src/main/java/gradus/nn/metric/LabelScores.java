package gradus.nn.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/// Scores for several labels at once, predicted where their probability is above ½.
///
/// @param loss the mean loss
/// @param accuracy the share of examples whose labels are all right
/// @param labelAccuracy the share of single labels that are right
/// @param precision right positives over predicted positives, all labels together
/// @param recall right positives over present positives, all labels together
/// @param f1 the harmonic mean of the two
public record LabelScores(
    double loss, double accuracy, double labelAccuracy, double precision, double recall, double f1)
    implements Scores {

  @Override
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", loss);
    values.put("accuracy", accuracy);
    values.put("labelAccuracy", labelAccuracy);
    values.put("precision", precision);
    values.put("recall", recall);
    values.put("f1", f1);
    return values;
  }
}
