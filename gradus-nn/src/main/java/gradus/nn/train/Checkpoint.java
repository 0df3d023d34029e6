package gradus.nn.train;

import gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A training between two epochs: going on from here gives the same bits as never having stopped.
///
/// @param history the epochs so far
/// @param variables all parameters, states and the optimiser's states by name
/// @param best parameters and states of the best epoch by validation loss; empty without validation
/// @param bestEpoch that epoch, from 1, or 0 for none
/// @param bestLoss its validation loss, or ∞ for none
/// @param rateFactor what plateaus have made of the learning rate
/// @param waited epochs since the best one or since the rate was last lowered
public record Checkpoint(
    List<EpochReport> history,
    Map<String, Tensor> variables,
    Map<String, Tensor> best,
    int bestEpoch,
    double bestLoss,
    double rateFactor,
    int waited) {

  public Checkpoint {
    history = List.copyOf(history);
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    best = Collections.unmodifiableMap(new LinkedHashMap<>(best));
  }

  /// Before the first epoch, with these values; variables that are missing begin as the seed says.
  public static Checkpoint start(Map<String, Tensor> variables) {
    return new Checkpoint(List.of(), variables, Map.of(), 0, Double.POSITIVE_INFINITY, 1, 0);
  }

  /// How many epochs are done.
  public int epochs() {
    return history.size();
  }

  /// Steps of the optimiser so far.
  public long steps() {
    return history.isEmpty() ? 0 : history.getLast().steps();
  }

  /// Epochs since the best one.
  public int epochsSinceBest() {
    return bestEpoch == 0 ? 0 : epochs() - bestEpoch;
  }

  /// The parameters and states of the model, without the optimiser's: the best ones if validation
  /// chose, else the last.
  public Map<String, Tensor> model() {
    return best.isEmpty() ? modelOf(variables) : best;
  }

  /// Variables without those of the optimiser.
  static Map<String, Tensor> modelOf(Map<String, Tensor> variables) {
    Map<String, Tensor> model = new LinkedHashMap<>(variables);
    model.keySet().removeIf(Learner::isOptimisers);
    return model;
  }
}
