package gradus.onnx.write;

import static gradus.onnx.write.Attributes.real;
import static gradus.onnx.write.Attributes.text;
import static gradus.onnx.write.Attributes.whole;

import gradus.nn.layer.Activated;
import java.util.List;

/// Activation functions: an operator where the version has one, else the operators that its
/// specification, or Gradus itself, makes it of.
///
/// Edge: `x` times a gate would be 0 · ∞ at −∞, so the factor is the larger of `x` and the lowest
/// number, which changes no other `x`. Where ONNX has an operator of its own, `Gelu`, `HardSwish`
/// or `Mish`, other engines answer as they define it, and that may be NaN at −∞.
final class ActivationWriter {

  private static final double SQRT_2 = 1.4142135623730951;
  private static final double SQRT_2_OVER_PI = 0.7978845608028654;
  private static final double CUBIC = 0.044715;

  private ActivationWriter() {}

  static void write(LayerDraft draft, Activated layer) {
    List<String> x = List.of(draft.x());
    switch (layer.function()) {
      case RELU -> draft.make("Relu", x);
      case SIGMOID -> draft.make("Sigmoid", x);
      case TANH -> draft.make("Tanh", x);
      case SOFTPLUS -> draft.make("Softplus", x);
      case LEAKY_RELU -> draft.make("LeakyRelu", x, real("alpha", layer.setting()));
      case ELU -> draft.make("Elu", x, real("alpha", layer.setting()));
      case SELU -> draft.make("Selu", x);
      case GELU -> gelu(draft);
      case GELU_TANH -> geluTanh(draft);
      // Swish, since version 24, is missing in ONNX Runtime 1.29
      case SILU -> gated(draft, draft.x(), "Sigmoid");
      case SOFTSIGN -> draft.make("Softsign", x);
      case HARD_SIGMOID -> draft.make("HardSigmoid", x, real("alpha", 1.0 / 6), real("beta", 0.5));
      case HARD_SWISH -> hardSwish(draft);
      case MISH -> mish(draft);
      case SOFTMAX -> draft.make("Softmax", x, whole("axis", -1));
      case LOG_SOFTMAX -> draft.make("LogSoftmax", x, whole("axis", -1));
    }
  }

  /// `x · ½ (1 + erf(x / √2))`.
  private static void gelu(LayerDraft draft) {
    if (draft.since(20)) {
      draft.make("Gelu", List.of(draft.x()), text("approximate", "none"));
      return;
    }
    String scaled = draft.part("scaled", "Div", List.of(draft.x(), draft.number("root", SQRT_2)));
    String erf = draft.part("erf", "Erf", List.of(scaled));
    String doubled = draft.part("doubled", "Add", List.of(erf, draft.number("one", 1)));
    String half = draft.number("half", 0.5);
    String gate = draft.part("gate", "Mul", List.of(doubled, half));
    draft.make("Mul", List.of(bounded(draft), gate));
  }

  /// `x σ(2u)` with `u = √(2/π) (x + 0.044715 x³)`, which keeps its digits for x < 0.
  private static void geluTanh(LayerDraft draft) {
    if (draft.since(20)) {
      draft.make("Gelu", List.of(draft.x()), text("approximate", "tanh"));
      return;
    }
    String x = draft.x();
    String square = draft.part("square", "Mul", List.of(x, x));
    String cube = draft.part("cube", "Mul", List.of(square, x));
    String bend = draft.part("bend", "Mul", List.of(cube, draft.number("cubic", CUBIC)));
    String sum = draft.part("sum", "Add", List.of(x, bend));
    String factor = draft.number("factor", 2 * SQRT_2_OVER_PI);
    gated(draft, draft.part("argument", "Mul", List.of(sum, factor)), "Sigmoid");
  }

  private static void hardSwish(LayerDraft draft) {
    if (draft.since(14)) {
      draft.make("HardSwish", List.of(draft.x()));
      return;
    }
    gated(draft, draft.x(), "HardSigmoid", real("alpha", 1.0 / 6), real("beta", 0.5));
  }

  private static void mish(LayerDraft draft) {
    if (draft.since(18)) {
      draft.make("Mish", List.of(draft.x()));
      return;
    }
    gated(draft, draft.part("softplus", "Softplus", List.of(draft.x())), "Tanh");
  }

  /// `x`, or the lowest number in place of −∞.
  private static String bounded(LayerDraft draft) {
    return draft.part(
        "bounded", "Max", List.of(draft.x(), draft.number("lowest", -Float.MAX_VALUE)));
  }

  /// `x` times a function of an argument.
  private static void gated(
      LayerDraft draft,
      String argument,
      String operator,
      gradus.onnx.wire.AttributeProto... attributes) {
    String gate = draft.part("gate", operator, List.of(argument), attributes);
    draft.make("Mul", List.of(bounded(draft), gate));
  }
}
