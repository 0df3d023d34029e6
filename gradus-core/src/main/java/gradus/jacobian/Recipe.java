package gradus.jacobian;

import gradus.op.Node;
import gradus.reference.Value;
import java.util.List;
import java.util.function.Function;

/// How to make the Jacobian of one operation: from the values of some nodes.
///
/// @param needs the nodes whose values are wanted
/// @param build makes the Jacobian from these values
record Recipe<T>(List<Node> needs, Function<List<Value<T>>, Jacobian<T>> build) {

  /// A Jacobian that needs no values.
  static <T> Recipe<T> known(Jacobian<T> jacobian) {
    return new Recipe<>(List.of(), values -> jacobian);
  }

  /// A Jacobian from the value of one node.
  static <T> Recipe<T> from(Node node, Function<List<T>, Jacobian<T>> build) {
    return new Recipe<>(List.of(node), values -> build.apply(values.getFirst().elements()));
  }
}
