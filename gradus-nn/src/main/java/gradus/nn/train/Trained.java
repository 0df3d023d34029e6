package gradus.nn.train;

import gradus.nn.data.Preparation;
import gradus.nn.loss.Head;
import gradus.nn.metric.Scored;
import gradus.nn.model.Network;
import gradus.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// The end of a training: the model, how it came about, and how good it is.
///
/// @param network the network
/// @param head what its outputs mean
/// @param preparation how data are prepared for it
/// @param checkpoint the last state, with the chosen variables
/// @param test scores on the test part; empty without one
/// @param parameters how many numbers were trained
public record Trained(
    Network network,
    Head head,
    Preparation preparation,
    Checkpoint checkpoint,
    Optional<Scored> test,
    long parameters) {

  /// The model's parameters and states by name: the best ones if validation chose, else the last.
  public Map<String, Tensor> model() {
    return checkpoint.model();
  }

  /// The median over epochs of examples a second in training, or 0 without epochs.
  public double examplesPerSecond() {
    double[] rates =
        checkpoint.history().stream()
            .mapToDouble(EpochReport::examplesPerSecond)
            .sorted()
            .toArray();
    return rates.length == 0 ? 0 : rates[rates.length / 2];
  }
}
