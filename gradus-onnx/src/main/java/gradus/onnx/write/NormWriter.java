package gradus.onnx.write;

import static gradus.onnx.write.Attributes.real;
import static gradus.onnx.write.Attributes.whole;
import static gradus.onnx.write.Attributes.wholes;

import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.NormLayer;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Normalisations by stored or by own statistics.
final class NormWriter {

  private NormWriter() {}

  /// ONNX's momentum is what stays of the old statistics, that of Gradus what comes from the new.
  static void batch(LayerDraft draft, BatchNormLayer layer) {
    draft.make(
        "BatchNormalization",
        List.of(
            draft.x(),
            draft.parameter("scale"),
            draft.parameter("shift"),
            draft.parameter("mean"),
            draft.parameter("variance")),
        real("epsilon", layer.epsilon()),
        real("momentum", 1 - layer.momentum()));
  }

  static void write(LayerDraft draft, NormLayer layer) {
    String scale = draft.parameter("scale");
    String shift = draft.parameter("shift");
    if (layer.groups() == 0) {
      layer(draft, layer, scale, shift);
    } else {
      group(draft, layer, scale, shift);
    }
  }

  private static void layer(LayerDraft draft, NormLayer layer, String scale, String shift) {
    if (draft.since(17)) {
      draft.make(
          "LayerNormalization",
          List.of(draft.x(), scale, shift),
          whole("axis", 1),
          real("epsilon", layer.epsilon()));
      return;
    }
    String mean = mean(draft, "mean", draft.x());
    String centred = draft.part("centred", "Sub", List.of(draft.x(), mean));
    String squares = draft.part("squares", "Mul", List.of(centred, centred));
    String epsilon = draft.number("epsilon", layer.epsilon());
    String variance = mean(draft, "variance", squares);
    String raised = draft.part("raised", "Add", List.of(variance, epsilon));
    String deviation = draft.part("deviation", "Sqrt", List.of(raised));
    String reciprocal = draft.part("reciprocal", "Div", List.of(draft.number("one", 1), deviation));
    affine(draft, draft.part("unit", "Mul", List.of(centred, reciprocal)), scale, shift);
  }

  /// Over all axes but the batch, which stay with length 1; versions before 18 have them as an
  /// attribute.
  private static String mean(LayerDraft draft, String word, String of) {
    List<Integer> axes = draft.shape().allAxes().subList(1, draft.shape().rank());
    return draft.part(word, "ReduceMean", List.of(of), wholes("axes", axes), whole("keepdims", 1));
  }

  /// Before version 21 `GroupNormalization` scales by group, not by channel: groups become the
  /// channels of an instance normalisation instead.
  private static void group(LayerDraft draft, NormLayer layer, String scale, String shift) {
    if (draft.since(21)) {
      draft.make(
          "GroupNormalization",
          List.of(draft.x(), scale, shift),
          whole("num_groups", layer.groups()),
          real("epsilon", layer.epsilon()));
      return;
    }
    String grouped =
        draft.part(
            "grouped",
            "Reshape",
            List.of(draft.x(), draft.wholes("groups", List.of(0, layer.groups(), -1))));
    String unit =
        draft.part(
            "unit",
            "InstanceNormalization",
            List.of(grouped, filled(draft, "ones", layer, 1), filled(draft, "zeros", layer, 0)),
            real("epsilon", layer.epsilon()));
    Shape shape = draft.shape();
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    sizes.set(0, 0);
    String whole = draft.part("whole", "Reshape", List.of(unit, draft.wholes("shape", sizes)));
    affine(draft, whole, perChannel(draft, scale, "Scale"), perChannel(draft, shift, "Shift"));
  }

  private static String filled(LayerDraft draft, String word, NormLayer layer, double value) {
    Tensor tensor = Tensor.full(TensorType.f32(layer.groups()), value);
    return draft.graph().constant(draft.path() + "/" + word, tensor);
  }

  /// One number a channel, stretched along the axes after it.
  private static String perChannel(LayerDraft draft, String parameter, String word) {
    int spatial = draft.shape().rank() - 2;
    if (spatial == 0) {
      return parameter;
    }
    List<Integer> sizes = new ArrayList<>(List.of(-1));
    for (int axis = 0; axis < spatial; axis++) {
      sizes.add(1);
    }
    return draft.part(
        "channel" + word, "Reshape", List.of(parameter, draft.wholes("sizesOf" + word, sizes)));
  }

  private static void affine(LayerDraft draft, String unit, String scale, String shift) {
    String scaled = draft.part("scaled", "Mul", List.of(unit, scale));
    draft.make("Add", List.of(scaled, shift));
  }
}
