package gradus.runtime.kernel.simd;

/// A way to compute a convolution's direction back to the weights.
interface GradientOfWeights {

  /// Floats of workspace for one part.
  int workspace();

  /// Computes one part.
  void run(
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] yBar,
      int yOffset,
      float[] wBar,
      int wOffset,
      float[] work,
      int workOffset);
}
