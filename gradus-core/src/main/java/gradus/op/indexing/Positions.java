package gradus.op.indexing;

import gradus.op.Node;
import gradus.op.elementwise.Cast;
import java.util.List;
import java.util.OptionalInt;

/// What an input may hold that is read as positions.
public final class Positions {

  private Positions() {}

  /// How many positions an input may name: 0 up to this number exclusive, the least of all look-ups
  /// that read it as positions, by way of casts or not; empty where none does.
  ///
  /// @param input the input
  /// @param outputs the graphs that read it
  public static OptionalInt limit(Node input, List<Node> outputs) {
    return Node.inputsFirst(outputs).stream()
        .filter(node -> node.op() instanceof Gather && uncast(node.input(1)).equals(uncast(input)))
        .mapToInt(node -> node.input(0).type().shape().size(((Gather) node.op()).axis()))
        .min();
  }

  private static Node uncast(Node node) {
    Node inner = node;
    while (inner.op() instanceof Cast) {
      inner = inner.input(0);
    }
    return inner;
  }
}
