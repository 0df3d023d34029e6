package gradus.reference;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Evaluates any graph with nested loops, and never gets faster.
///
/// Float nodes, f32 and f64 alike, are evaluated in one kind of number, so rounding to f32 is
/// ignored, in casts too; what is fed to an f32 input may be f64. Integers are exact: i32 and i64
/// wrap as in Java. Draws are those that every implementation makes: element `i` of a draw with key
/// `k` and stream `s` is `Philox.of(k).stream(s)` at `i`, by `uniform` for f32 and `uniformDouble`
/// for f64, by `normal` (rounded to f32 for f32) for both. Composites run their lowering.
///
/// Throws {@link gradus.tensor.GraphException} where a source is not fed, or where the numbers lack
/// a function.
///
/// @param numbers the kind of number
/// @param isByDefinition whether composites run their definition instead of their lowering
/// @param <T> one number
public record Judge<T>(Numbers<T> numbers, boolean isByDefinition) {

  /// What a graph makes in one run.
  ///
  /// @param outputs the outputs by name, in the graph's order
  /// @param states for each updated parameter or state, its new value
  public record Outcome(Map<String, Tensor> outputs, Map<Node, Tensor> states) {}

  /// The judge proper: IEEE 754 binary64 with `StrictMath`.
  public static Judge<Double> inDouble() {
    return new Judge<>(new DoubleNumbers(), false);
  }

  /// A judge without rounding, for graphs of arithmetic and comparisons.
  public static Judge<Fraction> exact() {
    return new Judge<>(new FractionNumbers(), false);
  }

  /// A judge in decimals of a stated precision, in which nothing overflows.
  public static Judge<Decimal> inDecimal(int digits) {
    return new Judge<>(new DecimalNumbers(digits), false);
  }

  /// The same judge, running the definitions of composites.
  public Judge<T> byDefinition() {
    return new Judge<>(numbers, true);
  }

  /// The value of a node, rounded to f64 if it is a float.
  ///
  /// @param output what is wanted
  /// @param feeds the values of inputs, parameters and states
  public Tensor evaluate(Node output, Map<Node, Tensor> feeds) {
    return evaluate(List.of(output), feeds).getFirst();
  }

  /// The values of several nodes, evaluated together.
  ///
  /// @param outputs what is wanted
  /// @param feeds the values of inputs, parameters and states
  public List<Tensor> evaluate(List<Node> outputs, Map<Node, Tensor> feeds) {
    Evaluation<T> evaluation = Evaluation.of(numbers, feeds, isByDefinition);
    evaluation.run(outputs);
    return outputs.stream().map(node -> tensor(evaluation.domain(node), node)).toList();
  }

  /// Runs a graph once: every state is read before any is replaced.
  ///
  /// @param graph what is run
  /// @param feeds the values of inputs, parameters and states
  public Outcome run(Graph graph, Map<Node, Tensor> feeds) {
    List<Node> wanted = new ArrayList<>(graph.outputs().values());
    wanted.addAll(graph.updates().values());
    List<Tensor> values = evaluate(wanted, feeds);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    Map<Node, Tensor> states = new LinkedHashMap<>();
    int next = 0;
    for (String name : graph.outputs().keySet()) {
      outputs.put(name, values.get(next++));
    }
    for (Node state : graph.updates().keySet()) {
      states.put(state, values.get(next++));
    }
    return new Outcome(outputs, states);
  }

  /// The value of a node, unrounded.
  ///
  /// @param output what is wanted
  /// @param feeds the values of inputs, parameters and states
  public Value<T> value(Node output, Map<Node, Tensor> feeds) {
    return values(List.of(output), feeds).getFirst();
  }

  /// The values of several nodes, evaluated together, unrounded.
  ///
  /// @param outputs what is wanted
  /// @param feeds the values of inputs, parameters and states
  public List<Value<T>> values(List<Node> outputs, Map<Node, Tensor> feeds) {
    Evaluation<T> evaluation = Evaluation.of(numbers, feeds, isByDefinition);
    evaluation.run(outputs);
    return outputs.stream().map(output -> unrounded(evaluation, output)).toList();
  }

  private Value<T> unrounded(Evaluation<T> evaluation, Node output) {
    Value<T> real = evaluation.reals().values().get(output);
    if (real != null) {
      return real;
    }
    Tensor whole = tensor(evaluation.wholes(), output);
    List<T> elements = new ArrayList<>();
    for (long element : whole.toLongs()) {
      elements.add(numbers.of(element));
    }
    return new Value<>(output.type(), elements);
  }

  private static <E> Tensor tensor(Domain<E> domain, Node node) {
    Value<E> value = domain.values().get(node);
    if (value == null) {
      throw new AssertionError("not evaluated: " + node);
    }
    if (node.type().dtype().isFloat()) {
      double[] doubles =
          value.elements().stream().mapToDouble(domain.numbers()::toDouble).toArray();
      return Tensor.of(node.type().with(DType.F64), doubles);
    }
    long[] longs = value.elements().stream().mapToLong(domain.numbers()::toLong).toArray();
    return Tensor.of(node.type().shape(), longs).as(node.type().dtype());
  }
}
