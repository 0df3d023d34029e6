package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.many;
import static gradus.onnx.operator.Rule.one;

import gradus.op.Layout;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Attention, and rotary embeddings of positions. Source: ONNX, Operators.md, Attention-23 and -24,
/// RotaryEmbedding-23.
final class AttentionOperators {

  static final List<Rule> TABLE =
      List.of(
          many("Attention", call -> new Attention(call).outputs(), 23, 24),
          one("RotaryEmbedding", AttentionOperators::rotary, 23));

  /// Axes of what is attended with: batch, heads, positions, features.
  private static final int RANK = 4;

  private AttentionOperators() {}

  /// `[batch, positions, heads · features]` as `[batch, heads, positions, features]`.
  private static Node heads(Call call, Node x, String name, int heads) {
    Shape shape = x.type().shape();
    if (heads < 1 || shape.size(2) % heads != 0) {
      throw call.wrong(
          "attribute '" + name + "'", "a divisor of " + shape.size(2), "" + heads, "Give it.");
    }
    return x.reshape(Shape.of(shape.size(0), shape.size(1), heads, shape.size(2) / heads))
        .permute(List.of(0, 2, 1, 3));
  }

  /// The inverse of {@link #heads}.
  private static Node joined(Node x) {
    Shape shape = x.type().shape();
    return x.permute(List.of(0, 2, 1, 3))
        .reshape(Shape.of(shape.size(0), shape.size(2), shape.size(1) * shape.size(3)));
  }

  /// One use of Attention: `softmax(s Q Kᵀ + mask) V`, head by head.
  private static final class Attention {
    private final Call call;
    private final boolean flat;
    private final Node q;
    private final Node key;
    private final Node value;
    private final int before;

    Attention(Call call) {
      this.call = call;
      this.flat = call.x().type().shape().rank() == RANK - 1;
      this.q = laid(0, "q_num_heads");
      Node k = laid(1, "kv_num_heads");
      Node v = laid(2, "kv_num_heads");
      this.before = call.has(4) ? call.in(4).type().shape().size(2) : 0;
      this.key = call.has(4) ? Layout.concat(2, List.of(call.in(4), k)) : k;
      this.value = call.has(5) ? Layout.concat(2, List.of(call.in(5), v)) : v;
    }

    private Node laid(int index, String heads) {
      Node x = call.in(index);
      int rank = x.type().shape().rank();
      int number = call.whole(heads, 0);
      if (rank != (flat ? RANK - 1 : RANK)) {
        throw call.wrong(
            "input " + index, "3 or 4 axes, as many as input 0", "" + x.type(), "Reshape it.");
      }
      return flat ? AttentionOperators.heads(call, x, heads, number) : x;
    }

    List<Node> outputs() {
      DType type = q.type().dtype();
      int mode = call.whole("qk_matmul_output_mode", 0);
      double scale = call.real("scale", 1 / Math.sqrt(q.type().shape().size(3)));
      double softcap = call.real("softcap", 0);
      DType within =
          call.whole("softmax_precision")
              .map(it -> call.dtype("softmax_precision", it))
              .orElse(type);
      int groups = repeats();
      Node product = q.times(scale).matmul(repeated(key, groups), false, true);
      Node capped = softcap > 0 ? product.over(softcap).tanh().times(softcap) : product;
      Node masked = masked(capped);
      Node weights = masked.as(within).softmax(RANK - 1).as(type);
      Node y = weights.matmul(repeated(value, groups));
      Node told =
          switch (mode) {
            case 0 -> product;
            case 1 -> capped;
            case 2 -> masked;
            case 3 -> weights;
            default ->
                throw call.wrong(
                    "attribute 'qk_matmul_output_mode'", "0 to 3", "" + mode, "Change it.");
          };
      return List.of(flat ? joined(y) : y, key, value, told);
    }

    /// How many heads of Q share one of K and V.
    private int repeats() {
      int asked = q.type().shape().size(1);
      int shared = key.type().shape().size(1);
      if (shared == 0 || asked % shared != 0 || value.type().shape().size(1) != shared) {
        throw call.wrong(
            "inputs",
            "heads of Q that are a multiple of those of K and V",
            "%d, %d and %d".formatted(asked, shared, value.type().shape().size(1)),
            "Check them.");
      }
      return asked / shared;
    }

    private static Node repeated(Node x, int times) {
      if (times == 1) {
        return x;
      }
      Shape shape = x.type().shape();
      Shape wide = shape.insert(2, times);
      List<Integer> sizes = new ArrayList<>(shape.sizes());
      sizes.set(1, shape.size(1) * times);
      return x.reshape(shape.insert(2, 1)).broadcastTo(wide).reshape(new Shape(sizes));
    }

    private Node masked(Node scores) {
      Node masked = scores;
      int rows = scores.type().shape().size(2);
      int columns = scores.type().shape().size(3);
      if (call.flag("is_causal", false)) {
        Node column = Positions.counted(columns, 3, RANK);
        Node row = Positions.counted(rows, 2, RANK).plus(offset(rows));
        masked = allowed(masked, column.less(row.plus(1)));
      }
      if (call.has(6)) {
        Node lengths = lengths();
        masked = allowed(masked, Positions.counted(columns, 3, RANK).less(lengths));
      }
      return call.has(3) ? with(masked, call.in(3), columns) : masked;
    }

    /// How many positions stand before the first of Q.
    private Node offset(int rows) {
      return call.has(6) ? lengths().minus(rows) : Positions.counted(1, 0, RANK).plus(before);
    }

    private Node lengths() {
      Node lengths = call.in(6).as(DType.I64);
      return lengths.reshape(Shape.of(lengths.type().shape().elements(), 1, 1, 1));
    }

    private static Node allowed(Node scores, Node where) {
      return where
          .broadcastTo(scores.type().shape())
          .choose(scores, scores.filled(Double.NEGATIVE_INFINITY));
    }

    /// A mask of truth values says where to look, one of numbers is added; where it is shorter than
    /// the keys, what is left is not looked at.
    private Node with(Node scores, Node mask, int columns) {
      int rank = mask.type().shape().rank();
      int length = mask.type().shape().size(-1);
      boolean truth = mask.type().dtype() == DType.BOOL;
      Node whole = mask;
      if (length < columns && length != 1) {
        List<Integer> none = Collections.nCopies(rank, 0);
        List<Integer> after = new ArrayList<>(none);
        after.set(rank - 1, columns - length);
        whole = mask.pad(none, after, truth ? 0 : Double.NEGATIVE_INFINITY);
      }
      return truth
          ? allowed(scores, whole.broadcastTo(scores.type().shape()))
          : scores.plus(whole.as(scores.type().dtype()).broadcastTo(scores.type().shape()));
    }
  }

  /// Pairs of features turned by the angles of their positions; the features after
  /// `rotary_embedding_dim` are kept.
  private static Node rotary(Call call) {
    boolean flat = call.x().type().shape().rank() == RANK - 1;
    Node x = flat ? heads(call, call.x(), "num_heads", call.whole("num_heads", 0)) : call.x();
    call.ignore("num_heads");
    Shape shape = x.type().shape();
    if (shape.rank() != RANK) {
      throw call.wrong("input 0", "3 or 4 axes", "" + shape, "Reshape it.");
    }
    int asked = call.whole("rotary_embedding_dim", 0);
    int turned = asked == 0 ? shape.size(3) : asked;
    if (turned < 0 || turned > shape.size(3) || turned % 2 != 0) {
      throw call.wrong(
          "attribute 'rotary_embedding_dim'",
          "an even number to " + shape.size(3),
          "" + turned,
          "Change it.");
    }
    Node cos = angles(call, 1, turned / 2);
    Node sin = angles(call, 2, turned / 2);
    Node part = x.slice(3, 0, turned);
    boolean interleaved = call.flag("interleaved", false);
    Shape pairs = shape.with(3, turned / 2);
    Node first;
    Node second;
    if (interleaved) {
      Node split = part.reshape(pairs.followedBy(Shape.of(2)));
      first = split.slice(RANK, 0, 1).reshape(pairs);
      second = split.slice(RANK, 1, 2).reshape(pairs);
    } else {
      first = part.slice(3, 0, turned / 2);
      second = part.slice(3, turned / 2, turned);
    }
    Node real = first.times(cos).minus(second.times(sin));
    Node imaginary = first.times(sin).plus(second.times(cos));
    Node rotated;
    if (interleaved) {
      Shape thin = pairs.followedBy(Shape.of(1));
      List<Node> both = List.of(real.reshape(thin), imaginary.reshape(thin));
      rotated = Layout.concat(RANK, both).reshape(part.type().shape());
    } else {
      rotated = Layout.concat(3, List.of(real, imaginary));
    }
    Node y =
        turned == shape.size(3)
            ? rotated
            : Layout.concat(3, List.of(rotated, x.slice(3, turned, shape.size(3))));
    return flat ? joined(y) : y;
  }

  /// Cosines or sines, `[batch, 1, positions, pairs]`: looked up by positions, if there are any.
  private static Node angles(Call call, int index, int pairs) {
    Node cache = call.in(index);
    Node rows = call.has(3) ? cache.gather(0, call.in(3).as(DType.I64)) : cache;
    Shape shape = rows.type().shape();
    if (shape.rank() != 3 || shape.size(2) < pairs) {
      throw call.wrong(
          "input " + index, "angles of %d pairs".formatted(pairs), "" + cache.type(), "Check it.");
    }
    return rows.slice(2, 0, pairs).reshape(Shape.of(shape.size(0), 1, shape.size(1), pairs));
  }
}
