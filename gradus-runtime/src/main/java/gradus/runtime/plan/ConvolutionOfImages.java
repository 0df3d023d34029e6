package gradus.runtime.plan;

import gradus.op.Node;
import gradus.runtime.kernel.Convolution;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Convolutions.Face;
import gradus.tensor.DType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A convolution, or its direction back to the input, in f32, that takes a few images at a time
/// within a band, from weights that are packed before the band begins.
final class ConvolutionOfImages extends Step implements Band.OfRows {

  private final Face face;
  private final int images;
  private final String set;
  private final Convolution few;
  private final Row x;
  private final Cells w;
  private final Row y;
  private final int imageIn;
  private final int imageOut;
  private final Epilogue epilogue;
  private final String after;
  private final boolean stays;
  private final int needed;
  private int stride;
  private float[] packed = {};
  private Object workspace = this;

  /// @param finished what it makes of its results, if it does
  /// @param stays whether the weights stay as they are from run to run
  ConvolutionOfImages(
      Task.Single task,
      Task.@Nullable Finished finished,
      Task.Band band,
      boolean stays,
      Kernels kernels) {
    Node node = task.node;
    face = Face.of(node);
    images = band.rows;
    few = kernels.convolutions().convolution(Windows.shape(node).withBatch(band.few));
    set = kernels.name() + " " + kernels.convolutions().way(few.shape());
    x = Row.of(task.inputs.getFirst());
    w = task.inputs.getLast().cells();
    Value output = finished == null ? task.output : finished.output;
    y = Row.of(View.of(output));
    imageIn = task.inputs.getFirst().elements() / images;
    imageOut = output.elements() / images;
    epilogue = finished == null ? Epilogue.NONE : Convolutions.epilogue(finished);
    after = finished == null ? "" : "; " + finished.what();
    this.stays = stays && face == Face.FORWARD;
    int most = face == Face.FORWARD ? few.forwardWorkspace() : few.backwardInputWorkspace();
    needed = Alignment.rounded(DType.F32, most);
  }

  /// Packs the weights, which another step may have changed; before the band.
  final class Packing extends Step {

    @Override
    int parts() {
      return 1;
    }

    @Override
    public void run(int part) {
      pack(packed);
    }

    @Override
    long operations() {
      long unpacked = Convolutions.multiplyAdds(face, few, false);
      return 2 * (unpacked - Convolutions.multiplyAdds(face, few, true));
    }

    @Override
    long bytes() {
      return 2L * Float.BYTES * few.shape().weightSize();
    }

    @Override
    String what() {
      return "weights packed for " + ConvolutionOfImages.this.what();
    }
  }

  /// Whether the weights must be packed in every run.
  boolean packs() {
    return !stays;
  }

  @Override
  int parts() {
    return 1;
  }

  @Override
  public Map<DType, Integer> scratch() {
    return Map.of(DType.F32, needed);
  }

  @Override
  public void bind(Workspace workspace, Map<DType, Integer> strides) {
    stride = strides.getOrDefault(DType.F32, needed);
    this.workspace = workspace.array(DType.F32);
  }

  @Override
  void settle(Packs packs) {
    packed = stays ? packs.get(w, set, few.shape(), this::packed) : room();
  }

  private float[] room() {
    boolean forward = face == Face.FORWARD;
    int size = forward ? few.packedSize() : few.backwardInputPackedSize();
    return new float[Alignment.first(DType.F32) + size];
  }

  private float[] packed() {
    float[] weights = room();
    pack(weights);
    return weights;
  }

  private void pack(float[] weights) {
    int first = Alignment.first(DType.F32);
    if (face == Face.FORWARD) {
      few.pack(w.floats(), w.offset, weights, first);
    } else {
      few.packBackwardInput(w.floats(), w.offset, weights, first);
    }
  }

  @Override
  public void run(int part) {
    throw new AssertionError("runs within a band only");
  }

  @Override
  public void runRows(int from, int to, int part) {
    int wo = Alignment.first(DType.F32) + part * stride;
    int po = Alignment.first(DType.F32);
    float[] work = (float[]) workspace;
    float[] in = x.floats();
    int xo = x.offset(from * imageIn, part);
    float[] out = y.floats();
    int yo = y.offset(from * imageOut, part);
    if (face == Face.FORWARD) {
      few.forwardPacked(0, 1, in, xo, packed, po, out, yo, work, wo, epilogue);
    } else {
      few.backwardInputPacked(0, 1, in, xo, packed, po, out, yo, work, wo);
    }
  }

  @Override
  long work() {
    return few.shape().withBatch(images).multiplyAdds();
  }

  @Override
  long operations() {
    // as many for every image; the last images may be fewer
    return 2L * images * Convolutions.multiplyAdds(face, few, true) / few.shape().batch();
  }

  @Override
  String what() {
    return Convolutions.describe(face, few.shape().withBatch(images), few.way()) + after;
  }
}
