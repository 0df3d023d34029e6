package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Epilogue;

/// A way to compute a convolution and its adjoints in f32, with the arrays, parts and workspaces of
/// {@link gradus.runtime.kernel.Convolution}.
interface FloatDirections {

  int forwardWorkspace();

  int backwardInputWorkspace();

  int backwardWeightsWorkspace();

  void forward(
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] w,
      int wOffset,
      float[] y,
      int yOffset,
      float[] work,
      int workOffset,
      Epilogue epilogue);

  void backwardInput(
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] w,
      int wOffset,
      float[] xBar,
      int xOffset,
      float[] work,
      int workOffset);

  void backwardWeights(
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
