package gradus.explain.lint;

import gradus.nn.layer.Activated;
import gradus.nn.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Units that do nothing on the data: rectifiers that are never above 0, and sigmoids and tanhs at
/// their ends.
public record IdleUnits() implements Rule {

  private static final double FAR = 5;
  private static final double MOST = 0.5;

  @Override
  public String name() {
    return "idle-units";
  }

  @Override
  public List<Finding> findings(Place place) {
    List<Finding> findings = new ArrayList<>();
    place
        .activity()
        .ifPresent(
            activity ->
                place.steps().forEach(step -> look(step, activity).ifPresent(findings::add)));
    return findings;
  }

  private Optional<Finding> look(Step step, Activity activity) {
    if (!(step.layer() instanceof Activated(Activated.Kind kind, double _))) {
      return Optional.empty();
    }
    double end = 1 / (1 + StrictMath.exp(-FAR));
    return switch (kind) {
      case RELU -> dead(step, activity);
      case SIGMOID -> saturated(step, activity, activity.share(step.name(), 1 - end, end));
      case TANH -> {
        double far = StrictMath.tanh(FAR);
        yield saturated(step, activity, activity.share(step.name(), -far, far));
      }
      default -> Optional.empty();
    };
  }

  private Optional<Finding> dead(Step step, Activity activity) {
    int idle = activity.idle(step.name());
    int units = activity.units(step.name());
    return 10 * idle < units || idle == 0
        ? Optional.empty()
        : Optional.of(
            new Finding(
                name(),
                step.name(),
                "%d of %d units are 0 for each of %d examples."
                    .formatted(idle, units, activity.examples()),
                "relu′(a) = 0 for a ≤ 0: no gradient reaches their weights, so they stay so.",
                "The layer is as good as one with %d units.".formatted(units - idle),
                "Lower the learning rate, use leakyRelu, or make the layer narrower.",
                Optional.empty()));
  }

  private Optional<Finding> saturated(Step step, Activity activity, double share) {
    return share <= MOST
        ? Optional.empty()
        : Optional.of(
            new Finding(
                name(),
                step.name(),
                "%.0f %% of its values lie beyond ±5 of its input, over %d examples."
                    .formatted(100 * share, activity.examples()),
                "σ′(5) = 0.0066 and tanh′(5) = 0.00018: gradients are cut by this factor.",
                "The layers before it hardly learn.",
                "Standardise the inputs, begin with smaller weights, or normalise before it.",
                Optional.empty()));
  }
}
