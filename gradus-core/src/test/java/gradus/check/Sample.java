package gradus.check;

import gradus.op.Node;
import gradus.op.Op;
import gradus.op.source.Input;
import gradus.op.source.Source;
import gradus.random.Philox;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An operation and a point at which it is tried.
///
/// @param op the operation
/// @param inputs the values of its inputs
/// @param traits what can be expected there
public record Sample(Op op, List<Tensor> inputs, List<Trait> traits) {

  /// What a test may ask of a sample.
  public enum Trait {
    /// Every derivative exists around the point, to second order.
    SMOOTH,
    /// Linear in each input alone, up to a constant: its derivative is exact in fractions.
    LINEAR,
    /// The values are at the edge of what numbers can be: formulas in double need not agree.
    EDGE
  }

  /// A sample with smooth derivatives.
  public static Sample smooth(Op op, Tensor... inputs) {
    return new Sample(op, List.of(inputs), List.of(Trait.SMOOTH));
  }

  /// A sample of an operation that is linear in each input.
  public static Sample linear(Op op, Tensor... inputs) {
    return new Sample(op, List.of(inputs), List.of(Trait.SMOOTH, Trait.LINEAR));
  }

  /// A sample of values alone: of integers, or where derivatives do not exist.
  public static Sample valued(Op op, Tensor... inputs) {
    return new Sample(op, List.of(inputs), List.of());
  }

  /// A sample at the edge of the numbers.
  public static Sample edge(Op op, Tensor... inputs) {
    return new Sample(op, List.of(inputs), List.of(Trait.EDGE));
  }

  /// Whether a test may ask this.
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /// The operation over named inputs, `x0`, `x1`, …, with their values.
  public Use use() {
    Map<Node, Tensor> point = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (Tensor value : inputs) {
      Node node = Input.of("x" + nodes.size(), value.type());
      nodes.add(node);
      point.put(node, value);
    }
    Node node = Node.of(op, nodes);
    if (op instanceof Source && nodes.isEmpty()) {
      point.put(node, Tensor.full(node.type(), 0.5));
    }
    return new Use(node, point);
  }

  /// A node and the values of its sources.
  ///
  /// @param node the node
  /// @param point the values
  public record Use(Node node, Map<Node, Tensor> point) {

    /// The inputs in which can be differentiated.
    public List<Node> floats() {
      return node.inputs().stream().filter(input -> input.type().dtype().isFloat()).toList();
    }
  }

  /// Uniform f64 values.
  static Tensor uniform(double from, double to, int... sizes) {
    Shape shape = Shape.of(sizes);
    double[] values = new double[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = from + (to - from) * Philox.of(shape.hashCode()).uniformDouble(i);
    }
    return Tensor.of(shape, values);
  }

  /// Distinct f64 values around 0, at least 0.1 from 0 and from each other, in random order.
  static Tensor apart(int... sizes) {
    Shape shape = Shape.of(sizes);
    int[] order = Philox.of(shape.elements()).permutation(shape.elements());
    double[] values = new double[order.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (order[i] - order.length / 2 + 0.5) * 0.25;
    }
    return Tensor.of(shape, values);
  }

  /// Small integers as f64.
  static Tensor small(int... sizes) {
    Shape shape = Shape.of(sizes);
    double[] values = new double[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Philox.of(7).below(9, i) - 4;
    }
    return Tensor.of(shape, values);
  }

  /// f64 values as listed, one axis.
  static Tensor listed(double... values) {
    return Tensor.of(Shape.of(values.length), values);
  }

  /// i64 values as listed, one axis.
  static Tensor longs(long... values) {
    return Tensor.of(Shape.of(values.length), values);
  }

  /// Truth values as listed, one axis.
  static Tensor truths(boolean... values) {
    return Tensor.of(Shape.of(values.length), values);
  }

  static TensorType f64(int... sizes) {
    return new TensorType(DType.F64, Shape.of(sizes));
  }

  /// The operation and the types of its inputs.
  @Override
  public String toString() {
    return op
        + " of "
        + inputs.stream().map(Tensor::type).toList()
        + (traits.contains(Trait.EDGE) ? " at the edge" : "");
  }
}
