package gradus.jacobian;

import gradus.autodiff.Gradients;
import gradus.autodiff.Tangents;
import gradus.op.Node;
import gradus.op.movement.Reshape;
import gradus.reference.Numbers;
import gradus.reference.Value;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Jacobian whose structure is not known: column by column forwards or row by row backwards,
/// whichever are fewer.
///
/// @param numbers the kind of number
record ByDirections<T>(Numbers<T> numbers) {

  Recipe<T> of(Node node, int input) {
    // a node of its own in this place, so that nothing else moves with it
    Node here = node.input(input);
    Node moving = Node.of(new Reshape(here.type().shape()), List.of(here));
    List<Node> inputs = new ArrayList<>(node.inputs());
    inputs.set(input, moving);
    Node moved = node.over(inputs);
    int rows = node.type().shape().elements();
    int columns = here.type().shape().elements();
    return columns <= rows ? columns(moved, moving) : rows(moved, moving);
  }

  private Recipe<T> columns(Node y, Node x) {
    List<Node> needs = new ArrayList<>();
    for (int j = 0; j < x.type().shape().elements(); j++) {
      needs.add(Tangents.of(y, Map.of(x, unit(x, j))));
    }
    int rows = y.type().shape().elements();
    return new Recipe<>(needs, values -> Dense.ofColumns(numbers, rows, elements(values)));
  }

  private Recipe<T> rows(Node y, Node x) {
    List<Node> needs = new ArrayList<>();
    for (int i = 0; i < y.type().shape().elements(); i++) {
      needs.add(Gradients.pullBack(y, unit(y, i), List.of(x)).of(List.of(x)).getFirst());
    }
    int columns = x.type().shape().elements();
    return new Recipe<>(needs, values -> Dense.ofRows(numbers, elements(values), columns));
  }

  private static Node unit(Node like, int at) {
    double[] unit = new double[like.type().shape().elements()];
    unit[at] = 1;
    return Node.constant(Tensor.of(like.type().shape(), unit)).as(like.type().dtype());
  }

  private static <E> List<List<E>> elements(List<Value<E>> values) {
    return values.stream().map(Value::elements).toList();
  }
}
