package gradus.explain.derive;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.formula.Substitution;
import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.composite.Dropout;
import gradus.op.composite.Function;
import gradus.op.source.Constant;
import gradus.op.source.Draw;
import gradus.op.source.Input;
import gradus.rewrite.Identities;
import gradus.rewrite.Moves;
import gradus.rewrite.Passes;
import gradus.rewrite.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A graph over named nodes, written as one formula.
final class Drawn {

  private static final String BODY = "body";

  private Drawn() {}

  /// The indices of a tensor of a rank, as they are written.
  static List<Formula> index(int rank) {
    List<String> names =
        switch (rank) {
          case 0 -> List.of();
          case 1 -> List.of("i");
          case 2 -> List.of("n", "i");
          case 3 -> List.of("n", "c", "i");
          case 4 -> List.of("n", "c", "i", "j");
          default -> List.of("n", "c", "h", "i", "j").subList(0, Math.min(rank, 5));
        };
    List<Formula> index = new ArrayList<>();
    names.forEach(name -> index.add(Formula.var(name)));
    while (index.size() < rank) {
      index.add(Formula.var("i" + index.size()));
    }
    return index;
  }

  /// Fresh inputs of the types of a node's inputs.
  static List<Node> formals(Node node) {
    List<Node> formals = new ArrayList<>();
    for (Node input : node.inputs()) {
      formals.add(Input.of("x" + formals.size(), input.type()));
    }
    return formals;
  }

  /// The element of a graph over formal inputs; empty where it is too long or holds a table of
  /// constants.
  static Optional<Formula> written(Node result, List<Node> formals, List<Indexed> names) {
    List<Rule> laws = new ArrayList<>(Identities.rules());
    laws.addAll(Moves.rules());
    Node simple =
        Passes.laws("exact laws", laws)
            .apply(new Graph(Map.of("result", result), Map.of()))
            .outputs()
            .values()
            .iterator()
            .next();
    if (formals.contains(simple)) {
      return Optional.of(
          names.get(formals.indexOf(simple)).at(index(simple.type().shape().rank())));
    }
    boolean tables =
        Node.inputsFirst(List.of(simple)).stream()
            .anyMatch(
                node ->
                    node.op() instanceof Draw
                        || (node.op() instanceof Constant(var value) && value.elements() != 1));
    if (tables) {
      return Optional.empty();
    }
    Function body = new Function(BODY, formals, simple, Function.DERIVED_VJP, Function.DERIVED_JVP);
    Formula term = body.formula(names, index(simple.type().shape().rank()));
    boolean tooLong = term instanceof Formula.Entry(String tensor, var _) && tensor.equals(BODY);
    return tooLong ? Optional.empty() : Optional.of(Tidy.of(term));
  }

  /// The formula of a dropout with the name of its own draws, which is no other dropout's.
  static Formula drawn(Subject subject, Node node, Formula term) {
    if (!(node.op() instanceof Dropout)) {
      return term;
    }
    return new Substitution(
            Formula::var,
            entry ->
                entry instanceof Formula.Entry(String tensor, var at) && tensor.equals("Draw")
                    ? new Formula.Entry(drawName(subject, node), at)
                    : entry,
            new LinkedHashSet<>())
        .in(term);
  }

  /// Notes the draws of a dropout under the name that its formula has for them.
  static void draws(Subject subject, Node node, Map<String, Node> noted) {
    if (node.op() instanceof Dropout(double _, long stream)) {
      noted.put(drawName(subject, node), Draw.uniform(node.input(0).type(), stream, node.input(1)));
    }
  }

  private static String drawName(Subject subject, Node node) {
    return subject.nameOf(node) + ".draw";
  }
}
