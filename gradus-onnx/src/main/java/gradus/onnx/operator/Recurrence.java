package gradus.onnx.operator;

import gradus.op.Layout;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// What RNN, GRU and LSTM share: directions, lengths of sequences, layouts, and the steps, which
/// are written out one after the other.
final class Recurrence {

  private final Call call;
  private final Cell cell;
  private final int gates;
  private final int hidden;
  private final int directions;
  private final String direction;
  private final List<GateFunction> functions;
  private final int perDirection;
  private final boolean batchFirst;
  private final double clip;

  /// One step of a cell.
  interface Cell {
    /// The new states, the output first.
    List<Node> next(Gates gates, List<Node> states);
  }

  Recurrence(Call call, Cell cell, int gates, String... defaults) {
    this.call = call;
    this.cell = cell;
    this.gates = gates;
    this.direction = call.word("direction", "forward", "forward", "reverse", "bidirectional");
    this.directions = direction.equals("bidirectional") ? 2 : 1;
    this.hidden = call.in(2).type().shape().size(-1);
    this.batchFirst = call.whole("layout", 0) == 1;
    this.clip = call.real("clip", Double.POSITIVE_INFINITY);
    this.perDirection = defaults.length;
    this.functions = functions(defaults);
    call.ignore("output_sequence");
    if (call.whole("hidden_size", hidden) != hidden) {
      throw call.wrong(
          "attribute 'hidden_size'", "" + hidden, "another", "Give the size of the weights.");
    }
  }

  private List<GateFunction> functions(String... defaults) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < directions; i++) {
      names.addAll(List.of(defaults));
    }
    List<String> given = call.texts("activations").orElse(names);
    if (given.size() != names.size()) {
      throw call.wrong(
          "attribute 'activations'", names.size() + " functions", "" + given, "Name them all.");
    }
    List<Float> alphas = call.reals("activation_alpha").orElse(List.of());
    List<Float> betas = call.reals("activation_beta").orElse(List.of());
    // constants are used up in order, by those functions alone that take some
    Iterator<Float> nextAlpha = alphas.iterator();
    Iterator<Float> nextBeta = betas.iterator();
    return given.stream()
        .map(
            name ->
                new GateFunction(
                    name,
                    next(GateFunction.takesAlpha(name), nextAlpha),
                    next(GateFunction.takesBeta(name), nextBeta)))
        .toList();
  }

  private static Optional<Double> next(boolean takes, Iterator<Float> constants) {
    return takes && constants.hasNext() ? Optional.of((double) constants.next()) : Optional.empty();
  }

  /// What a cell sees of one direction and one step.
  final class Gates {
    private final Node fromInput;
    private final Node recurrent;
    private final Optional<Node> bias;
    private final int first;

    Gates(Node fromInput, Node recurrent, Optional<Node> bias, int first) {
      this.fromInput = fromInput;
      this.recurrent = recurrent;
      this.bias = bias;
      this.first = first;
    }

    /// The part of a gate that comes from the input, with its bias.
    Node input(int gate) {
      return fromInput.slice(1, gate * hidden, (gate + 1) * hidden);
    }

    /// The part that comes from a state, with its bias.
    Node state(int gate, Node h) {
      Node product = h.matmul(recurrent.slice(0, gate * hidden, (gate + 1) * hidden), false, true);
      return bias.map(b -> product.plus(b.slice(0, gate * hidden, (gate + 1) * hidden)))
          .orElse(product);
    }

    /// One of the cell's functions, of an argument that is cut to ±clip.
    Node apply(int function, Node x) {
      Node cut = Double.isInfinite(clip) ? x : x.clip(-clip, clip);
      return functions.get(first + function).of(call, cut);
    }

    /// One of the cell's functions, of an argument as it is.
    Node bare(int function, Node x) {
      return functions.get(first + function).of(call, x);
    }

    /// Whether there are peephole weights, and those of a gate.
    Optional<Node> peephole(int gate) {
      return call.optional(7)
          .map(p -> part(p, first / perDirection).slice(0, gate * hidden, (gate + 1) * hidden));
    }
  }

  private static Node part(Node x, int index) {
    Shape shape = x.type().shape();
    return x.slice(0, index, index + 1).reshape(shape.slice(1, shape.rank()));
  }

  /// The outputs: all steps, then the last of each state.
  ///
  /// @param initial which inputs hold the first values of the states
  List<Node> outputs(int... initial) {
    Node x = call.x();
    x = batchFirst ? x.permute(List.of(1, 0, 2)) : x;
    List<Node> sequences = new ArrayList<>();
    List<List<Node>> last = new ArrayList<>();
    for (int i = 0; i < initial.length; i++) {
      last.add(new ArrayList<>());
    }
    for (int d = 0; d < directions; d++) {
      boolean backwards = direction.equals("reverse") || d == 1;
      List<Node> states = new ArrayList<>();
      for (int index : initial) {
        states.add(first(x, index, d));
      }
      sequences.add(run(x, d, backwards, states));
      for (int i = 0; i < initial.length; i++) {
        last.get(i).add(states.get(i));
      }
    }
    List<Node> outputs = new ArrayList<>();
    outputs.add(joined(sequences, batchFirst ? List.of(2, 0, 1, 3) : List.of(0, 1, 2, 3)));
    for (List<Node> states : last) {
      Node all = stacked(states, 0);
      outputs.add(batchFirst ? all.permute(List.of(1, 0, 2)) : all);
    }
    return outputs;
  }

  private Node first(Node x, int index, int d) {
    int batch = x.type().shape().size(1);
    if (!call.has(index)) {
      return Node.constant(0, x.type().with(Shape.of(batch, hidden)));
    }
    Node all = batchFirst ? call.in(index).permute(List.of(1, 0, 2)) : call.in(index);
    return part(all, d);
  }

  private static Node stacked(List<Node> parts, int axis) {
    List<Node> thick = new ArrayList<>();
    for (Node part : parts) {
      thick.add(part.reshape(part.type().shape().insert(axis, 1)));
    }
    return Layout.concat(axis, thick);
  }

  /// Sequences `[time, batch, hidden]` as `[time, directions, batch, hidden]`, in the order asked.
  private static Node joined(List<Node> sequences, List<Integer> order) {
    return stacked(sequences, 1).permute(order);
  }

  private Node run(Node x, int d, boolean backwards, List<Node> states) {
    Shape shape = x.type().shape();
    int time = shape.size(0);
    int batch = shape.size(1);
    Optional<Node> biases = call.optional(3).map(b -> part(b, d));
    int width = gates * hidden;
    Node flat = x.reshape(Shape.of(time * batch, shape.size(2)));
    Node product = flat.matmul(part(call.in(1), d), false, true);
    Node fromInput = biases.map(b -> product.plus(b.slice(0, 0, width))).orElse(product);
    Optional<Node> bias = biases.map(b -> b.slice(0, width, 2 * width));
    Node recurrent = part(call.in(2), d);
    List<Node> steps = new ArrayList<>(Collections.nCopies(time, states.getFirst()));
    for (int i = 0; i < time; i++) {
      int t = backwards ? time - 1 - i : i;
      Node now = fromInput.slice(0, t * batch, (t + 1) * batch);
      List<Node> next =
          cell.next(new Gates(now, recurrent, bias, d * perDirection), List.copyOf(states));
      Optional<Node> runs = call.optional(4).map(lengths -> runs(lengths, t));
      for (int s = 0; s < states.size(); s++) {
        Node fresh = next.get(s);
        Node old = states.get(s);
        states.set(s, runs.map(it -> choose(it, fresh, old)).orElse(fresh));
      }
      Node zero = states.getFirst().filled(0);
      steps.set(t, runs.map(it -> choose(it, next.getFirst(), zero)).orElse(next.getFirst()));
    }
    return time == 0 ? x.slice(2, 0, 0) : stacked(steps, 0);
  }

  /// Which sequences are longer than `t`.
  private static Node runs(Node lengths, int t) {
    Node wide = lengths.as(DType.I64);
    return wide.greater(wide.filled(t)).reshape(Shape.of(wide.type().shape().elements(), 1));
  }

  private static Node choose(Node runs, Node x, Node y) {
    return runs.broadcastTo(x.type().shape()).choose(x, y);
  }
}
