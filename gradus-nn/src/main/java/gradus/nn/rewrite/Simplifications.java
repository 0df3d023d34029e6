package gradus.nn.rewrite;

import gradus.nn.layer.Activated;
import gradus.nn.layer.Activated.Kind;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.DropoutLayer;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Pooled;
import gradus.nn.layer.Pooled.Statistic;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.Optional;

/// Laws about single layers: relu twice, dropout outside training, averages as convolutions.
final class Simplifications {

  private Simplifications() {}

  /// `relu(x) → x` where x comes from a layer that is never negative.
  static void dropRelu(Draft draft) {
    for (Step step : draft.steps()) {
      if (step.layer() instanceof Activated a && a.function() == Kind.RELU) {
        Optional<Step> before = draft.before(step);
        while (before.isPresent() && keepsSign(before.get().layer())) {
          before = draft.before(before.get());
        }
        if (before.filter(it -> isNeverNegative(it.layer())).isPresent()) {
          draft.remove(step);
          draft.changed(step.name() + ": taken out, since its input is never negative");
        }
      }
    }
  }

  private static boolean keepsSign(Layer layer) {
    return layer instanceof Pooled
        || layer instanceof gradus.nn.layer.Flatten
        || layer instanceof gradus.nn.layer.GlobalPooled
        || layer instanceof DropoutLayer;
  }

  private static boolean isNeverNegative(Layer layer) {
    return layer instanceof Activated a
        && switch (a.function()) {
          case RELU, SIGMOID, SOFTPLUS, HARD_SIGMOID, SOFTMAX -> true;
          case TANH,
              LEAKY_RELU,
              ELU,
              SELU,
              GELU,
              GELU_TANH,
              SILU,
              SOFTSIGN,
              HARD_SWISH,
              MISH,
              LOG_SOFTMAX ->
              false;
        };
  }

  /// Dropout does nothing outside training.
  static void dropDropout(Draft draft) {
    for (Step step : draft.steps()) {
      if (step.layer() instanceof DropoutLayer) {
        draft.remove(step);
        draft.changed(step.name() + ": taken out");
      }
    }
  }

  /// A mean over unpadded windows is a convolution of each channel with one kernel.
  static void averageAsConvolution(Draft draft) {
    for (Step step : draft.steps()) {
      if (step.layer() instanceof Pooled pooled && pooled.statistic() == Statistic.AVERAGE) {
        Shape input = draft.shape(step.from().getFirst());
        if (!pooled.padding().equals(gradus.nn.layer.Padding.valid()) || pooled.ceil()) {
          draft.left(
              "layer \"%s\": expected an average without padding, found padding or ceil. Windows at the border have other divisors, so no one kernel stands for them."
                  .formatted(step.name()));
          continue;
        }
        int channels = input.size(0);
        int taps = pooled.kernel().stream().reduce(1, Math::multiplyExact);
        Shape shape = Shape.of(channels, 1).followedBy(new Shape(pooled.kernel()));
        draft.replace(
            step.name(),
            Convolve.of(channels, pooled.kernel(), pooled.padding())
                .withStrides(pooled.strides())
                .withGroups(channels)
                .withoutBias());
        draft.parameter(
            step.name() + ".weight", Node.constant(1, new TensorType(DType.F64, shape)).over(taps));
        draft.changed(step.name() + ": became a convolution of each channel");
      }
    }
  }

  /// Residual and parallel layers written out; every draft begins so.
  static void unfold(Draft draft, Model model) {
    if (!draft.network().steps().equals(model.network().steps())) {
      draft.changed("nested layers became layers joined by name");
    }
  }
}
