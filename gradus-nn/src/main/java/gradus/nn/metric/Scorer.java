package gradus.nn.metric;

import gradus.nn.data.Batch;

/// A model that is scored: it makes outputs for batches.
public interface Scorer {

  /// Writes the network's outputs for the examples of a batch.
  ///
  /// @param batch the examples
  /// @param outputs where they go, example after example
  /// @return the mean loss of the batch
  double score(Batch batch, float[] outputs);
}
