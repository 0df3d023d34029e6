package gradus.onnx.network;

import gradus.nn.layer.Padding;
import gradus.op.window.Placement;

/// How a window stands, in the words of layers.
final class Windows {

  private Windows() {}

  /// Whether neighbouring taps are next to each other.
  static boolean dense(Placement placement) {
    return placement.dilations().stream().allMatch(dilation -> dilation == 1);
  }

  /// Whether there is no padding.
  static boolean bare(Placement placement) {
    return placement.before().stream().allMatch(n -> n == 0)
        && placement.after().stream().allMatch(n -> n == 0);
  }

  static Padding padding(Placement placement) {
    return bare(placement)
        ? Padding.valid()
        : new Padding.Explicit(placement.before(), placement.after());
  }
}
