package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Convolution;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.thread.Partition;

/// Convolution in plain loops.
public record ScalarConvolution(ConvolutionShape shape) implements Convolution {

  @Override
  public int parts(int threads) {
    return shape.parts(threads);
  }

  @Override
  public int forwardWorkspace() {
    return shape.width().out();
  }

  @Override
  public int backwardInputWorkspace() {
    return shape.width().in();
  }

  @Override
  public int backwardWeightsWorkspace() {
    return 0;
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
    FloatConvolutions.forward(
        shape, part, parts, x, xOffset, w, wOffset, y, yOffset, workspace, workspaceOffset);
    if (epilogue != Epilogue.NONE) {
      int plane = shape.outPlane();
      int to = Partition.start(shape.batch() * shape.outChannels(), part + 1, parts);
      int from = Partition.start(shape.batch() * shape.outChannels(), part, parts);
      for (int i = from; i < to; i++) {
        epilogue.apply(i % shape.outChannels(), y, yOffset, i * plane, plane);
      }
    }
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
    FloatConvolutions.backwardInput(
        shape, part, parts, yBar, yOffset, w, wOffset, xBar, xOffset, workspace, workspaceOffset);
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
    FloatConvolutions.backwardWeights(shape, part, parts, x, xOffset, yBar, yOffset, wBar, wOffset);
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
