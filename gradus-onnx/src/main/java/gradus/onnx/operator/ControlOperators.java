package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.many;

import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.ValueInfo;
import gradus.op.Layout;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Branches and loops over graphs within a node.
///
/// A graph of Gradus has neither: the branch that a condition chooses is put in its place, and a
/// loop is written out step by step. Where a condition depends on inputs given by type alone, both
/// branches are made and chosen from, if they make the same types. Source: ONNX, Operators.md.
final class ControlOperators {

  static final List<Rule> TABLE =
      List.of(
          many("If", ControlOperators::branch, 1, 11, 13, 16, 19, 21, 23, 24, 25),
          many("Loop", ControlOperators::loop, 1, 11, 13, 16, 19, 21, 23, 24, 25),
          many("Scan", ScanLoop::of, 8, 9, 11, 16, 19, 21, 23, 24, 25));

  /// Steps of a loop, which are written out one by one.
  static final int MOST_STEPS = 16_384;

  private ControlOperators() {}

  private static List<Node> branch(Call call) {
    OnnxGraph then = call.graph("then_branch");
    OnnxGraph otherwise = call.graph("else_branch");
    Optional<Boolean> condition = call.values().of(call.x()).map(it -> truth(call, it));
    if (condition.isPresent()) {
      return call.made(condition.get() ? then : otherwise, List.of());
    }
    List<Node> yes = call.made(then, List.of());
    List<Node> no = call.made(otherwise, List.of());
    Node chosen = call.x().reshape(Shape.scalar());
    List<Node> outputs = new ArrayList<>();
    for (int i = 0; i < Math.min(yes.size(), no.size()); i++) {
      if (!yes.get(i).type().equals(no.get(i).type())) {
        throw call.lacking(
            "input 'cond'",
            "a condition that is known while the graph is built, or branches that make one type",
            "%s and %s".formatted(yes.get(i).type(), no.get(i).type()),
            "Bind the inputs by value.");
      }
      Node picks = chosen.broadcastTo(yes.get(i).type().shape());
      outputs.add(chosen(picks, yes.get(i), no.get(i)));
    }
    return outputs;
  }

  private static Node chosen(Node picks, Node yes, Node no) {
    return yes.type().dtype() == DType.BOOL
        ? picks.and(yes).or(picks.not().and(no))
        : picks.choose(yes, no);
  }

  private static boolean truth(Call call, Tensor condition) {
    if (condition.elements() != 1) {
      throw call.wrong("condition", "one truth value", "" + condition.type(), "Reduce it to one.");
    }
    return condition.longAt(0) != 0;
  }

  /// Without a trip count it runs while the condition holds; without a condition its body's is not
  /// looked at.
  private static List<Node> loop(Call call) {
    OnnxGraph body = call.graph("body");
    long trips = call.has(0) ? call.whole(0) : Long.MAX_VALUE;
    boolean holds = !call.has(1) || truth(call, call.value(1));
    List<Node> carried = new ArrayList<>();
    for (int i = 2; i < call.arity(); i++) {
      carried.add(call.in(i));
    }
    int states = carried.size();
    List<List<Node>> collected = new ArrayList<>();
    for (int i = 1 + states; i < body.outputs().size(); i++) {
      collected.add(new ArrayList<>());
    }
    for (long step = 0; step < trips && holds; step++) {
      requireFew(call, step);
      List<Node> given = new ArrayList<>();
      given.add(Node.constant(Tensor.of(Shape.scalar(), step)));
      given.add(Node.constant(Tensor.of(Shape.scalar(), true)));
      given.addAll(carried);
      List<Node> made = call.made(body, given);
      holds = !call.has(1) || truth(call, condition(call, made.getFirst()));
      carried = made.subList(1, 1 + states);
      for (int i = 0; i < collected.size(); i++) {
        collected.get(i).add(made.get(1 + states + i));
      }
    }
    List<Node> outputs = new ArrayList<>(carried);
    for (int i = 0; i < collected.size(); i++) {
      outputs.add(stacked(call, collected.get(i), 0, body.outputs().get(1 + states + i)));
    }
    return outputs;
  }

  private static Tensor condition(Call call, Node node) {
    return call.values()
        .of(node)
        .orElseThrow(
            () ->
                call.lacking(
                    "the condition of the body",
                    "a value that is known while the graph is built",
                    "one that depends on inputs given by type alone",
                    "Bind these inputs by value."));
  }

  static void requireFew(Call call, long steps) {
    if (steps >= MOST_STEPS) {
      throw call.lacking(
          "the body", "at most %d steps".formatted(MOST_STEPS), "more", "Loop less often.");
    }
  }

  /// What each step made, along a new axis; of no steps an empty tensor of the type that the body
  /// says.
  static Node stacked(Call call, List<Node> parts, int axis, ValueInfo told) {
    if (!parts.isEmpty()) {
      int at = call.axis(axis, parts.getFirst().type().shape().rank() + 1);
      List<Node> thick = new ArrayList<>();
      for (Node part : parts) {
        thick.add(part.reshape(part.type().shape().insert(at, 1)));
      }
      return Layout.concat(at, thick);
    }
    List<Integer> sizes = new ArrayList<>();
    for (ValueInfo.Size size : told.sizes().orElse(List.of())) {
      sizes.add((int) Math.min(size.length().orElse(0), Integer.MAX_VALUE));
    }
    DType dtype = told.element().dtype().orElse(DType.F32);
    Shape shape = new Shape(sizes);
    return Node.constant(
        0, new TensorType(dtype, shape.insert(call.axis(axis, sizes.size() + 1), 0)));
  }
}
