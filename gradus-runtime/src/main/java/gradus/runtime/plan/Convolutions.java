package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.ConvolutionWeight;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.ConvolutionWay;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Kernels;
import gradus.tensor.DType;
import java.util.Locale;

/// A convolution or one of its adjoints.
final class Convolutions extends Step {

  /// Which of the three tensors of a convolution is made from the other two.
  enum Face {
    FORWARD,
    BACKWARD_INPUT,
    BACKWARD_WEIGHTS;

    static Face of(Node node) {
      return switch (node.op()) {
        case Convolution _ -> FORWARD;
        case ConvolutionTranspose _ -> BACKWARD_INPUT;
        case ConvolutionWeight _ -> BACKWARD_WEIGHTS;
        default -> throw new AssertionError("no convolution: " + node);
      };
    }
  }

  private static final String FILTERED = ", by Winograd's filtering";

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
  private final Epilogue epilogue;
  private final String after;
  private Object workspace = this;
  private float[] packed = {};

  private Convolutions(
      Face face,
      gradus.runtime.kernel.Convolution convolution,
      Cells first,
      Cells second,
      Cells out,
      Epilogue epilogue,
      String after,
      boolean stays,
      Kernels kernels,
      int threads,
      Workspace workspace) {
    this.stays = stays && out.dtype == DType.F32;
    this.epilogue = epilogue;
    this.after = after;
    this.set = kernels.name() + " " + kernels.convolutions().way(convolution.shape());
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

  /// A convolution or one of its adjoints, from its two operands.
  static Step of(
      Node node,
      Cells first,
      Cells second,
      Cells out,
      boolean stays,
      Kernels kernels,
      int threads,
      Workspace workspace) {
    Face face = Face.of(node);
    ConvolutionShape shape = Windows.shape(node);
    if (!out.dtype.isFloat()) {
      return new WholeConvolution(face, shape, first, second, out);
    }
    return new Convolutions(
        face,
        kernels.convolutions().convolution(shape),
        first,
        second,
        out,
        Epilogue.NONE,
        "",
        stays && face == Face.FORWARD,
        kernels,
        threads,
        workspace);
  }

  /// A convolution that finishes its results itself.
  static Step of(
      Task.Finished task, boolean stays, Kernels kernels, int threads, Workspace workspace) {
    Node node = task.single.node;
    return new Convolutions(
        Face.FORWARD,
        kernels.convolutions().convolution(Windows.shape(node)),
        task.single.inputs.getFirst().cells(),
        task.single.inputs.getLast().cells(),
        task.output.cells(),
        epilogue(task),
        "; " + task.what(),
        stays,
        kernels,
        threads,
        workspace);
  }

  static Epilogue epilogue(Task.Finished task) {
    Epilogue epilogue = Epilogue.NONE;
    if (task.minus != null) {
      epilogue = epilogue.withMinus(task.minus.base.cells().floats(), first(task.minus));
    }
    if (task.times != null) {
      epilogue = epilogue.withTimes(task.times.base.cells().floats(), first(task.times));
    }
    if (task.plus != null) {
      epilogue = epilogue.withPlus(task.plus.base.cells().floats(), first(task.plus));
    }
    if (task.rest != null) {
      epilogue = epilogue.withRest(task.rest.base.cells().floats(), first(task.rest));
    }
    return task.rectified ? epilogue.rectified() : epilogue;
  }

  /// Where in its array a view begins.
  private static int first(View view) {
    return view.base.cells().offset + view.start;
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
          part,
          parts,
          first.floats(),
          first.offset,
          packed,
          po,
          out.floats(),
          out.offset,
          w,
          wo,
          epilogue);
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
      case FORWARD -> convolution.forward(part, parts, a, ao, b, bo, c, co, w, wo, epilogue);
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
    return 2 * (out.dtype == DType.F32 ? multiplyAdds(face, convolution, stays) : work());
  }

  @Override
  String what() {
    ConvolutionWay way = out.dtype == DType.F32 ? convolution.way() : ConvolutionWay.SUM;
    return describe(face, convolution.shape(), way) + after;
  }

  /// Multiply-adds that a direction performs in f32.
  ///
  /// @param packed whether the weights are packed before
  static long multiplyAdds(
      Face face, gradus.runtime.kernel.Convolution convolution, boolean packed) {
    return switch (face) {
      case FORWARD -> convolution.forwardMultiplyAdds(packed);
      case BACKWARD_INPUT -> convolution.backwardInputMultiplyAdds(packed);
      case BACKWARD_WEIGHTS -> convolution.backwardWeightsMultiplyAdds();
    };
  }

  static String describe(Face face, ConvolutionShape s, ConvolutionWay way) {
    return "Convolution %s %d × [%d, %d, %d, %d] kernel [%d, %d, %d], %d channels out%s"
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
            s.outChannels(),
            switch (way) {
              case SUM -> "";
              case IMAGES -> face == Face.BACKWARD_WEIGHTS ? ", images side by side" : "";
              case LINES -> face == Face.BACKWARD_WEIGHTS ? ", along lines" : "";
              case WINOGRAD -> FILTERED;
              case PHASES -> face == Face.FORWARD ? FILTERED : "";
              case FOURIER -> ", by Fourier transforms";
            });
  }
}
