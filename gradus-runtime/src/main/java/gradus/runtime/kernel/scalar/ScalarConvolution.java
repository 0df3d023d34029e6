package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Convolution;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.ConvolutionWay;
import gradus.runtime.kernel.Epilogue;

/// Convolution in plain loops.
public final class ScalarConvolution implements Convolution {

  private final ConvolutionShape shape;
  private final ConvolutionWay way;
  private final FloatDirections floats;

  /// Prepares a convolution that is computed in that way in f32.
  public ScalarConvolution(ConvolutionShape shape, ConvolutionWay way) {
    this.shape = shape;
    this.way = way;
    floats =
        switch (way) {
          case SUM -> new FloatConvolutions(shape);
          case LINES -> new LineGradients(shape);
          case IMAGES -> new ImageGradients(shape);
          case WINOGRAD -> WinogradFilters.of(shape);
          case PHASES -> new PhaseFilters(shape);
          case FOURIER -> FourierFilters.of(shape);
        };
  }

  @Override
  public ConvolutionShape shape() {
    return shape;
  }

  @Override
  public ConvolutionWay way() {
    return way;
  }

  @Override
  public int parts(int threads) {
    return shape.parts(threads);
  }

  @Override
  public int forwardWorkspace() {
    return Math.max(floats.forwardWorkspace(), shape.width().out());
  }

  @Override
  public int backwardInputWorkspace() {
    return Math.max(floats.backwardInputWorkspace(), shape.width().in());
  }

  @Override
  public int backwardWeightsWorkspace() {
    return floats.backwardWeightsWorkspace();
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
      float[] workspace,
      int workspaceOffset,
      Epilogue epilogue) {
    floats.forward(
        part, parts, x, xOffset, w, wOffset, y, yOffset, workspace, workspaceOffset, epilogue);
  }

  @Override
  public int packedSize() {
    return shape.weightSize();
  }

  @Override
  public void pack(float[] w, int wOffset, float[] packed, int packedOffset) {
    System.arraycopy(w, wOffset, packed, packedOffset, packedSize());
  }

  @Override
  public void forwardPacked(
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] packed,
      int packedOffset,
      float[] y,
      int yOffset,
      float[] workspace,
      int workspaceOffset,
      Epilogue epilogue) {
    forward(
        part,
        parts,
        x,
        xOffset,
        packed,
        packedOffset,
        y,
        yOffset,
        workspace,
        workspaceOffset,
        epilogue);
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
      float[] workspace,
      int workspaceOffset) {
    floats.backwardInput(
        part, parts, yBar, yOffset, w, wOffset, xBar, xOffset, workspace, workspaceOffset);
  }

  @Override
  public int backwardInputPackedSize() {
    return shape.weightSize();
  }

  @Override
  public void packBackwardInput(float[] w, int wOffset, float[] packed, int packedOffset) {
    pack(w, wOffset, packed, packedOffset);
  }

  @Override
  public void backwardInputPacked(
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] packed,
      int packedOffset,
      float[] xBar,
      int xOffset,
      float[] workspace,
      int workspaceOffset) {
    backwardInput(
        part,
        parts,
        yBar,
        yOffset,
        packed,
        packedOffset,
        xBar,
        xOffset,
        workspace,
        workspaceOffset);
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
      float[] workspace,
      int workspaceOffset) {
    floats.backwardWeights(
        part, parts, x, xOffset, yBar, yOffset, wBar, wOffset, workspace, workspaceOffset);
  }

  @Override
  public void forward(
      int part,
      int parts,
      double[] x,
      int xOffset,
      double[] w,
      int wOffset,
      double[] y,
      int yOffset,
      double[] workspace,
      int workspaceOffset) {
    DoubleConvolutions.forward(
        shape, part, parts, x, xOffset, w, wOffset, y, yOffset, workspace, workspaceOffset);
  }

  @Override
  public void backwardInput(
      int part,
      int parts,
      double[] yBar,
      int yOffset,
      double[] w,
      int wOffset,
      double[] xBar,
      int xOffset,
      double[] workspace,
      int workspaceOffset) {
    DoubleConvolutions.backwardInput(
        shape, part, parts, yBar, yOffset, w, wOffset, xBar, xOffset, workspace, workspaceOffset);
  }

  @Override
  public void backwardWeights(
      int part,
      int parts,
      double[] x,
      int xOffset,
      double[] yBar,
      int yOffset,
      double[] wBar,
      int wOffset,
      double[] workspace,
      int workspaceOffset) {
    DoubleConvolutions.backwardWeights(
        shape, part, parts, x, xOffset, yBar, yOffset, wBar, wOffset);
  }
}
