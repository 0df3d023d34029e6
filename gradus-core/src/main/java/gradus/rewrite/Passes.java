package gradus.rewrite;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The passes that make a graph ready to be planned.
public final class Passes {

  // every law makes a graph smaller or moves a broadcast down, so this is never reached
  private static final int ROUNDS = 100;

  private Passes() {}

  /// Applies laws to every node until none applies any more.
  public static Pass laws(String name, List<Rule> rules) {
    return laws(name, rules, _ -> {});
  }

  private static Pass laws(String name, List<Rule> rules, Consumer<Applied> told) {
    return new Pass(name, graph -> untilStill(graph, rules, told));
  }

  /// Lowers, simplifies by exact laws and shares, so that every bit of a result is kept but for
  /// what {@link Lowering} defines.
  ///
  /// @param kept composites and reductions that have a kernel of their own
  public static Graph prepare(Graph graph, Predicate<Node> kept) {
    return prepare(graph, kept, _ -> {});
  }

  /// The same, and tells of every law that it uses.
  ///
  /// @param kept composites and reductions that have a kernel of their own
  /// @param told hears of each use, in order
  public static Graph prepare(Graph graph, Predicate<Node> kept, Consumer<Applied> told) {
    List<Rule> exact = new ArrayList<>(Identities.rules());
    exact.addAll(Moves.rules());
    List<Pass> passes =
        List.of(Lowering.keeping(kept, told), laws("exact laws", exact, told), Sharing.pass(told));
    Graph current = graph;
    for (Pass pass : passes) {
      current = pass.apply(current);
    }
    return current;
  }

  private static Graph untilStill(Graph graph, List<Rule> rules, Consumer<Applied> told) {
    Graph current = graph;
    for (int round = 0; round < ROUNDS; round++) {
      Graph next = Rebuild.with(current, node -> change(node, rules, told));
      if (next == current) {
        return current;
      }
      current = next;
    }
    throw new GraphException(
        "rewrite: expected the laws %s to come to rest, found changes after %d rounds. Remove a law that undoes another."
            .formatted(rules.stream().map(Rule::name).toList(), ROUNDS));
  }

  private static Node change(Node node, List<Rule> rules, Consumer<Applied> told) {
    for (Rule rule : rules) {
      Optional<Node> changed = rule.change().apply(node);
      if (changed.isPresent()) {
        told.accept(new Applied(rule.name(), rule.exactness(), node, changed.get()));
        return changed.get();
      }
    }
    return node;
  }
}
