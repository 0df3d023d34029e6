package gradus.explain.derive;

import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.graph.Graph;
import gradus.nn.rewrite.ParameterMap;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a rewritten network as formulas in those of the old one: new ones have a
/// prime.
public final class ParameterFormulas {

  private static final IndexNames NAMES =
      new IndexNames(entry -> entry.index().size() > 1, _ -> false);

  private ParameterFormulas() {}

  /// A line for each parameter that is not an old one, by its name; empty for a formula that nobody
  /// would read.
  public static Map<String, Optional<String>> of(ParameterMap map) {
    Map<String, Optional<String>> lines = new LinkedHashMap<>();
    map.nodes()
        .forEach(
            (name, node) -> {
              if (!isOld(node)) {
                lines.put(name, line(name, node));
              }
            });
    return lines;
  }

  private static boolean isOld(Node node) {
    return node.op() instanceof Parameter || node.op() instanceof State;
  }

  private static Optional<String> line(String name, Node node) {
    List<Node> formals = new ArrayList<>();
    List<Indexed> names = new ArrayList<>();
    Map<Node, Node> places = new LinkedHashMap<>();
    for (Node each : Node.inputsFirst(List.of(node))) {
      if (isOld(each)) {
        Node formal = Input.of(Graph.nameOf(each), each.type());
        formals.add(formal);
        names.add(Indexed.named(Graph.nameOf(each), each.type().shape()));
        places.put(each, formal);
      }
    }
    Node body = Node.substitute(List.of(node), places).getFirst();
    var shape = node.type().shape();
    Formula left = Indexed.named(name + "′", shape).at(Drawn.index(shape.rank()));
    return Drawn.written(body, formals, names)
        .map(term -> NAMES.in(Line.of("", left, Ranged.of(term, shape), shape)))
        .map(
            line ->
                "%s = %s"
                    .formatted(
                        FormulaText.of(line.left()), FormulaText.of(line.right().orElseThrow())))
        .filter(text -> text.length() <= Gradient.LONGEST);
  }
}
