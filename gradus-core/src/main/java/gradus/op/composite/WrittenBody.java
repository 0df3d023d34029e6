package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.formula.Substitution;
import gradus.op.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A function's body as one formula: the formulas of its operations put into each other.
///
/// @param formals the formal inputs as the formula sees them
/// @param taken the names of bound variables so far
record WrittenBody(Map<Node, Indexed> formals, Set<String> taken) {

  /// How many operations a formula may hold, counted each time they are written.
  private static final long LONGEST = 200;

  static WrittenBody of(Map<Node, Indexed> formals, List<Formula> index) {
    WrittenBody body = new WrittenBody(formals, new LinkedHashSet<>());
    index.forEach(term -> body.taken.addAll(Substitution.variables(term)));
    return body;
  }

  /// Whether the body is short enough to be read, shared nodes counted as often as they are used.
  static boolean isShort(Node result) {
    Map<Node, Long> lengths = new LinkedHashMap<>();
    for (Node node : Node.inputsFirst(List.of(result))) {
      long length = 1;
      for (Node input : node.inputs()) {
        length += lengths.getOrDefault(input, 1L);
      }
      lengths.put(node, Math.min(length, LONGEST + 1));
    }
    return lengths.getOrDefault(result, 1L) <= LONGEST;
  }

  /// The element of a node of the body at an index.
  Formula at(Node node, List<Formula> index) {
    Indexed formal = formals.get(node);
    if (formal != null) {
      return formal.at(index);
    }
    List<Indexed> below = new ArrayList<>();
    for (Node input : node.inputs()) {
      below.add(placeholder(input, below.size()));
    }
    Map<String, Formula> actual = new LinkedHashMap<>();
    List<Formula> open = new ArrayList<>();
    for (Formula term : index) {
      Formula.Var place = Formula.var("#" + open.size());
      actual.put(place.name(), term);
      open.add(place);
    }
    return new Substitution(
            name -> actual.getOrDefault(name, Formula.var(name)),
            entry -> filled(node, entry),
            taken)
        .in(node.op().formula(below, open));
  }

  private Indexed placeholder(Node input, int position) {
    Indexed formal = formals.get(input);
    List<Formula> sizes =
        input.type().shape().sizes().stream().map(n -> Formula.number(n.longValue())).toList();
    return new Indexed(
        sizes,
        index -> new Formula.Entry("#" + position, index),
        formal != null && formal.zeroOutside());
  }

  private Formula filled(Node node, Formula entry) {
    return entry instanceof Formula.Entry(String tensor, List<Formula> index)
            && tensor.startsWith("#")
        ? at(node.input(Integer.parseInt(tensor.substring(1))), index)
        : entry;
  }
}
