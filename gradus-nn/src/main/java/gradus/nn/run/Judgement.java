package gradus.nn.run;

import gradus.nn.data.Dataset;
import gradus.nn.data.Preparation;
import gradus.nn.data.Standardiser;
import gradus.nn.loss.Head;
import gradus.nn.metric.Scored;
import gradus.nn.model.Binding;
import gradus.nn.model.Network;
import gradus.nn.train.Trainer;
import gradus.runtime.plan.Engine;
import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A run's model, to be scored on any set.
public final class Judgement {

  private final RunRecord record;
  private final Network network;
  private final Map<String, Tensor> weights;

  private Judgement(RunRecord record, Network network, Map<String, Tensor> weights) {
    this.record = record;
    this.network = network;
    this.weights = weights;
  }

  /// The model of a run's folder.
  ///
  /// Throws {@link FormatException} for a run before its first checkpoint.
  public static Judgement open(RunFolder folder) {
    return new Judgement(folder.record(), folder.network(), folder.requireWeights());
  }

  /// A model with what a record says of its head, preparation and loss.
  public static Judgement of(RunRecord record, Network network, Map<String, Tensor> weights) {
    return new Judgement(
        record, network, Collections.unmodifiableMap(new LinkedHashMap<>(weights)));
  }

  /// Scores and outputs on a set whose classes are numbered as the run's.
  public Scored score(Dataset set, Engine engine) {
    Head head = Heads.of(record.head(), record.names());
    Assembly.requireFits("model.yaml", network, set.shape(), head);
    TrainingRecipe recipe = record.recipe().training();
    Preparation preparation =
        new Preparation(Standardiser.of(record.features()), Standardiser.of(record.targets()));
    return Trainer.of(network, head, recipe.buildOptimiser())
        .with(recipe.buildLoss(head))
        .with(preparation)
        .score(weights, set, engine);
  }

  /// How many numbers were trained.
  public long parameters() {
    return network.instantiate(Binding.inference(1)).parameters().stream()
        .mapToLong(node -> node.type().shape().elements())
        .sum();
  }

  /// The model's parameters and states by name.
  public Map<String, Tensor> weights() {
    return weights;
  }
}
