package gradus.onnx.network;

import gradus.nn.model.ForeignLayer;
import gradus.nn.model.ForeignLayers;

/// Reads the layers of ONNX nodes that a model folder holds (decision 0027).
public final class OnnxLayers implements ForeignLayers {

  /// Made by the service loader.
  public OnnxLayers() {}

  @Override
  public String language() {
    return OnnxLayer.LANGUAGE;
  }

  @Override
  public ForeignLayer read(String place, byte[] bytes) {
    return LayerMessage.read(place, bytes);
  }
}
