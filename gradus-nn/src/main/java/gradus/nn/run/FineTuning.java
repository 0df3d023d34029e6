package gradus.nn.run;

import gradus.nn.layer.Activated;
import gradus.nn.layer.Frozen;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Network;
import gradus.nn.model.Step;
import gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A trained model to be trained further: some layers may keep their parameters, and the last dense
/// layer may begin anew with as many outputs as the new data ask for.
///
/// @param network the layers
/// @param values the values to begin with; what is missing begins as the seed says
public record FineTuning(Network network, Map<String, Tensor> values) {

  public FineTuning {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// All layers frozen but those named.
  ///
  /// Throws {@link IllegalArgumentException} where there is no layer of a name.
  public FineTuning trainingOnly(List<String> names) {
    Set<String> known = network.steps().stream().map(Step::name).collect(Collectors.toSet());
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "--train-only %s: expected names of layers, found no \"%s\". Layers: %s."
                .formatted(
                    String.join(",", names),
                    name,
                    network.steps().stream().map(Step::name).collect(Collectors.joining(", "))));
      }
    }
    return new FineTuning(
        changed(
            network.steps(),
            step ->
                names.contains(step.name()) || step.layer() instanceof Frozen
                    ? step.layer()
                    : new Frozen(step.layer())),
        values);
  }

  /// The last dense layer made anew, with this many outputs; activations after it are left out.
  ///
  /// Throws {@link IllegalArgumentException} where anything else comes after it.
  public FineTuning withNewHead(int outputs) {
    int end = network.steps().size() - 1;
    while (end >= 0 && bare(network.steps().get(end)) instanceof Activated) {
      end--;
    }
    if (end < 0 || !(bare(network.steps().get(end)) instanceof Linear linear)) {
      throw new IllegalArgumentException(
          "--new-head: expected a dense layer at the end, but for activations, found %s. Write the network with another end."
              .formatted(end < 0 ? "none" : network.steps().get(end).layer().kind()));
    }
    Step head = network.steps().get(end);
    Map<String, Tensor> kept = new LinkedHashMap<>(values);
    kept.keySet().removeIf(name -> name.startsWith(head.name() + "."));
    Linear fresh = new Linear(outputs, linear.bias(), linear.initialiser());
    Network changed =
        changed(
            network.steps().subList(0, end + 1), step -> step.equals(head) ? fresh : step.layer());
    return new FineTuning(changed, kept);
  }

  private static Layer bare(Step step) {
    return step.layer() instanceof Frozen(Layer inner) ? inner : step.layer();
  }

  /// The values of all variables: those to begin with, else the first of a seed.
  Map<String, Tensor> all(long seed) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (Variable variable : network.instantiate(Binding.inference(1)).variables()) {
      Tensor value = values.get(variable.name());
      all.put(variable.name(), value == null ? variable.first(seed) : value);
    }
    return all;
  }

  private Network changed(List<Step> steps, Function<Step, Layer> layer) {
    Network changed = Network.of(network.inputs());
    for (Step step : steps) {
      changed = changed.then(step.name(), layer.apply(step), step.from());
    }
    return steps.size() < network.steps().size()
            || network.outputs().equals(List.of(network.last()))
        ? changed
        : changed.outputs(network.outputs());
  }
}
