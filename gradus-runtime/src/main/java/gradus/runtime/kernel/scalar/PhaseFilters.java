package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Winograd;

/// A convolution by {@link Winograd}'s filtering of its phases, whose adjoints are sums.
final class PhaseFilters extends FloatConvolutions {

  private final Winograd there;

  PhaseFilters(ConvolutionShape s) {
    super(s);
    there = Winograd.forward(s);
  }

  @Override
  public int forwardWorkspace() {
    return WinogradFilters.workspace(there);
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
}
