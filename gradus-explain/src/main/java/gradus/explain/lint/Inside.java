package gradus.explain.lint;

import gradus.nn.layer.Layer;
import gradus.nn.layer.Parallel;
import gradus.nn.layer.Residual;
import gradus.nn.model.Binding;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The bodies, shortcuts and branches of layers made of layers, each looked at as a network of its
/// own.
///
/// A layer inside is named as its parameters are: `residual1.body.conv2`. Rules about the output of
/// a network are left out: what ends a branch is no output.
final class Inside {

  private static final List<Rule> RULES =
      List.of(
          new DoubledNonlinearity(),
          new MissingNonlinearity(),
          new BiasBeforeNorm(),
          new DropoutBeforeNorm(),
          new UnsuitedInitialiser(true));

  private Inside() {}

  /// Layers one after the other inside a layer.
  ///
  /// @param name what it is called there
  /// @param layers the layers
  /// @param with the outer layer with other layers in this place
  private record Chain(String name, List<Layer> layers, Function<List<Layer>, Layer> with) {}

  /// What is found inside the layers of a network.
  static List<Finding> findings(Place place) {
    List<Finding> findings = new ArrayList<>();
    for (Step step : place.steps()) {
      for (Chain chain : chains(step.layer())) {
        Place inner = place.with(network(place, step, chain));
        List<Finding> found = new ArrayList<>();
        RULES.forEach(rule -> found.addAll(rule.findings(inner)));
        found.addAll(findings(inner));
        found.forEach(each -> findings.add(outward(each, place, step, chain)));
      }
    }
    return findings;
  }

  private static List<Chain> chains(Layer layer) {
    List<Chain> chains = new ArrayList<>();
    if (layer instanceof Residual(List<Layer> body, List<Layer> shortcut)) {
      chains.add(new Chain("body", body, other -> new Residual(other, shortcut)));
      chains.add(new Chain("shortcut", shortcut, other -> new Residual(body, other)));
    }
    if (layer instanceof Parallel(List<List<Layer>> branches, Parallel.Join join)) {
      for (int i = 0; i < branches.size(); i++) {
        int which = i;
        chains.add(
            new Chain(
                "branch" + (i + 1),
                branches.get(i),
                other -> {
                  List<List<Layer>> changed = new ArrayList<>(branches);
                  changed.set(which, other);
                  return new Parallel(changed, join);
                }));
      }
    }
    return chains;
  }

  private static Network network(Place place, Step step, Chain chain) {
    String input = step.from().getFirst();
    Node read =
        Optional.ofNullable(place.network().instantiate(Binding.inference(1)).values().get(input))
            .orElseThrow();
    Shape shape = read.type().shape();
    Port port = new Port(input, shape.slice(1, shape.rank()), read.type().dtype());
    Network network = Network.of(List.of(port));
    String last = input;
    for (int i = 0; i < chain.layers().size(); i++) {
      Layer layer = chain.layers().get(i);
      String name = "%s.%s.%s%d".formatted(step.name(), chain.name(), layer.kind(), i + 1);
      network = network.then(name, layer, List.of(last));
      last = name;
    }
    return network;
  }

  /// The finding with the repair of the chain as one of the network around it.
  private static Finding outward(Finding found, Place place, Step step, Chain chain) {
    return new Finding(
        found.rule(),
        found.where(),
        found.what(),
        found.why(),
        found.cost(),
        found.repair(),
        found
            .repaired()
            .map(
                network ->
                    Edit.replaced(
                        place.network(),
                        step.name(),
                        chain.with().apply(network.steps().stream().map(Step::layer).toList()))));
  }
}
