package gradus.explain.lint;

import gradus.nn.layer.Activated;
import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.GlobalPooled;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Pooled;
import gradus.nn.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two affine layers with nothing between them that is not affine; source: beyond C4.
@SuppressWarnings("OperatorPrecedence")
public record MissingNonlinearity() implements Rule {

  @Override
  public String name() {
    return "missing-nonlinearity";
  }

  @Override
  public List<Finding> findings(Place place) {
    List<Finding> findings = new ArrayList<>();
    for (Step step : place.steps()) {
      Optional<Step> before = place.before(step, MissingNonlinearity::isAffineAtMost);
      if (Rule.isAffine(step.layer())
          && before.isPresent()
          && Rule.isAffine(before.get().layer())
          && !isFactorised(before.get().layer(), step.layer())) {
        findings.add(finding(place, before.get(), step));
      }
    }
    return findings;
  }

  private static boolean isAffineAtMost(Layer layer) {
    return Place.movesOnly(layer)
        || layer instanceof BatchNormLayer
        || layer instanceof Pooled pooled && pooled.statistic() == Pooled.Statistic.AVERAGE
        || layer instanceof GlobalPooled global && global.statistic() == Pooled.Statistic.AVERAGE;
  }

  /// Layers that are one layer in two parts on purpose: depthwise and pointwise, or a narrow
  /// middle.
  private static boolean isFactorised(Layer first, Layer second) {
    if (first instanceof Convolve a && second instanceof Convolve b) {
      return a.groups() > 1 || b.groups() > 1 || !a.bias();
    }
    return first instanceof Linear a
        && second instanceof Linear b
        && !a.bias()
        && a.outputs() < b.outputs();
  }

  private Finding finding(Place place, Step first, Step second) {
    return new Finding(
        name(),
        first.name() + ", " + second.name(),
        "Nothing but affine layers stands between %s and %s."
            .formatted(first.name(), second.name()),
        "W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂): the two are one affine layer.",
        "The parameters and the time of a layer, for functions that one layer has too.",
        "Put an activation after %s, or leave one of the layers out.".formatted(first.name()),
        Optional.of(
            Edit.after(
                place.network(),
                afterNorm(place, first).name(),
                Activated.of(Activated.Kind.RELU))));
  }

  /// A normalisation that follows comes before the activation.
  private static Step afterNorm(Place place, Step step) {
    List<Step> readers = place.readers(step);
    return readers.size() == 1 && readers.getFirst().layer() instanceof BatchNormLayer
        ? readers.getFirst()
        : step;
  }
}
