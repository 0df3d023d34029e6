package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.ConvolutionWeight;
import gradus.op.window.Placement;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.WindowAxis;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.Locale;

/// A convolution or one of its adjoints.
final class Convolutions extends Step {

  /// Which of the three tensors of a convolution is made from the other two.
  enum Face {
    FORWARD,
    BACKWARD_INPUT,
    BACKWARD_WEIGHTS
  }

  private final Face face;
  private final gradus.runtime.kernel.Convolution convolution;
  private final Cells first;
  private final Cells second;
  private final Cells out;
  private final int parts;
  private final int scratch;
  private final int scratchOfPart;
  private final boolean stays;
  private final String set;
  private Object workspace = this;
  private float[] packed = {};

  private Convolutions(
      Face face,
      gradus.runtime.kernel.Convolution convolution,
      Cells first,
      Cells second,
      Cells out,
      boolean stays,
      Kernels kernels,
      int threads,
      Workspace workspace) {
    this.stays = stays && out.dtype == DType.F32;
    this.set = kernels.name();
    this.face = face;
    this.convolution = convolution;
    this.first = first;
    this.second = second;
    this.out = out;
    this.parts = convolution.parts(threads);
    int needed =
        switch (face) {
          case FORWARD -> convolution.forwardWorkspace();
          case BACKWARD_INPUT -> convolution.backwardInputWorkspace();
          case BACKWARD_WEIGHTS -> convolution.backwardWeightsWorkspace();
        };
    this.scratchOfPart = Alignment.rounded(out.dtype, needed);
    this.scratch = workspace.need(out.dtype, scratchOfPart * parts);
  }

  static Step of(
      Node node,
      Convolution op,
      Cells x,
      Cells w,
      Cells y,
      boolean stays,
      Kernels kernels,
      int threads,
      Workspace workspace) {
    ConvolutionShape shape =
        shape(
            op.convention(),
            op.placement(),
            op.groups(),
            node.input(0).type().shape(),
            node.input(1).type().shape(),
            node.type().shape());
    return step(Face.FORWARD, shape, x, w, y, stays, kernels, threads, workspace);
  }

  static Step of(
      Node node,
      ConvolutionTranspose op,
      Cells y,
      Cells w,
      Cells x,
      Kernels kernels,
      int threads,
      Workspace workspace) {
    ConvolutionShape shape =
        shape(
            op.convention(),
            op.placement(),
            op.groups(),
            node.type().shape(),
            node.input(1).type().shape(),
            node.input(0).type().shape());
    return step(Face.BACKWARD_INPUT, shape, y, w, x, false, kernels, threads, workspace);
  }

  static Step of(
      Node node,
      ConvolutionWeight op,
      Cells x,
      Cells y,
      Cells w,
      Kernels kernels,
      int threads,
      Workspace workspace) {
    ConvolutionShape shape =
        shape(
            op.convention(),
            op.placement(),
            op.groups(),
            node.input(0).type().shape(),
            node.type().shape(),
            node.input(1).type().shape());
    return step(Face.BACKWARD_WEIGHTS, shape, x, y, w, false, kernels, threads, workspace);
  }

  private static Step step(
      Face face,
      ConvolutionShape shape,
      Cells first,
      Cells second,
      Cells out,
      boolean stays,
      Kernels kernels,
      int threads,
      Workspace workspace) {
    if (!out.dtype.isFloat()) {
      return new WholeConvolution(face, shape, first, second, out);
    }
    gradus.runtime.kernel.Convolution prepared = kernels.convolutions().convolution(shape);
    return new Convolutions(face, prepared, first, second, out, stays, kernels, threads, workspace);
  }

  static ConvolutionShape shape(
      Convention convention, Placement placement, int groups, Shape x, Shape w, Shape y) {
    WindowAxis[] axes = {WindowAxis.UNIT, WindowAxis.UNIT, WindowAxis.UNIT};
    int rank = placement.rank();
    for (int axis = 0; axis < rank; axis++) {
      axes[3 - rank + axis] =
          axis(placement, axis, x.size(axis + 2), y.size(axis + 2), w.size(axis + 2));
    }
    return new ConvolutionShape(
        x.size(0),
        x.size(1),
        w.size(0),
        groups,
        axes[0],
        axes[1],
        axes[2],
        convention == Convention.CONVOLUTION);
  }

  static WindowAxis axis(Placement placement, int axis, int in, int out, int kernel) {
    return new WindowAxis(
        in,
        out,
        kernel,
        placement.strides().get(axis),
        placement.dilations().get(axis),
        placement.before().get(axis),
        placement.after().get(axis));
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  void bind(Workspace workspace) {
    this.workspace = workspace.array(out.dtype);
  }

  @Override
  void settle(Packs packs) {
    if (stays) {
      packed = packs.get(second, set, convolution.shape(), this::pack);
    }
  }

  private float[] pack() {
    int first = Alignment.first(DType.F32);
    float[] weights = new float[first + convolution.packedSize()];
    convolution.pack(second.floats(), second.offset, weights, first);
    return weights;
  }

  @Override
  public void run(int part) {
    int wo = scratch + part * scratchOfPart;
    if (stays) {
      int po = Alignment.first(DType.F32);
      float[] w = (float[]) workspace;
      convolution.forwardPacked(
          part, parts, first.floats(), first.offset, packed, po, out.floats(), out.offset, w, wo);
    } else if (out.dtype == DType.F32) {
      floats(part, first.floats(), second.floats(), out.floats(), (float[]) workspace, wo);
    } else {
      doubles(part, first.doubles(), second.doubles(), out.doubles(), (double[]) workspace, wo);
    }
  }

  private void floats(int part, float[] a, float[] b, float[] c, float[] w, int wo) {
    int ao = first.offset;
    int bo = second.offset;
    int co = out.offset;
    switch (face) {
      case FORWARD -> convolution.forward(part, parts, a, ao, b, bo, c, co, w, wo);
      case BACKWARD_INPUT -> convolution.backwardInput(part, parts, a, ao, b, bo, c, co, w, wo);
      case BACKWARD_WEIGHTS -> convolution.backwardWeights(part, parts, a, ao, b, bo, c, co, w, wo);
    }
  }

  private void doubles(int part, double[] a, double[] b, double[] c, double[] w, int wo) {
    int ao = first.offset;
    int bo = second.offset;
    int co = out.offset;
    switch (face) {
      case FORWARD -> convolution.forward(part, parts, a, ao, b, bo, c, co, w, wo);
      case BACKWARD_INPUT -> convolution.backwardInput(part, parts, a, ao, b, bo, c, co, w, wo);
      case BACKWARD_WEIGHTS -> convolution.backwardWeights(part, parts, a, ao, b, bo, c, co, w, wo);
    }
  }

  @Override
  long work() {
    return convolution.shape().multiplyAdds();
  }

  @Override
  long operations() {
    return 2 * work();
  }

  @Override
  String what() {
    ConvolutionShape s = convolution.shape();
    return "Convolution %s %d × [%d, %d, %d, %d] kernel [%d, %d, %d], %d channels out"
        .formatted(
            face.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            s.batch(),
            s.inChannels(),
            s.depth().in(),
            s.height().in(),
            s.width().in(),
            s.depth().kernel(),
            s.height().kernel(),
            s.width().kernel(),
            s.outChannels());
  }
}
