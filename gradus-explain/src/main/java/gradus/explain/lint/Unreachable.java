package gradus.explain.lint;

import gradus.autodiff.Gradients;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.op.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parameters that no gradient reaches.
public record Unreachable() implements Rule {

  static final String NAME = "unreachable";

  private static final String ARRIVES = "a gradient arrives";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> findings(Place place) {
    Instance instance = place.network().instantiate(Binding.training(2));
    List<String> unread = place.unread();
    List<Finding> findings = new ArrayList<>(unreadLayers(place, instance, unread));
    findings.addAll(parameters(instance, unread));
    return findings;
  }

  /// Layers with parameters that no output reads, each told once.
  private List<Finding> unreadLayers(Place place, Instance instance, List<String> unread) {
    List<Finding> findings = new ArrayList<>();
    for (String layer : unread) {
      long numbers =
          instance.variables().stream()
              .filter(variable -> variable.name().startsWith(layer + "."))
              .mapToLong(variable -> variable.node().type().shape().elements())
              .sum();
      if (numbers > 0) {
        findings.add(
            new Finding(
                name(),
                layer,
                "No output of the network depends on %s.".formatted(layer),
                "∂L/∂θ = 0 for each of its parameters θ, since no path leads from them to L.",
                "%,d numbers stay as they were drawn, and their time is lost.".formatted(numbers),
                "Let an output read it, or leave it out.",
                Optional.of(Edit.without(place.network(), unread))));
      }
    }
    return findings;
  }

  private List<Finding> parameters(Instance instance, List<String> unread) {
    List<Node> parameters = instance.parameters();
    List<Gradients> gradients =
        instance.outputs().values().stream()
            .filter(output -> output.type().dtype().isFloat())
            .map(output -> Gradients.pullBack(output, output.filled(1), parameters))
            .toList();
    List<Finding> findings = new ArrayList<>();
    for (Variable variable : instance.variables()) {
      List<String> reasons =
          gradients.stream()
              .map(each -> each.whyZero(variable.node()))
              .filter(reason -> !reason.equals(ARRIVES))
              .distinct()
              .toList();
      boolean reached =
          gradients.stream().anyMatch(each -> each.whyZero(variable.node()).equals(ARRIVES));
      boolean told = unread.stream().anyMatch(name -> variable.name().startsWith(name + "."));
      if (variable.trained() && !reached && !told) {
        findings.add(
            new Finding(
                name(),
                variable.name(),
                "No gradient reaches %s.".formatted(variable.name()),
                reasons.isEmpty()
                    ? "There is no output to learn from."
                    : String.join("; ", reasons),
                "%,d numbers stay as they were drawn."
                    .formatted(variable.node().type().shape().elements()),
                "Let an output read the layer, or leave it out.",
                Optional.empty()));
      }
    }
    return findings;
  }
}
