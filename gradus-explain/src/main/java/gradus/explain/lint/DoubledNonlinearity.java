package gradus.explain.lint;

import gradus.nn.layer.Activated;
import gradus.nn.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An activation of an activation.
public record DoubledNonlinearity() implements Rule {

  @Override
  public String name() {
    return "doubled-nonlinearity";
  }

  @Override
  public List<Finding> findings(Place place) {
    List<Finding> findings = new ArrayList<>();
    for (Step step : place.steps()) {
      Optional<Step> before = place.before(step, Place::movesOnly);
      if (step.layer() instanceof Activated(Activated.Kind second, double _)
          && before.isPresent()
          && before.get().layer() instanceof Activated(Activated.Kind first, double _)) {
        findings.add(finding(place, before.get(), step, first, second));
      }
    }
    return findings;
  }

  private Finding finding(
      Place place, Step one, Step two, Activated.Kind first, Activated.Kind second) {
    boolean rectified = first == Activated.Kind.RELU && second == Activated.Kind.RELU;
    boolean softmax = NORMALISING.contains(first) && NORMALISING.contains(second);
    String why =
        rectified
            ? "max(max(x, 0), 0) = max(x, 0)."
            : softmax
                ? "The entries of softmax(p), p in the simplex, differ by a factor of e at the"
                    + " most."
                : SQUASHING.contains(first) && SQUASHING.contains(second)
                    ? "The derivative of %s(%s(x)) is a product of two factors below 1, and the second function sees a bounded input only."
                        .formatted(two.layer().kind(), one.layer().kind())
                    : "%s(%s(x)) is another function of x alone: no weights stand between the two."
                        .formatted(two.layer().kind(), one.layer().kind());
    return new Finding(
        name(),
        one.name() + ", " + two.name(),
        "%s follows %s directly.".formatted(two.name(), one.name()),
        why,
        rectified ? "Time." : "Smaller gradients and a narrower range.",
        "Remove %s, or put a layer with weights between the two.".formatted(two.name()),
        Optional.of(Edit.without(place.network(), two.name())));
  }
}
