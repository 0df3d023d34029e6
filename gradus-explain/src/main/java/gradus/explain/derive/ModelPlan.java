package gradus.explain.derive;

import gradus.autodiff.Gradients;
import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import gradus.graph.Graph;
import gradus.nn.model.Network;
import gradus.op.Node;
import gradus.rewrite.Applied;
import gradus.rewrite.Rule.Exactness;
import gradus.runtime.plan.PlanRewrites;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the engine's own plan does to a network's loss and gradient before it runs them: each law
/// that it uses, how often, on what, and what is proved of it; and what it fuses.
public final class ModelPlan {

  private ModelPlan() {}

  /// As text.
  ///
  /// @param network the network
  /// @param loss its loss
  /// @param batch examples at once
  public static List<String> lines(Network network, LossChoice loss, int batch) {
    Subject subject = Subject.of(network, loss, batch);
    List<Node> parameters = subject.instance().parameters();
    Map<String, Node> outputs = new LinkedHashMap<>(Map.of("L", subject.loss()));
    List<Node> gradients = Gradients.of(subject.loss(), parameters);
    for (int i = 0; i < gradients.size(); i++) {
      outputs.put(subject.deltaName(parameters.get(i)), gradients.get(i));
    }
    Graph graph = new Graph(outputs, Map.of());
    PlanRewrites plan = PlanRewrites.of(graph);
    List<String> lines = new ArrayList<>();
    lines.add(
        "What the engine's plan does to the loss and its gradients, %d nodes, before it runs them"
            .formatted(graph.nodes().size()));
    lines.add("");
    grouped(plan.laws()).values().parallelStream()
        .map(ModelPlan::law)
        .toList()
        .forEach(lines::addAll);
    lines.addAll(fused(plan.fused()));
    return lines;
  }

  /// The uses of each law; a lowering counts for its operation.
  private static Map<String, List<Applied>> grouped(List<Applied> laws) {
    Map<String, List<Applied>> groups = new LinkedHashMap<>();
    for (Applied use : laws) {
      String name =
          use.law().equals("lowering")
              ? "lowering of " + Words.spaced(use.before().op().name())
              : use.law();
      groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(use);
    }
    return groups;
  }

  private static List<String> law(List<Applied> uses) {
    Applied first =
        uses.stream()
            .min(java.util.Comparator.comparingInt(use -> use.before().type().shape().elements()))
            .orElseThrow();
    boolean lowering = first.law().equals("lowering");
    String name = lowering ? Words.spaced(first.before().op().name()) : first.law();
    String times = uses.size() == 1 ? "once" : uses.size() + " times";
    List<String> lines = new ArrayList<>();
    lines.add("%-24s %s%s".formatted(name, times, lowering ? ", by its stable form" : ""));
    AppliedForm form = AppliedForm.of(first);
    form.sides()
        .filter(sides -> !sides.before().equals(sides.after()))
        .ifPresent(
            sides ->
                lines.add(
                    "%-24s %s  →  %s"
                        .formatted(
                            "", FormulaText.of(sides.before()), FormulaText.of(sides.after()))));
    if (form.sides().map(sides -> sides.before().equals(sides.after())).orElse(true) && !lowering) {
      lines.add("%-24s %s".formatted("", PlanLaws.words(first.law())));
    }
    lines.add(
        "%-24s %s; %s"
            .formatted(
                "",
                first.exactness() == Exactness.EXACT
                    ? "keeps every bit"
                    : "keeps the real number, rounds elsewhere",
                form.proof()));
    return lines;
  }

  private static List<String> fused(List<List<Node>> fused) {
    List<String> lines = new ArrayList<>();
    if (!fused.isEmpty()) {
      int operations = fused.stream().mapToInt(List::size).sum();
      lines.add("");
      lines.add(
          "fusion                   %d elementwise operations run as %d loops, in the order of the graph; keeps every bit"
              .formatted(operations, fused.size()));
      fused.stream()
          .map(
              chain ->
                  chain.stream()
                      .map(node -> Words.spaced(node.op().name()))
                      .collect(Collectors.joining(" → ")))
          .collect(Collectors.groupingBy(it -> it, LinkedHashMap::new, Collectors.counting()))
          .forEach((chain, count) -> lines.add("%24s %s".formatted(count + " ×", chain)));
    }
    return lines;
  }

  /// Both sides of a law, element by element.
  record Sides(Formula before, Formula after) {}
}
