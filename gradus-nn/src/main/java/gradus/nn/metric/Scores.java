package gradus.nn.metric;

import java.util.Map;

/// Scores of a model on a set.
public interface Scores {

  /// The mean loss.
  double loss();

  /// All numbers by name, in the order in which they are told.
  Map<String, Double> values();
}
