package gradus.explain.lint;

import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.op.window.AveragePool;
import gradus.op.window.Convolution;
import gradus.op.window.MaxPool;
import gradus.op.window.Placement;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Windows whose stride leaves the end of the input unread; source: spec 4.1.
public record DroppedInput() implements Rule {

  /// One position in so many is a loss that nobody minds.
  private static final int SHARE = 20;

  @Override
  public String name() {
    return "dropped-input";
  }

  @Override
  public List<Finding> findings(Place place) {
    Instance instance = place.network().instantiate(Binding.inference(1));
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Finding> findings = new ArrayList<>();
    for (Step step : place.steps()) {
      Node value = Optional.ofNullable(instance.values().get(step.name())).orElseThrow();
      for (Node node : Node.inputsFirst(List.of(value))) {
        if (seen.add(node)) {
          unread(step, node).ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  private Optional<Finding> unread(Step step, Node node) {
    return switch (node.op()) {
      case Convolution c -> {
        Shape w = node.input(1).type().shape();
        yield unread(step, node, c.placement(), w.slice(2, w.rank()).sizes());
      }
      case MaxPool pool -> unread(step, node, pool.pooling().placement(), pool.pooling().kernel());
      case AveragePool pool ->
          unread(step, node, pool.pooling().placement(), pool.pooling().kernel());
      default -> Optional.empty();
    };
  }

  private Optional<Finding> unread(
      Step step, Node node, Placement placement, List<Integer> kernel) {
    for (int axis = 0; axis < kernel.size(); axis++) {
      int n = node.input(0).type().shape().size(axis + 2);
      int reach = placement.dilations().get(axis) * (kernel.get(axis) - 1);
      int last =
          (node.type().shape().size(axis + 2) - 1) * placement.strides().get(axis)
              + reach
              - placement.before().get(axis);
      int missed = n - 1 - last;
      // a window shorter than the stride leaves as many unread after each: a choice, no accident
      int gap = Math.max(0, placement.strides().get(axis) - reach - 1);
      if (missed > gap && SHARE * missed > n) {
        return Optional.of(
            new Finding(
                name(),
                step.name(),
                "The last %d of %d positions on axis %d are never read."
                    .formatted(missed, n, axis + 2),
                "⌊(n + p − d(k − 1) − 1)/s⌋ + 1 windows end at position %d; the division leaves %d."
                    .formatted(last, missed),
                "What stands at that edge cannot be learnt.",
                "Pad the end by %d, choose another stride, or cut the input on both sides."
                    .formatted(placement.strides().get(axis) - missed),
                Optional.empty()));
      }
    }
    return Optional.empty();
  }
}
