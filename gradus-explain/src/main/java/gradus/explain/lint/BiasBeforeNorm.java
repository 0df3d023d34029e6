package gradus.explain.lint;

import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import gradus.nn.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A bias that a batch normalisation takes away again.
public record BiasBeforeNorm() implements Rule {

  @Override
  public String name() {
    return "bias-before-norm";
  }

  @Override
  public List<Finding> findings(Place place) {
    List<Finding> findings = new ArrayList<>();
    for (Step step : place.steps()) {
      Optional<Step> before = place.before(step);
      if (step.layer() instanceof BatchNormLayer && before.isPresent() && !place.isFrozen(step)) {
        Step affine = before.get();
        unbiased(affine.layer())
            .filter(_ -> place.readers(affine).size() == 1)
            .ifPresent(layer -> findings.add(finding(place, affine, step, layer)));
      }
    }
    return findings;
  }

  /// The layer without its bias, if it has one for each channel.
  private static Optional<Layer> unbiased(Layer layer) {
    return switch (layer) {
      case Linear linear when linear.bias() ->
          Optional.of(new Linear(linear.outputs(), false, linear.initialiser()));
      case Convolve convolve when convolve.bias() -> Optional.of(convolve.withoutBias());
      default -> Optional.empty();
    };
  }

  private Finding finding(Place place, Step affine, Step norm, Layer better) {
    return new Finding(
        name(),
        affine.name(),
        "The bias of %s goes into %s.".formatted(affine.name(), norm.name()),
        "(x + b) − mean(x + b) = x − mean(x): the bias cancels, and its gradient is 0.",
        "Parameters that never matter; the shift of %s does their work.".formatted(norm.name()),
        "Take the bias away: bias: false.",
        Optional.of(Edit.replaced(place.network(), affine.name(), better)));
  }
}
