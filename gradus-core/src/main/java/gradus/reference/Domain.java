package gradus.reference;

import gradus.op.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The nodes of one kind of number and their values so far; it grows while a graph is evaluated.
///
/// @param numbers the kind of number
/// @param values the values of the nodes
/// @param <E> one number
record Domain<E>(Numbers<E> numbers, Map<Node, Value<E>> values) {

  static <E> Domain<E> of(Numbers<E> numbers) {
    return new Domain<>(numbers, new LinkedHashMap<>());
  }

  /// The value of one input of a node.
  Value<E> input(Node node, int input) {
    Value<E> value = values.get(node.input(input));
    if (value == null) {
      throw new AssertionError("not evaluated: " + node.input(input));
    }
    return value;
  }

  /// A value for a node, from the number at each position.
  Value<E> tabulate(Node node, IntFunction<E> elementAt) {
    List<E> elements =
        IntStream.range(0, node.type().shape().elements()).mapToObj(elementAt).toList();
    return new Value<>(node.type(), elements);
  }

  E truth(boolean holds) {
    return numbers.of(holds ? 1L : 0L);
  }
}
