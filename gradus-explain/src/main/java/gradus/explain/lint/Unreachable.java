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

  private static final String ARRIVES = "a gradient arrives";

  @Override
  public String name() {
    return "unreachable";
  }

  @Override
  public List<Finding> findings(Place place) {
    Instance instance = place.network().instantiate(Binding.training(2));
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
      if (variable.trained() && !reached) {
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
