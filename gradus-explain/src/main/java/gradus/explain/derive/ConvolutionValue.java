package gradus.explain.derive;

import gradus.op.Node;
import gradus.op.movement.Pad;
import gradus.op.movement.Slice;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.Placement;
import gradus.op.window.Placement.Mode;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/// The words of {@link ConvolutionForm} as graphs: convolutions of stride and dilation 1, zeros put
/// between and around entries, entries taken out.
final class ConvolutionValue {

  private ConvolutionValue() {}

  /// Whether a name is one of a convolution.
  static boolean names(String function) {
    return function.matches("(corr|conv)_(valid|full|same)");
  }

  /// `x` convolved with `w`, outputs first, in the mode and convention of a name.
  static Node convolved(String function, Node x, Node w) {
    Mode mode =
        function.endsWith("valid")
            ? Mode.VALID
            : function.endsWith("full") ? Mode.FULL : Mode.SAME_UPPER;
    Convention convention =
        function.startsWith("conv") ? Convention.CONVOLUTION : Convention.CROSS_CORRELATION;
    Shape shape = x.type().shape();
    Placement placement = Placement.valid(shape.rank() - 2).padded(mode, spatial(w), spatial(x));
    return Node.of(new Convolution(convention, placement, 1), List.of(x, w));
  }

  /// Each row the other way round.
  static Node flipped(Node node) {
    return node.flip(IntStream.range(2, node.type().shape().rank()).boxed().toList());
  }

  /// The first two axes in each other's place.
  static Node swapped(Node node) {
    List<Integer> axes = new ArrayList<>(node.type().shape().allAxes());
    Collections.swap(axes, 0, 1);
    return node.permute(axes);
  }

  /// One of `groups` parts of an axis.
  static Node part(Node node, int axis, int group, int groups) {
    int width = node.type().shape().size(axis) / groups;
    return node.slice(axis, group * width, (group + 1) * width);
  }

  /// `spread`, `thin`, `pad` or `crop` by its numbers: for all spatial axes, or for each. Empty for
  /// other names.
  static Optional<Node> moved(String function, Node node, List<Integer> numbers) {
    int rank = node.type().shape().rank();
    boolean pairs = function.equals("pad") || function.equals("crop");
    List<Integer> first = every(numbers, pairs ? 2 : 1, 0, rank, pairs ? 0 : 1);
    List<Integer> second = pairs ? every(numbers, 2, 1, rank, 0) : first;
    List<Integer> none = Collections.nCopies(rank, 0);
    return switch (function) {
      case "spread" ->
          Optional.of(
              Node.of(
                  new Pad(none, none, first.stream().map(it -> it - 1).toList(), 0),
                  List.of(node)));
      case "thin" ->
          Optional.of(slice(node, none, first, (n, axis) -> Math.ceilDiv(n, first.get(axis))));
      case "pad" -> Optional.of(node.pad(first, second, 0));
      case "crop" ->
          Optional.of(
              slice(
                  node,
                  first,
                  Collections.nCopies(rank, 1),
                  (n, axis) -> n - first.get(axis) - second.get(axis)));
      default -> Optional.empty();
    };
  }

  private static Node slice(
      Node node, List<Integer> starts, List<Integer> steps, IntBinaryOperator size) {
    Shape shape = node.type().shape();
    List<Integer> sizes =
        IntStream.range(0, shape.rank())
            .map(axis -> size.applyAsInt(shape.size(axis), axis))
            .boxed()
            .toList();
    return Node.of(new Slice(starts, sizes, steps), List.of(node));
  }

  /// A number for each axis, from numbers that stand `width` apart; the first two axes keep `kept`.
  private static List<Integer> every(
      List<Integer> numbers, int width, int from, int rank, int kept) {
    List<Integer> all = new ArrayList<>(Collections.nCopies(2, kept));
    for (int axis = 0; axis < rank - 2; axis++) {
      all.add(numbers.get(numbers.size() == width ? from : axis * width + from));
    }
    return all;
  }

  private static List<Integer> spatial(Node node) {
    Shape shape = node.type().shape();
    return shape.slice(2, shape.rank()).sizes();
  }
}
