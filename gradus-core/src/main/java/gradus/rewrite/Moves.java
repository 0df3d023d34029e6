package gradus.rewrite;

import static gradus.rewrite.Rule.Exactness.EXACT;

import gradus.op.Node;
import gradus.op.Op;
import gradus.op.contraction.MatMul;
import gradus.op.elementwise.Elementwise;
import gradus.op.movement.Broadcast;
import gradus.op.movement.Concat;
import gradus.op.movement.Flip;
import gradus.op.movement.Pad;
import gradus.op.movement.Permute;
import gradus.op.movement.Reshape;
import gradus.op.movement.Slice;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Laws of movements: no arithmetic, so every bit is kept.
public final class Moves {

  private Moves() {}

  /// A movement that moves nothing is its input.
  static final Rule IDLE_MOVE =
      new Rule(
          "idle-move", EXACT, node -> isIdle(node) ? Optional.of(node.input(0)) : Optional.empty());

  /// A reshape of a reshape is one reshape.
  static final Rule RESHAPE_CHAIN =
      new Rule(
          "reshape-chain",
          EXACT,
          node ->
              node.op() instanceof Reshape(Shape shape) && node.input(0).op() instanceof Reshape
                  ? Optional.of(node.input(0).input(0).reshape(shape))
                  : Optional.empty());

  /// A broadcast of a broadcast is one broadcast.
  static final Rule BROADCAST_CHAIN =
      new Rule(
          "broadcast-chain",
          EXACT,
          node ->
              node.op() instanceof Broadcast(Shape shape) && node.input(0).op() instanceof Broadcast
                  ? Optional.of(node.input(0).input(0).broadcastTo(shape))
                  : Optional.empty());

  /// A permutation of a permutation is one permutation.
  static final Rule PERMUTE_CHAIN = new Rule("permute-chain", EXACT, Moves::permuteChain);

  /// A permutation that moves axes of length 1 alone is a reshape.
  static final Rule UNIT_PERMUTE =
      new Rule(
          "unit-permute",
          EXACT,
          node ->
              node.op() instanceof Permute permute && movesUnitsOnly(node, permute)
                  ? Optional.of(node.input(0).reshape(node.type().shape()))
                  : Optional.empty());

  /// One number broadcast, then reshaped or permuted, is one number broadcast.
  static final Rule MOVED_NUMBER =
      new Rule(
          "moved-number",
          EXACT,
          node ->
              (node.op() instanceof Reshape || node.op() instanceof Permute)
                      && node.input(0).op() instanceof Broadcast
                      && node.input(0).input(0).type().shape().elements() == 1
                      && node.type().shape().elements() != 1
                  ? Optional.of(
                      node.input(0)
                          .input(0)
                          .reshape(Shape.scalar())
                          .broadcastTo(node.type().shape()))
                  : Optional.empty());

  /// An elementwise operation on broadcasts is the broadcast of the operation on less.
  static final Rule BROADCAST_LATE = new Rule("broadcast-late", EXACT, Moves::broadcastLate);

  /// A transposition of a product's operand is the product's flag.
  static final Rule TRANSPOSE_FLAG = new Rule("transpose-flag", EXACT, Moves::transposeFlag);

  /// A batch of products with one and the same right operand is one product over all rows: each row
  /// is summed over `k` alone, in the same order.
  static final Rule SHARED_OPERAND = new Rule("shared-operand", EXACT, Moves::sharedOperand);

  /// All laws of this theme.
  public static List<Rule> rules() {
    return List.of(
        IDLE_MOVE,
        RESHAPE_CHAIN,
        BROADCAST_CHAIN,
        PERMUTE_CHAIN,
        UNIT_PERMUTE,
        MOVED_NUMBER,
        BROADCAST_LATE,
        TRANSPOSE_FLAG,
        SHARED_OPERAND);
  }

  private static boolean isIdle(Node node) {
    return switch (node.op()) {
      case Reshape(Shape shape) -> shape.equals(node.input(0).type().shape());
      case Broadcast(Shape shape) -> shape.equals(node.input(0).type().shape());
      case Permute(List<Integer> axes) -> axes.equals(node.type().shape().allAxes());
      case Slice _ -> node.type().equals(node.input(0).type());
      case Pad _ -> node.type().equals(node.input(0).type());
      case Flip(List<Integer> axes) ->
          axes.stream().allMatch(axis -> node.type().shape().size(axis) <= 1);
      case Concat _ -> node.inputs().size() == 1;
      default -> false;
    };
  }

  private static Optional<Node> permuteChain(Node node) {
    if (!(node.op() instanceof Permute(List<Integer> outer))
        || !(node.input(0).op() instanceof Permute(List<Integer> inner))) {
      return Optional.empty();
    }
    List<Integer> both = outer.stream().map(inner::get).toList();
    return Optional.of(node.input(0).input(0).permute(both));
  }

  private static boolean movesUnitsOnly(Node node, Permute permute) {
    Shape from = node.input(0).type().shape();
    List<Integer> moved = permute.axes().stream().filter(axis -> from.size(axis) != 1).toList();
    return from.isEmpty() || moved.stream().sorted().toList().equals(moved);
  }

  private static Optional<Node> broadcastLate(Node node) {
    if (!(node.op() instanceof Elementwise)
        || !node.inputs().stream().allMatch(input -> input.op() instanceof Broadcast)) {
      return Optional.empty();
    }
    Shape common = Shape.scalar();
    for (Node input : node.inputs()) {
      common = common.broadcastWith(input.input(0).type().shape());
    }
    if (common.elements() >= node.type().shape().elements()) {
      return Optional.empty();
    }
    List<Node> small = new ArrayList<>();
    for (Node input : node.inputs()) {
      small.add(input.input(0).broadcastTo(common));
    }
    return Optional.of(Node.of(node.op(), small).broadcastTo(node.type().shape()));
  }

  private static Optional<Node> transposeFlag(Node node) {
    if (!(node.op() instanceof MatMul(boolean transposeA, boolean transposeB))) {
      return Optional.empty();
    }
    boolean first = isTransposition(node.input(0));
    boolean second = isTransposition(node.input(1));
    if (!first && !second) {
      return Optional.empty();
    }
    Op flagged = new MatMul(transposeA ^ first, transposeB ^ second);
    Node a = first ? node.input(0).input(0) : node.input(0);
    Node b = second ? node.input(1).input(0) : node.input(1);
    return Optional.of(Node.of(flagged, List.of(a, b)));
  }

  private static Optional<Node> sharedOperand(Node node) {
    if (!(node.op() instanceof MatMul product)
        || product.transposeA()
        || !(node.input(1).op() instanceof Broadcast)) {
      return Optional.empty();
    }
    Node shared = node.input(1).input(0);
    Shape wide = node.input(1).type().shape();
    Shape matrix = wide.slice(wide.rank() - 2, wide.rank());
    if (shared.type().shape().elements() != matrix.elements()) {
      return Optional.empty();
    }
    Shape rows = node.input(0).type().shape();
    int k = rows.size(-1);
    int m = node.type().shape().slice(0, rows.rank() - 1).elements();
    Node flat = node.input(0).reshape(Shape.of(m, k));
    Node result = Node.of(product, List.of(flat, shared.reshape(matrix)));
    return Optional.of(result.reshape(node.type().shape()));
  }

  private static boolean isTransposition(Node node) {
    if (!(node.op() instanceof Permute(List<Integer> axes)) || axes.size() < 2) {
      return false;
    }
    List<Integer> swapped = new ArrayList<>(node.type().shape().allAxes());
    Collections.swap(swapped, axes.size() - 1, axes.size() - 2);
    return axes.equals(swapped);
  }
}
