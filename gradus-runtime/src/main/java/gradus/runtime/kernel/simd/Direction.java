package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.Epilogue;

/// A way to compute a convolution's forward direction, or its direction back to the input, from a
/// source and weights.
interface Direction {

  /// Floats of workspace for one part.
  int workspace();

  /// Floats of all weights, packed.
  int packedSize();

  /// Packs all weights, for {@link #runPacked}.
  void pack(float[] w, int wOffset, float[] packed, int packedOffset);

  /// Computes one part.
  void run(
      int part,
      int parts,
      float[] source,
      int sourceOffset,
      float[] w,
      int wOffset,
      float[] target,
      int targetOffset,
      float[] work,
      int workOffset,
      Epilogue epilogue);

  /// As {@link #run}, from packed weights.
  void runPacked(
      int part,
      int parts,
      float[] source,
      int sourceOffset,
      float[] packed,
      int packedOffset,
      float[] target,
      int targetOffset,
      float[] work,
      int workOffset,
      Epilogue epilogue);
}
