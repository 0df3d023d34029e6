package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Winograd;

/// A convolution by {@link Winograd}'s filtering of its phases, whose adjoints are sums.
record PhaseFilters(Winograd there, FloatConvolutions sums) implements FloatDirections {

  @Override
  public int forwardWorkspace() {
    return WinogradFilters.workspace(there);
  }

  @Override
  public int backwardInputWorkspace() {
    return sums.backwardInputWorkspace();
  }

  @Override
  public int backwardWeightsWorkspace() {
    return sums.backwardWeightsWorkspace();
  }

  @Override
  public void forward(
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
      Epilogue epilogue) {
    WinogradFilters.correlate(
        there, part, parts, x, xOffset, w, wOffset, y, yOffset, work, workOffset, epilogue);
  }

  @Override
  public void backwardInput(
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] w,
      int wOffset,
      float[] xBar,
      int xOffset,
      float[] work,
      int workOffset) {
    sums.backwardInput(part, parts, yBar, yOffset, w, wOffset, xBar, xOffset, work, workOffset);
  }

  @Override
  public void backwardWeights(
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] yBar,
      int yOffset,
      float[] wBar,
      int wOffset,
      float[] work,
      int workOffset) {
    sums.backwardWeights(part, parts, x, xOffset, yBar, yOffset, wBar, wOffset, work, workOffset);
  }
}
