package gradus.nn.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/// Scores for real targets, in the targets' own units.
///
/// @param loss the mean loss, in the units in which the network was trained
/// @param rmse the root of the mean squared error
/// @param mae the mean absolute error
/// @param r2 1 minus the squared error over that of the mean; NaN where the target does not vary
public record RealScores(double loss, double rmse, double mae, double r2) implements Scores {

  @Override
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", loss);
    values.put("rmse", rmse);
    values.put("mae", mae);
    values.put("r2", r2);
    return values;
  }
}
