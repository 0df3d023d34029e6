package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.Convolution;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.ConvolutionWay;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Fourier;
import gradus.runtime.kernel.Winograd;
import gradus.runtime.kernel.scalar.ScalarConvolution;

/// Convolution by register tiles, some by way of transforms; in f64, in plain loops.
final class SimdConvolution implements Convolution {

  private final ConvolutionShape shape;
  private final ScalarConvolution plain;
  private final Direction forward;
  private final Direction backward;
  private final GradientOfWeights gradient;

  /// What is made of the results back to the input.
  private final Epilogue afterInput;

  SimdConvolution(ConvolutionShape shape, ConvolutionWay way) {
    this.shape = shape;
    plain = new ScalarConvolution(shape, way);
    afterInput =
        way == ConvolutionWay.IMAGES
            ? Epilogue.NONE.withPlus(new float[shape.inChannels()], 0)
            : Epilogue.NONE;
    switch (way) {
      case SUM -> {
        forward = Correlation.forward(shape);
        backward = Correlation.backward(shape);
        gradient = new WeightGradient(shape);
      }
      case LINES -> {
        forward = Correlation.forward(shape);
        backward = Correlation.backward(shape);
        gradient = new LineGradient(shape);
      }
      case IMAGES -> {
        forward = ImageDirection.forward(shape);
        backward = ImageDirection.backward(shape);
        gradient = new ImageGradient(shape);
      }
      case WINOGRAD -> {
        forward = new SimdWinograd(Winograd.forward(shape));
        backward = new SimdWinograd(Winograd.backward(shape));
        gradient = new WinogradGradient(Winograd.forward(shape));
      }
      case PHASES -> {
        forward = new SimdWinograd(Winograd.forward(shape));
        backward = Correlation.backward(shape);
        gradient = new WeightGradient(shape);
      }
      case FOURIER -> {
        forward = new SimdFourier(Fourier.forward(shape));
        backward = new SimdFourier(Fourier.backward(shape));
        gradient = new FourierGradient(Fourier.forward(shape));
      }
      default -> throw new AssertionError(way);
    }
  }

  @Override
  public ConvolutionShape shape() {
    return shape;
  }

  @Override
  public ConvolutionWay way() {
    return plain.way();
  }

  @Override
  public int parts(int threads) {
    return shape.parts(threads);
  }

  @Override
  public int forwardWorkspace() {
    return Math.max(forward.workspace(), plain.forwardWorkspace());
  }

  @Override
  public int backwardInputWorkspace() {
    return Math.max(backward.workspace(), plain.backwardInputWorkspace());
  }

  @Override
  public int backwardWeightsWorkspace() {
    return Math.max(gradient.workspace(), plain.backwardWeightsWorkspace());
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
    forward.run(
        part, parts, x, xOffset, w, wOffset, y, yOffset, workspace, workspaceOffset, epilogue);
  }

  @Override
  public int packedSize() {
    return forward.packedSize();
  }

  @Override
  public void pack(float[] w, int wOffset, float[] packed, int packedOffset) {
    forward.pack(w, wOffset, packed, packedOffset);
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
    forward.runPacked(
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
    backward.run(
        part,
        parts,
        yBar,
        yOffset,
        w,
        wOffset,
        xBar,
        xOffset,
        workspace,
        workspaceOffset,
        afterInput);
  }

  @Override
  public int backwardInputPackedSize() {
    return backward.packedSize();
  }

  @Override
  public void packBackwardInput(float[] w, int wOffset, float[] packed, int packedOffset) {
    backward.pack(w, wOffset, packed, packedOffset);
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
    backward.runPacked(
        part,
        parts,
        yBar,
        yOffset,
        packed,
        packedOffset,
        xBar,
        xOffset,
        workspace,
        workspaceOffset,
        afterInput);
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
    gradient.run(part, parts, x, xOffset, yBar, yOffset, wBar, wOffset, workspace, workspaceOffset);
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
    plain.forward(part, parts, x, xOffset, w, wOffset, y, yOffset, workspace, workspaceOffset);
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
    plain.backwardInput(
        part, parts, yBar, yOffset, w, wOffset, xBar, xOffset, workspace, workspaceOffset);
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
    plain.backwardWeights(
        part, parts, x, xOffset, yBar, yOffset, wBar, wOffset, workspace, workspaceOffset);
  }
}
