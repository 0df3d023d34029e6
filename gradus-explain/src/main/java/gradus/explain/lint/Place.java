package gradus.explain.lint;

import gradus.nn.layer.DropoutLayer;
import gradus.nn.layer.Flatten;
import gradus.nn.layer.Frozen;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Reshape;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.nn.model.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A network in its use: with the head and loss it is trained for, and what its units do, where
/// that is known.
///
/// @param network the network
/// @param head what its outputs mean
/// @param loss the name of the loss, `auto` for the head's own
/// @param activity what its units do on data
public record Place(
    Network network, Optional<Head> head, String loss, Optional<Activity> activity) {

  /// A network of which nothing else is known.
  public static Place of(Network network) {
    return new Place(network, Optional.empty(), "auto", Optional.empty());
  }

  /// The same use of another network; what units did is forgotten.
  Place with(Network other) {
    return new Place(other, head, loss, Optional.empty());
  }

  /// The steps; a frozen layer is seen as what it does.
  List<Step> steps() {
    return network.steps().stream()
        .map(
            step ->
                step.layer() instanceof Frozen(Layer inner)
                    ? new Step(step.name(), inner, step.from())
                    : step)
        .toList();
  }

  /// Whether a step keeps its parameters, normalises by what it knows and drops nothing.
  boolean isFrozen(Step step) {
    return network.steps().stream()
        .anyMatch(other -> other.name().equals(step.name()) && other.layer() instanceof Frozen);
  }

  /// The step that another reads, if it reads one step.
  Optional<Step> before(Step step) {
    return step.from().size() == 1 ? named(step.from().getFirst()) : Optional.empty();
  }

  /// The last step before another that does more than what is passed over.
  Optional<Step> before(Step step, Predicate<Layer> passed) {
    Optional<Step> before = before(step);
    while (before.isPresent() && passed.test(before.get().layer())) {
      before = before(before.get());
    }
    return before;
  }

  Optional<Step> named(String name) {
    return steps().stream().filter(step -> step.name().equals(name)).findFirst();
  }

  /// The steps that read another.
  List<Step> readers(Step step) {
    return readers(step.name());
  }

  /// The steps that read a step or input of a name.
  List<Step> readers(String name) {
    return steps().stream().filter(other -> other.from().contains(name)).toList();
  }

  /// The steps whose values are the outputs.
  List<Step> last() {
    return network.outputs().stream().flatMap(name -> named(name).stream()).toList();
  }

  /// The names of the steps that no output depends on.
  List<String> unread() {
    Set<String> read = new LinkedHashSet<>(network.outputs());
    for (Step step : network.steps().reversed()) {
      if (read.contains(step.name())) {
        read.addAll(step.from());
      }
    }
    return network.steps().stream().map(Step::name).filter(name -> !read.contains(name)).toList();
  }

  /// Whether a layer only moves elements or drops some in training.
  static boolean movesOnly(Layer layer) {
    return layer instanceof Flatten || layer instanceof Reshape || layer instanceof DropoutLayer;
  }
}
