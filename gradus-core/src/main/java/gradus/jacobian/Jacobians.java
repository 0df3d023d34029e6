package gradus.jacobian;

import gradus.op.Node;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.reference.Numbers;
import gradus.reference.Value;
import gradus.tensor.GraphException;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The Jacobian of one node by another, at given values.
///
/// Each operation on the way gives its structure, and the products and sums of these are
/// simplified. Where an operation's structure is not known, its matrix alone is found column by
/// column or row by row and is {@link Dense}.
public final class Jacobians {

  private Jacobians() {}

  /// The Jacobian in double.
  ///
  /// @param output the node that is differentiated
  /// @param input the node by which it is
  /// @param feeds the values of inputs, parameters and states
  public static Jacobian<Double> of(Node output, Node input, Map<Node, Tensor> feeds) {
    return of(Judge.inDouble(), output, input, feeds);
  }

  /// The Jacobian in exact fractions, for graphs of arithmetic and comparisons.
  ///
  /// @param output the node that is differentiated
  /// @param input the node by which it is
  /// @param feeds the values of inputs, parameters and states
  public static Jacobian<Fraction> exact(Node output, Node input, Map<Node, Tensor> feeds) {
    return of(Judge.exact(), output, input, feeds);
  }

  /// The Jacobian in the numbers of a judge.
  ///
  /// Throws {@link GraphException} where a node holds no floats.
  ///
  /// @param judge who evaluates
  /// @param output the node that is differentiated
  /// @param input the node by which it is
  /// @param feeds the values of inputs, parameters and states
  public static <T> Jacobian<T> of(
      Judge<T> judge, Node output, Node input, Map<Node, Tensor> feeds) {
    for (Node node : List.of(output, input)) {
      if (!node.type().dtype().isFloat()) {
        throw new GraphException(
            "jacobian(%s by %s): expected two nodes of floats, found %s. Cast it to f64 first."
                .formatted(output, input, node));
      }
    }
    List<Part<T>> parts = parts(judge.numbers(), output, input);
    List<Node> needs = parts.stream().flatMap(part -> part.recipe().needs().stream()).toList();
    List<Value<T>> values = judge.values(needs, feeds);
    return joined(judge.numbers(), new Ends(output, input), parts, values);
  }

  /// Between which two nodes.
  private record Ends(Node output, Node input) {}

  /// One input of one node on the way.
  private record Part<T>(Node node, int input, Recipe<T> recipe) {}

  private static <T> List<Part<T>> parts(Numbers<T> numbers, Node output, Node input) {
    Recipes<T> recipes = new Recipes<>(numbers);
    Map<Node, Boolean> depends = new LinkedHashMap<>(Map.of(input, true));
    List<Part<T>> parts = new ArrayList<>();
    for (Node node : Node.inputsFirst(List.of(output))) {
      if (node == input) {
        continue;
      }
      for (int i = 0; i < node.inputs().size(); i++) {
        if (depends.containsKey(node.input(i))) {
          depends.put(node, true);
          parts.add(new Part<>(node, i, recipes.of(node, i)));
        }
      }
    }
    return parts;
  }

  private static <T> Jacobian<T> joined(
      Numbers<T> numbers, Ends ends, List<Part<T>> parts, List<Value<T>> values) {
    int columns = ends.input().type().shape().elements();
    Map<Node, Jacobian<T>> known = new LinkedHashMap<>();
    known.put(ends.input(), new Identity<>(numbers, columns));
    int next = 0;
    for (Part<T> part : parts) {
      int end = next + part.recipe().needs().size();
      Jacobian<T> local = part.recipe().build().apply(values.subList(next, end));
      next = end;
      Jacobian<T> below = known.get(part.node().input(part.input()));
      if (below != null) {
        known.merge(part.node(), local.after(below), Jacobian::plus);
      }
    }
    Jacobian<T> found = known.get(ends.output());
    return found == null
        ? new Zero<>(numbers, ends.output().type().shape().elements(), columns)
        : found;
  }
}
