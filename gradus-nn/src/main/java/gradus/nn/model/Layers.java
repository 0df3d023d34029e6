package gradus.nn.model;

import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;

/// The layers by their everyday names; each call returns a longer network.
public sealed interface Layers permits Network {

  /// With a layer that reads the last value.
  Network then(Layer layer);

  /// `y = x Wᵀ + b` with so many outputs.
  default Network linear(int outputs) {
    return then(Linear.of(outputs));
  }
}
