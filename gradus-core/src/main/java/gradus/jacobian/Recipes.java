package gradus.jacobian;

import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.Op;
import gradus.op.composite.Activation;
import gradus.op.composite.ClassLoss;
import gradus.op.composite.Dropout;
import gradus.op.composite.Function;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Normalisation;
import gradus.op.composite.PointwiseLoss;
import gradus.op.composite.Softmax;
import gradus.op.contraction.MatMul;
import gradus.op.elementwise.Elementwise;
import gradus.op.indexing.ArgSort;
import gradus.op.indexing.Gather;
import gradus.op.indexing.GatherElements;
import gradus.op.indexing.OneHot;
import gradus.op.indexing.ScatterAdd;
import gradus.op.indexing.ScatterElements;
import gradus.op.movement.Movement;
import gradus.op.movement.Reshape;
import gradus.op.reduction.Reduction;
import gradus.op.source.Source;
import gradus.op.window.AveragePool;
import gradus.op.window.AveragePoolTranspose;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.ConvolutionWeight;
import gradus.op.window.MaxPool;
import gradus.op.window.MaxPoolIndices;
import gradus.reference.Numbers;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The structure of each operation's Jacobian by one of its inputs.
///
/// @param numbers the kind of number
record Recipes<T>(Numbers<T> numbers) {

  /// The recipe for one input of a node, taken as if the others stood still.
  Recipe<T> of(Node node, int input) {
    if (stops(node, input)) {
      return Recipe.known(new Zero<>(numbers, size(node), size(node.input(input))));
    }
    Op op = node.op();
    return switch (op) {
      case Source _, OneHot _, ArgSort _, MaxPoolIndices _ ->
          Recipe.known(new Zero<>(numbers, size(node), size(node.input(input))));
      case Elementwise _, Activation _, Dropout _, PointwiseLoss _ -> diagonal(node, input);
      case Reshape _ -> Recipe.known(new Identity<>(numbers, size(node)));
      case Movement _, Gather _, GatherElements _, MaxPool _ -> taken(node, input);
      case ScatterAdd _, ScatterElements _ -> put(node, input);
      case Reduction reduction -> reduced(node, input, reduction.axes());
      case Convolution _,
          ConvolutionTranspose _,
          ConvolutionWeight _,
          AveragePool _,
          AveragePoolTranspose _ ->
          new WindowRecipes<>(numbers).of(node, input).orElseGet(() -> unknown(node, input));
      case MatMul matMul -> new ProductRecipes<>(numbers).of(matMul, node, input);
      case Softmax softmax -> rows(node, softmax.axis(), node, SoftmaxJacobian::of);
      case LogSoftmax log -> rows(node, log.axis(), node.exp(), SoftmaxJacobian::ofLog);
      case ClassLoss loss -> reduced(node, input, List.of(loss.axis()));
      case Normalisation _, Function _ -> unknown(node, input);
    };
  }

  private static int size(Node node) {
    return node.type().shape().elements();
  }

  /// Whether the operation lets no derivative through to an input, or there is nothing to derive.
  private static boolean stops(Node node, int input) {
    boolean floats = node.type().dtype().isFloat() && node.input(input).type().dtype().isFloat();
    boolean empty = size(node) == 0 || size(node.input(input)) == 0;
    return !floats
        || empty
        || (!(node.op() instanceof Function)
            && node.op().vjp(node, node.filled(1)).get(input) instanceof Cotangent.Stops);
  }

  /// The tangent when one place of the inputs alone moves.
  private static Optional<Node> pushed(Node node, int input, Node tangent) {
    return node.op().jvp(node, input, tangent);
  }

  /// An operation element by element: the tangent of ones is its diagonal.
  private Recipe<T> diagonal(Node node, int input) {
    return pushed(node, input, node.input(input).filled(1))
        .map(slope -> Recipe.<T>from(slope, entries -> Diagonal.of(numbers, entries)))
        .orElseGet(() -> Recipe.known(new Zero<>(numbers, size(node), size(node))));
  }

  /// 1, 2, 3, … in the shape of a node.
  private static Node counted(Node like) {
    double[] count = new double[size(like)];
    for (int i = 0; i < count.length; i++) {
      count[i] = i + 1.0;
    }
    return Node.constant(Tensor.of(like.type().shape(), count)).as(like.type().dtype());
  }

  private List<Integer> places(List<T> numbered) {
    return numbered.stream().map(place -> (int) numbers.toLong(place) - 1).toList();
  }

  /// An operation that takes at most one element for each output: the tangent 1, 2, 3, … names it.
  private Recipe<T> taken(Node node, int input) {
    int columns = size(node.input(input));
    Node named = pushed(node, input, counted(node.input(input))).orElseThrow();
    return Recipe.from(named, names -> Selection.of(numbers, places(names), columns));
  }

  /// An operation that puts each element in one place: the cotangent 1, 2, 3, … names it.
  private Recipe<T> put(Node node, int input) {
    Node named = pulled(node, input, counted(node));
    return Recipe.from(
        named, names -> Selection.of(numbers, places(names), size(node)).transpose());
  }

  private static Node pulled(Node node, int input, Node cotangent) {
    Cotangent answer = node.op().vjp(node, cotangent).get(input);
    return switch (answer) {
      case Cotangent.Flows(Node gradient) -> gradient;
      case Cotangent.Stops(String reason) -> throw new AssertionError(reason);
    };
  }

  /// Each element counts for one output alone: its slope, then the sums along the axes.
  private Recipe<T> reduced(Node node, int input, List<Integer> axes) {
    Shape shape = node.input(input).type().shape();
    Shape kept = shape.reduce(axes, true);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < shape.elements(); i++) {
      int[] index = shape.index(i);
      axes.forEach(axis -> index[axis] = 0);
      places.add(kept.position(index));
    }
    Jacobian<T> sums = Selection.of(numbers, places, kept.elements()).transpose();
    return Recipe.from(
        pulled(node, input, node.filled(1)), slopes -> sums.after(Diagonal.of(numbers, slopes)));
  }

  /// How to make the Jacobian of one row.
  private interface Row<T> {
    Jacobian<T> of(Numbers<T> numbers, List<T> probabilities);
  }

  /// A block for each row along an axis; the axis is moved to the end and back.
  private Recipe<T> rows(Node node, int axis, Node probabilities, Row<T> row) {
    Shape shape = node.type().shape();
    List<Integer> order = new ArrayList<>(shape.allAxes());
    order.remove(Integer.valueOf(axis));
    order.add(axis);
    Node named = counted(node).permute(order);
    int classes = shape.size(axis);
    return new Recipe<>(
        List.of(named, probabilities.permute(order)),
        values -> {
          List<T> p = values.get(1).elements();
          List<Jacobian<T>> blocks = new ArrayList<>();
          for (int from = 0; from < p.size(); from += classes) {
            blocks.add(row.of(numbers, p.subList(from, from + classes)));
          }
          Jacobian<T> turn = Selection.of(numbers, places(values.getFirst().elements()), p.size());
          return turn.transpose().after(BlockDiagonal.of(numbers, blocks)).after(turn);
        });
  }

  private Recipe<T> unknown(Node node, int input) {
    return new ByDirections<>(numbers).of(node, input);
  }
}
