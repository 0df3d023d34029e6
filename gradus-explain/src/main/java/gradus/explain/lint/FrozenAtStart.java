package gradus.explain.lint;

import gradus.nn.layer.Frozen;
import gradus.nn.layer.Layer;
import gradus.nn.model.Binding;
import gradus.nn.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Layers that are frozen before they have learnt anything.
///
/// A run may have frozen layers that another one trained; a network without values begins with what
/// its initialisers draw.
public record FrozenAtStart() implements Rule {

  @Override
  public String name() {
    return "frozen-at-start";
  }

  @Override
  public List<Finding> findings(Place place) {
    List<Finding> findings = new ArrayList<>();
    if (place.head().isPresent() || place.activity().isPresent()) {
      return findings;
    }
    for (Step step : place.network().steps()) {
      long numbers = numbers(place, step);
      if (step.layer() instanceof Frozen(Layer inner) && numbers > 0) {
        findings.add(
            new Finding(
                name(),
                step.name(),
                "%s is frozen at the numbers that its initialiser draws.".formatted(step.name()),
                "No gradient is taken for what is frozen, and nothing was learnt before.",
                "%,d numbers stay as they were drawn.".formatted(numbers),
                "Leave out frozen: true, or begin from a trained model: train MODEL --train-only.",
                Optional.of(Edit.thawed(place.network(), step.name(), inner))));
      }
    }
    return findings;
  }

  private static long numbers(Place place, Step step) {
    return place.network().instantiate(Binding.inference(1)).variables().stream()
        .filter(variable -> variable.name().startsWith(step.name() + "."))
        .mapToLong(variable -> variable.node().type().shape().elements())
        .sum();
  }
}
