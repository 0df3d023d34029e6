package gradus.nn.train;

import gradus.nn.data.Batch;
import gradus.nn.data.Batches;
import gradus.nn.data.Dataset;
import gradus.nn.data.Feed;
import gradus.nn.data.Preparation;
import gradus.nn.loss.Loss;
import gradus.nn.model.Network;
import gradus.nn.optim.Sgd;
import gradus.runtime.plan.Engine;
import gradus.tensor.Tensor;
import java.util.Map;

/// The gradient at any values of the variables, beside a training and not within it: it has
/// variables and a plan of its own, so the training does the same steps with it or without.
///
/// It looks at the same examples each time: the first of a set, unchanged, as in the first step
/// (dropout draws what step 1 draws, batch normalisation uses the batch's own statistics).
public final class GradientProbe {

  private final Learner learner;
  private final Dataset set;
  private final int examples;
  private final Preparation preparation;

  /// A probe of a network's loss on the first examples of a set.
  ///
  /// @param network the layers
  /// @param loss what is differentiated, the mean over those examples
  /// @param preparation how data are prepared for it
  /// @param set where the examples come from, one or more
  /// @param settings of these, the batch says how many examples, and the seed what dropout draws
  /// @param engine what computes; no other plan of it may run at the same time
  public GradientProbe(
      Network network,
      Loss loss,
      Preparation preparation,
      Dataset set,
      Settings settings,
      Engine engine) {
    this.learner =
        new Learner(
            network, loss, new Sgd(1, 0, false, 0), settings, preparation.targets(), engine);
    this.set = set;
    this.examples = Math.min(settings.batch(), set.size());
    this.preparation = preparation;
  }

  /// The gradient for each trained parameter by name.
  ///
  /// @param variables values of the network's parameters and states
  public Map<String, Tensor> at(Map<String, Tensor> variables) {
    learner.restore(Checkpoint.modelOf(variables));
    Batches batches = Batches.scoring(set, examples).standardisedBy(preparation.features());
    try (Feed feed = batches.epoch(0)) {
      feed.advance();
      Batch batch = feed.batch();
      return learner.gradients(batch);
    }
  }
}
