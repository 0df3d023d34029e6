package gradus.explain.lint;

import gradus.nn.layer.Frozen;
import gradus.nn.layer.Layer;
import gradus.nn.model.Binding;
import gradus.nn.model.Network;
import gradus.nn.model.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Networks with one step changed.
///
/// Steps that had the name their kind gives them are numbered anew.
@SuppressWarnings("ReferenceEquality")
final class Edit {

  private Edit() {}

  /// Without a step; what read it reads what it read.
  static Network without(Network network, String name) {
    return rebuilt(network, step -> step.name().equals(name) ? List.of() : List.of(step.layer()));
  }

  /// Without steps that nothing else reads.
  static Network without(Network network, List<String> names) {
    return rebuilt(
        network, step -> names.contains(step.name()) ? List.of() : List.of(step.layer()));
  }

  /// With another layer in a step.
  static Network replaced(Network network, String name, Layer layer) {
    return rebuilt(
        network,
        step ->
            List.of(
                !step.name().equals(name)
                    ? step.layer()
                    : step.layer() instanceof Frozen ? new Frozen(layer) : layer));
  }

  /// With a step's layer changed; empty where it cannot be, or where what follows no longer fits.
  static Optional<Network> tried(
      Network network, String name, Function<Layer, Optional<Layer>> change) {
    Layer layer =
        network.steps().stream()
            .filter(step -> step.name().equals(name))
            .map(step -> step.layer() instanceof Frozen(Layer inner) ? inner : step.layer())
            .findFirst()
            .orElseThrow();
    try {
      Optional<Network> changed = change.apply(layer).map(it -> replaced(network, name, it));
      changed.ifPresent(it -> it.instantiate(Binding.inference(1)));
      return changed;
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // a reshape, or a join with another branch, asks for the old sizes
    }
  }

  /// With a frozen step trained.
  static Network thawed(Network network, String name, Layer inner) {
    return rebuilt(network, step -> List.of(step.name().equals(name) ? inner : step.layer()));
  }

  /// With a layer after a step.
  static Network after(Network network, String name, Layer layer) {
    return rebuilt(
        network,
        step -> step.name().equals(name) ? List.of(step.layer(), layer) : List.of(step.layer()));
  }

  private static Network rebuilt(Network network, Function<Step, List<Layer>> layers) {
    Network changed = Network.of(network.inputs());
    Map<String, String> names = new LinkedHashMap<>();
    for (Step step : network.steps()) {
      List<String> from =
          step.from().stream()
              .map(name -> Optional.ofNullable(names.get(name)).orElse(name))
              .toList();
      String last = from.isEmpty() ? "" : from.getFirst();
      List<String> read = from;
      for (Layer layer : layers.apply(step)) {
        boolean numbered = step.name().matches(step.layer().kind() + "[0-9]+");
        last =
            numbered || layer != layers.apply(step).getFirst()
                ? free(changed, layer.kind())
                : step.name();
        changed = changed.then(last, layer, read);
        read = List.of(last);
      }
      names.put(step.name(), last);
    }
    boolean plain = network.outputs().equals(List.of(network.last()));
    return plain
        ? changed
        : changed.outputs(
            network.outputs().stream()
                .map(name -> Optional.ofNullable(names.get(name)).orElse(name))
                .toList());
  }

  private static String free(Network network, String kind) {
    long same = network.steps().stream().filter(it -> it.layer().kind().equals(kind)).count() + 1;
    while (isTaken(network, kind + same)) {
      same++;
    }
    return kind + same;
  }

  private static boolean isTaken(Network network, String name) {
    return network.steps().stream().anyMatch(step -> step.name().equals(name))
        || network.inputs().stream().anyMatch(port -> port.name().equals(name));
  }
}
