package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.many;

import gradus.op.Node;
import java.util.List;

/// Recurrent layers, written out step by step.
final class RecurrentOperators {

  static final List<Rule> TABLE =
      List.of(
          many("RNN", RecurrentOperators::rnn, 1, 7, 14, 22),
          many("GRU", RecurrentOperators::gru, 1, 3, 7, 14, 22),
          many("LSTM", RecurrentOperators::lstm, 1, 7, 14, 22));

  private RecurrentOperators() {}

  /// `f(x Wᵀ + h Rᵀ + biases)`.
  private static List<Node> rnn(Call call) {
    Recurrence.Cell cell =
        (gates, states) ->
            List.of(gates.apply(0, gates.input(0).plus(gates.state(0, states.getFirst()))));
    return new Recurrence(call, cell, 1, "Tanh").outputs(5);
  }

  /// Gates z (update), r (reset), h.
  private static List<Node> gru(Call call) {
    boolean linear = call.flag("linear_before_reset", false);
    Recurrence.Cell cell =
        (gates, states) -> {
          Node h = states.getFirst();
          Node z = gates.apply(0, gates.input(0).plus(gates.state(0, h)));
          Node r = gates.apply(0, gates.input(1).plus(gates.state(1, h)));
          Node past = linear ? r.times(gates.state(2, h)) : gates.state(2, r.times(h));
          Node fresh = gates.apply(1, gates.input(2).plus(past));
          return List.of(z.filled(1).minus(z).times(fresh).plus(z.times(h)));
        };
    return new Recurrence(call, cell, 3, "Sigmoid", "Tanh").outputs(5);
  }

  /// Gates i (input), o (output), f (forget), c (cell); peepholes in the order i, o, f.
  private static List<Node> lstm(Call call) {
    boolean coupled = call.flag("input_forget", false);
    Recurrence.Cell cell =
        (gates, states) -> {
          Node h = states.get(0);
          Node c = states.get(1);
          Node i = gates.apply(0, peeped(gates, 0, c, gates.input(0).plus(gates.state(0, h))));
          Node f =
              coupled
                  ? i.filled(1).minus(i)
                  : gates.apply(0, peeped(gates, 2, c, gates.input(2).plus(gates.state(2, h))));
          Node fresh = gates.apply(1, gates.input(3).plus(gates.state(3, h)));
          Node next = f.times(c).plus(i.times(fresh));
          Node o = gates.apply(0, peeped(gates, 1, next, gates.input(1).plus(gates.state(1, h))));
          return List.of(o.times(gates.bare(2, next)), next);
        };
    return new Recurrence(call, cell, 4, "Sigmoid", "Tanh", "Tanh").outputs(5, 6);
  }

  private static Node peeped(Recurrence.Gates gates, int gate, Node c, Node x) {
    return gates.peephole(gate).map(p -> x.plus(p.times(c))).orElse(x);
  }
}
