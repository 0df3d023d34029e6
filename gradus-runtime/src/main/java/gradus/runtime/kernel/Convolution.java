package gradus.runtime.kernel;

/// A convolution prepared for one shape, with both adjoints; immutable, so any number of threads
/// may use it.
///
/// In f32 all three directions run in a {@link ConvolutionWay}. By sums, and in f64, every sum has
/// a fixed order, cut into chunks of {@link Product#CHUNK} as in {@link Product}: within a chunk
/// fused multiply-adds from +0, then the partial sums are added in order.
///
/// - *Forward*, `y[b, o, p]`: over the window's positions, row-major, then the channels of the
///   group. Padding takes part as a factor of +0.
/// - *Backward to the input*, `x̄[b, c, i]`: over the window's positions, row-major, then the
///   output channels of the group. Positions from which no window at a whole multiple of the stride
///   reaches `i` are left out and not counted; those whose window lies outside `y` take part as a
///   factor of +0. An element that no window sees is +0.
/// - *Backward to the weights*, `w̄[o, c, j]`: over the batch, then the output positions,
///   row-major. Padding takes part as a factor of +0.
///
/// The factor of +0 makes an infinite or NaN weight beside padding give NaN. Outputs are
/// overwritten and must not overlap inputs. Backward to the input is also the transposed
/// convolution.
///
/// Parts and workspaces are as in {@link Product}: each part writes elements of its own and needs
/// its own workspace of the asked number of elements (floats or doubles, like the arrays).
public interface Convolution {

  /// The shape that this convolution was prepared for.
  ConvolutionShape shape();

  /// How it is computed in f32.
  ConvolutionWay way();

  /// How many parts are worth running with that many threads, in every direction.
  int parts(int threads);

  /// Elements of workspace that each part of `forward` needs.
  int forwardWorkspace();

  /// Elements of workspace that each part of `backwardInput` needs.
  int backwardInputWorkspace();

  /// Elements of workspace that each part of `backwardWeights` needs.
  int backwardWeightsWorkspace();

  /// Multiply-adds that `forward` performs in f32 over all parts: by sums one for each term,
  /// padding included; else those that {@link Winograd#multiplyAdds} or {@link
  /// Fourier#multiplyAdds} counts, where the transform of the weights counts once, though each part
  /// that has them unpacked makes its own.
  ///
  /// @param packed whether the weights are packed before
  default long forwardMultiplyAdds(boolean packed) {
    return switch (way()) {
      case SUM, LINES, IMAGES -> shape().multiplyAdds();
      case WINOGRAD, PHASES -> Winograd.forward(shape()).multiplyAdds(packed);
      case FOURIER -> Fourier.forward(shape()).multiplyAdds(packed);
    };
  }

  /// Multiply-adds that `backwardInput` performs in f32, counted in the same way.
  ///
  /// @param packed whether the weights are packed before
  default long backwardInputMultiplyAdds(boolean packed) {
    return switch (way()) {
      case SUM, LINES, IMAGES, PHASES -> shape().multiplyAdds();
      case WINOGRAD -> Winograd.backward(shape()).multiplyAdds(packed);
      case FOURIER -> Fourier.backward(shape()).multiplyAdds(packed);
    };
  }

  /// Multiply-adds that `backwardWeights` performs in f32, counted in the same way.
  default long backwardWeightsMultiplyAdds() {
    return switch (way()) {
      case SUM, LINES, IMAGES, PHASES -> shape().multiplyAdds();
      case WINOGRAD -> Winograd.forward(shape()).gradientMultiplyAdds();
      case FOURIER -> Fourier.forward(shape()).gradientMultiplyAdds();
    };
  }

  /// One part of `y` from `x` and `w`, in f32.
  default void forward(
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] w,
      int wOffset,
      float[] y,
      int yOffset,
      float[] workspace,
      int workspaceOffset) {
    Epilogue none = Epilogue.NONE;
    forward(part, parts, x, xOffset, w, wOffset, y, yOffset, workspace, workspaceOffset, none);
  }

  /// As `forward` in f32; what is stored is what the epilogue makes of each element of `y`. Of the
  /// arrays that the epilogue reads, what it adds may begin where `y` does.
  void forward(
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
      Epilogue epilogue);

  /// Floats that the weights take once packed.
  int packedSize();

  /// Packs the weights in the layout that {@link #forwardPacked} reads fastest; for weights that
  /// stay.
  void pack(float[] w, int wOffset, float[] packed, int packedOffset);

  /// As `forward` in f32, with the same bits, from packed weights.
  default void forwardPacked(
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] packed,
      int packedOffset,
      float[] y,
      int yOffset,
      float[] workspace,
      int workspaceOffset) {
    Epilogue none = Epilogue.NONE;
    forwardPacked(
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
        none);
  }

  /// As `forward` in f32 with an epilogue, with the same bits, from packed weights.
  void forwardPacked(
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
      Epilogue epilogue);

  /// One part of `x̄` from `ȳ` and `w`, in f32.
  void backwardInput(
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] w,
      int wOffset,
      float[] xBar,
      int xOffset,
      float[] workspace,
      int workspaceOffset);

  /// Floats that the weights take once packed for the direction back to the input.
  int backwardInputPackedSize();

  /// Packs the weights in the layout that {@link #backwardInputPacked} reads fastest.
  void packBackwardInput(float[] w, int wOffset, float[] packed, int packedOffset);

  /// As `backwardInput` in f32, with the same bits, from packed weights.
  void backwardInputPacked(
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] packed,
      int packedOffset,
      float[] xBar,
      int xOffset,
      float[] workspace,
      int workspaceOffset);

  /// One part of `w̄` from `x` and `ȳ`, in f32.
  void backwardWeights(
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] yBar,
      int yOffset,
      float[] wBar,
      int wOffset,
      float[] workspace,
      int workspaceOffset);

  /// One part of `y` from `x` and `w`, in f64.
  void forward(
      int part,
      int parts,
      double[] x,
      int xOffset,
      double[] w,
      int wOffset,
      double[] y,
      int yOffset,
      double[] workspace,
      int workspaceOffset);

  /// One part of `x̄` from `ȳ` and `w`, in f64.
  void backwardInput(
      int part,
      int parts,
      double[] yBar,
      int yOffset,
      double[] w,
      int wOffset,
      double[] xBar,
      int xOffset,
      double[] workspace,
      int workspaceOffset);

  /// One part of `w̄` from `x` and `ȳ`, in f64.
  void backwardWeights(
      int part,
      int parts,
      double[] x,
      int xOffset,
      double[] yBar,
      int yOffset,
      double[] wBar,
      int wOffset,
      double[] workspace,
      int workspaceOffset);
}
