package gradus.explain.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Features of very different scales, or far from 0, as the network reads them.
public record UnscaledInput() implements Rule {

  /// Scales that differ by more than this, or means so many scales away from 0, are told.
  private static final double MOST = 30;

  @Override
  public String name() {
    return "unscaled-input";
  }

  @Override
  public List<Finding> findings(Place place) {
    List<Finding> findings = new ArrayList<>();
    place
        .activity()
        .ifPresent(
            activity ->
                place
                    .network()
                    .inputs()
                    .forEach(port -> look(port.name(), activity).ifPresent(findings::add)));
    return findings;
  }

  private Optional<Finding> look(String input, Activity activity) {
    List<Activity.Feature> features =
        activity.features(input).stream().filter(it -> it.scale() > 0).toList();
    double least = features.stream().mapToDouble(Activity.Feature::scale).min().orElse(1);
    double most = features.stream().mapToDouble(Activity.Feature::scale).max().orElse(1);
    double farthest =
        features.stream().mapToDouble(it -> Math.abs(it.mean()) / it.scale()).max().orElse(0);
    if (most <= MOST * least && farthest <= MOST) {
      return Optional.empty();
    }
    String what =
        most > MOST * least
            ? String.format(Locale.ROOT, "Its features spread from %.3g to %.3g.", least, most)
            : String.format(
                Locale.ROOT, "A feature lies %.3g times its spread away from 0.", farthest);
    return Optional.of(
        new Finding(
            name(),
            input,
            what,
            "∂L/∂w = δ xᵀ: a weight's gradient has the scale of its feature, so that the Hessian's"
                + " condition grows with the square of the ratio of scales.",
            "One learning rate is too large for some weights or too small for others.",
            "Standardise the features.",
            Optional.empty()));
  }
}
