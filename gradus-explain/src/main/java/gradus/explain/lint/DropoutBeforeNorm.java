package gradus.explain.lint;

import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.DropoutLayer;
import gradus.nn.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Dropout whose noise a batch normalisation takes for the variance of the data. Source: Li, Chen,
/// Hu and Yang 2019, "Understanding the disharmony between dropout and batch normalization by
/// variance shift", section 3.
public record DropoutBeforeNorm() implements Rule {

  /// From here on the variance is wrong by a factor of 1.4 and more.
  private static final double MUCH = 0.3;

  @Override
  public String name() {
    return "dropout-before-norm";
  }

  @Override
  public List<Finding> findings(Place place) {
    List<Finding> findings = new ArrayList<>();
    for (Step step : place.steps()) {
      Optional<Step> before = place.before(step, Rule::isAffine);
      if (step.layer() instanceof BatchNormLayer
          && before.isPresent()
          && !place.isFrozen(before.get())
          && before.get().layer() instanceof DropoutLayer(double rate)
          && rate >= MUCH) {
        findings.add(
            new Finding(
                name(),
                before.get().name() + ", " + step.name(),
                "%s normalises what %s has thinned out."
                    .formatted(step.name(), before.get().name()),
                "Dropout at rate r makes E[x²] in training 1/(1 − r) times that of prediction, and"
                    + " the running variance is that of training.",
                "Predictions are scaled by a wrong variance.",
                "Put the dropout after the last normalisation.",
                Optional.empty()));
      }
    }
    return findings;
  }
}
