package gradus.nn.rewrite;

import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.Linear;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.tensor.Shape;
import java.util.Optional;

/// Batch normalisation in inference is an affine map of each channel, and joins its neighbour.
///
/// Source: beyond C3.
final class BatchNormFolding {

  private BatchNormFolding() {}

  static void apply(Draft draft) {
    for (Step step : draft.steps()) {
      if (step.layer() instanceof BatchNormLayer norm) {
        try {
          fold(draft, step, norm);
        } catch (Refusal refusal) {
          draft.left(refusal.reason());
        }
      }
    }
  }

  private static void fold(Draft draft, Step step, BatchNormLayer norm) {
    String name = step.name();
    Node factor =
        draft
            .parameter(name + ".scale")
            .over(draft.parameter(name + ".variance").plus(norm.epsilon()).sqrt());
    Node offset =
        draft.parameter(name + ".shift").minus(draft.parameter(name + ".mean").times(factor));
    Optional<Step> before =
        draft.before(step).filter(it -> fits(draft, it) && draft.onlyReader(it.name()).isPresent());
    if (before.isPresent()) {
      Step affine = before.get();
      draft.weight(affine, Rows.scaled(draft.weight(affine), factor));
      draft.bias(affine, draft.bias(affine).times(factor).plus(offset));
      draft.changed(name + ": folded into " + affine.name() + " before it");
    } else {
      Step after = after(draft, step);
      Node shifts = Rows.sums(Rows.columnsScaled(draft.weight(after), offset));
      draft.bias(after, draft.bias(after).plus(shifts));
      draft.weight(after, Rows.columnsScaled(draft.weight(after), factor));
      draft.changed(name + ": folded into " + after.name() + " after it");
    }
    draft.remove(step);
  }

  /// Whether a layer's rows are the channels that are normalised.
  private static boolean fits(Draft draft, Step step) {
    return step.layer() instanceof Convolve
        || (step.layer() instanceof Linear && draft.shape(step.name()).rank() == 1);
  }

  private static Step after(Draft draft, Step step) {
    Step after =
        draft
            .onlyReader(step.name())
            .filter(
                it ->
                    (it.layer() instanceof Convolve c && c.groups() == 1)
                        || (it.layer() instanceof Linear && draft.shape(step.name()).rank() == 1))
            .orElseThrow(
                () ->
                    new Refusal(
                        "layer \"" + step.name() + "\"",
                        "a linear or convolution layer before or after it, read by it alone",
                        "none",
                        "Keep this normalisation."));
    Shape shape = draft.shape(step.name());
    if (Rows.isPadded(draft, after)) {
      throw new Refusal(
          "layer \"" + step.name() + "\"",
          "no zero padding in the convolution after it",
          "padding in \"" + after.name() + "\" over " + shape,
          "A folded layer would have to pad each channel with −shift/scale; put the normalisation"
              + " after the convolution.");
    }
    return after;
  }
}
