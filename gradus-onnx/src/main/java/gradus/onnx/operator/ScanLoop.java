package gradus.onnx.operator;

import gradus.onnx.model.OnnxGraph;
import gradus.op.Layout;
import gradus.op.Node;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// `Scan`: a body that is run over the slices of some inputs, with states from step to step.
///
/// Version 8 has a first axis of batches, each scanned by itself, and perhaps a length for each.
final class ScanLoop {

  private final Call call;
  private final OnnxGraph body;
  private final int first;
  private final int scanned;
  private final int states;

  private ScanLoop(Call call) {
    this.call = call;
    this.body = call.graph("body");
    this.first = call.since(9) ? 0 : 1;
    this.scanned = call.whole("num_scan_inputs", 0);
    this.states = call.arity() - first - scanned;
    if (scanned < 1 || states < 0 || body.outputs().size() < states) {
      throw call.wrong(
          "attribute 'num_scan_inputs'",
          "1 to " + (call.arity() - first),
          "" + scanned,
          "Say how many inputs are scanned.");
    }
  }

  static List<Node> of(Call call) {
    ScanLoop loop = new ScanLoop(call);
    return call.since(9) ? loop.whole() : loop.batches();
  }

  private List<Integer> numbers(String name, int count) {
    List<Integer> list = call.sizes(name).orElse(Collections.nCopies(count, 0));
    if (list.size() != count) {
      throw call.wrong(
          "attribute '" + name + "'", count + " numbers", "" + list, "Give one for each.");
    }
    return list;
  }

  private List<Node> whole() {
    List<Node> initial = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      initial.add(call.in(i));
    }
    List<Node> over = new ArrayList<>();
    List<Integer> axes = numbers("scan_input_axes", scanned);
    for (int i = 0; i < scanned; i++) {
      Node x = call.in(states + i);
      over.add(moved(x, call.axis(axes.get(i), x.type().shape().rank())));
    }
    int outputs = body.outputs().size() - states;
    return run(
        initial,
        over,
        numbers("scan_input_directions", scanned),
        numbers("scan_output_axes", outputs),
        numbers("scan_output_directions", outputs),
        -1);
  }

  /// The tensor with an axis brought to the front.
  private static Node moved(Node x, int axis) {
    List<Integer> order = new ArrayList<>(x.type().shape().allAxes());
    Collections.rotate(order.subList(0, axis + 1), 1);
    return x.permute(order);
  }

  private List<Node> batches() {
    Optional<List<Long>> lengths = call.has(0) ? Optional.of(call.longs(0)) : Optional.empty();
    int batch = call.in(1).type().shape().size(0);
    int outputs = body.outputs().size();
    List<Integer> directions = numbers("directions", scanned);
    List<List<Node>> each = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      each.add(new ArrayList<>());
    }
    for (int b = 0; b < batch; b++) {
      List<Node> parts = new ArrayList<>();
      for (int i = 1; i < call.arity(); i++) {
        parts.add(part(call.in(i), b));
      }
      int length = lengths.isPresent() ? call.size("input 0", lengths.get().get(b)) : -1;
      List<Integer> zeros = Collections.nCopies(outputs - states, 0);
      List<Node> made =
          run(
              parts.subList(0, states),
              parts.subList(states, parts.size()),
              directions,
              zeros,
              zeros,
              length);
      for (int i = 0; i < outputs; i++) {
        each.get(i).add(made.get(i));
      }
    }
    List<Node> stacked = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      stacked.add(ControlOperators.stacked(call, each.get(i), 0, body.outputs().get(i)));
    }
    return stacked;
  }

  private static Node part(Node x, int index) {
    Shape shape = x.type().shape();
    return x.slice(0, index, index + 1).reshape(shape.slice(1, shape.rank()));
  }

  /// @param over what is scanned, along the first axis
  /// @param limit how many steps there are at the most, or −1; the outputs of other steps are zeros
  private List<Node> run(
      List<Node> initial,
      List<Node> over,
      List<Integer> directions,
      List<Integer> axes,
      List<Integer> outputDirections,
      int limit) {
    int length = over.getFirst().type().shape().size(0);
    if (over.stream().anyMatch(it -> it.type().shape().size(0) != length)) {
      throw call.wrong("inputs", "one length to scan", "several", "Slice them.");
    }
    int steps = limit < 0 ? length : Math.min(limit, length);
    ControlOperators.requireFew(call, steps);
    List<Node> carried = initial;
    List<List<Node>> collected = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      collected.add(new ArrayList<>());
    }
    for (int step = 0; step < steps; step++) {
      List<Node> given = new ArrayList<>(carried);
      for (int i = 0; i < over.size(); i++) {
        given.add(part(over.get(i), directions.get(i) == 0 ? step : steps - 1 - step));
      }
      List<Node> made = call.made(body, given);
      carried = made.subList(0, states);
      for (int i = 0; i < collected.size(); i++) {
        collected.get(i).add(made.get(states + i));
      }
    }
    List<Node> outputs = new ArrayList<>(carried);
    for (int i = 0; i < collected.size(); i++) {
      List<Node> parts =
          outputDirections.get(i) == 0 ? collected.get(i) : collected.get(i).reversed();
      Node whole =
          ControlOperators.stacked(call, parts, axes.get(i), body.outputs().get(states + i));
      outputs.add(steps == length ? whole : filled(whole, length - steps));
    }
    return outputs;
  }

  private static Node filled(Node x, int more) {
    Shape shape = x.type().shape();
    Node zeros = Node.constant(0, x.type().with(shape.with(0, more)));
    return Layout.concat(0, List.of(x, zeros));
  }
}
