package gradus.explain.lint;

import gradus.nn.loss.Head;
import java.util.List;
import java.util.Optional;

/// Two logits where one says the same; source: spec 2.2.
public record RedundantLogit() implements Rule {

  @Override
  public String name() {
    return "redundant-logit";
  }

  @Override
  public List<Finding> findings(Place place) {
    boolean two =
        place
            .head()
            .filter(head -> head instanceof Head.Categorical && head.outputs() == 2)
            .isPresent();
    return two
        ? List.of(
            new Finding(
                name(),
                place.network().last(),
                "Two classes have two logits.",
                "softmax([a, b]) = [σ(a − b), σ(b − a)]: only the difference counts, so one logit"
                    + " is enough.",
                "One row of weights that changes nothing.",
                "Train with --target binary and one output.",
                Optional.empty()))
        : List.of();
  }
}
