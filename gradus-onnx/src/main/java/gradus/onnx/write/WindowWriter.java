package gradus.onnx.write;

import static gradus.onnx.write.Attributes.whole;
import static gradus.onnx.write.Attributes.wholes;

import gradus.nn.layer.Convolve;
import gradus.nn.layer.ConvolveTranspose;
import gradus.nn.layer.GlobalPooled;
import gradus.nn.layer.Pooled;
import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Convolutions and pooling. Padding is written out in numbers, so that no tool has to know what
/// *same* or *full* mean.
final class WindowWriter {

  private WindowWriter() {}

  /// ONNX's `Conv` is cross-correlation; the kernel of a true convolution is flipped for it.
  static void convolve(LayerDraft draft, Convolve layer) {
    Placement placement = layer.placement(spatial(draft));
    boolean flips = layer.convention() == Convention.CONVOLUTION;
    String weight =
        flips
            ? draft.graph().flippedParameter(draft.path() + ".weight")
            : draft.parameter("weight");
    draft.make(
        "Conv",
        inputs(draft, weight, layer.bias()),
        wholes("kernel_shape", layer.kernel()),
        wholes("strides", placement.strides()),
        wholes("dilations", placement.dilations()),
        wholes("pads", joined(placement.before(), placement.after())),
        whole("group", layer.groups()));
  }

  static void transpose(LayerDraft draft, ConvolveTranspose layer) {
    int rank = layer.kernel().size();
    draft.make(
        "ConvTranspose",
        inputs(draft, draft.parameter("weight"), layer.bias()),
        wholes("kernel_shape", layer.kernel()),
        wholes("strides", Collections.nCopies(rank, layer.stride())),
        wholes("pads", Collections.nCopies(2 * rank, layer.padding())),
        wholes("output_padding", Collections.nCopies(rank, layer.outputPadding())));
  }

  private static List<String> inputs(LayerDraft draft, String weight, boolean bias) {
    return bias ? List.of(draft.x(), weight, draft.parameter("bias")) : List.of(draft.x(), weight);
  }

  /// The overhang of ceil mode is padding too: it never wins a maximum and counts in no mean. No
  /// window begins in it, so that padding stays shorter than the window, as other engines demand.
  static void pooled(LayerDraft draft, Pooled layer) {
    Pooling pooling = layer.pooling(spatial(draft));
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < pooling.kernel().size(); axis++) {
      int whole = pooling.placement().after().get(axis) + pooling.overhang().get(axis);
      after.add(Math.min(whole, pooling.kernel().get(axis) - 1));
    }
    draft.make(
        switch (layer.statistic()) {
          case MAX -> "MaxPool";
          case AVERAGE -> "AveragePool";
        },
        List.of(draft.x()),
        wholes("kernel_shape", pooling.kernel()),
        wholes("strides", pooling.placement().strides()),
        wholes("pads", joined(pooling.placement().before(), after)));
  }

  /// ONNX keeps the spatial axes with length 1.
  static void global(LayerDraft draft, GlobalPooled layer) {
    if (draft.shape().rank() < 3) {
      draft.make("Identity", List.of(draft.x()));
      return;
    }
    String operator =
        switch (layer.statistic()) {
          case MAX -> "GlobalMaxPool";
          case AVERAGE -> "GlobalAveragePool";
        };
    String pooled = draft.part("pooled", operator, List.of(draft.x()));
    draft.make("Flatten", List.of(pooled), whole("axis", 1));
  }

  private static List<Integer> spatial(LayerDraft draft) {
    return draft.shape().slice(2, draft.shape().rank()).sizes();
  }

  private static List<Integer> joined(List<Integer> before, List<Integer> after) {
    List<Integer> pads = new ArrayList<>(before);
    pads.addAll(after);
    return pads;
  }
}
