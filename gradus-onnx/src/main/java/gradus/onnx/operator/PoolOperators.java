package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.many;
import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// One value for each window, or for each channel.
final class PoolOperators {

  static final List<Rule> TABLE =
      List.of(
          many("MaxPool", PoolOperators::max, 1, 8, 10, 11, 12, 22),
          one("AveragePool", PoolOperators::average, 1, 7, 10, 11, 19, 22),
          one("LpPool", PoolOperators::lp, 1, 2, 11, 18, 22),
          one("GlobalMaxPool", call -> call.x().globalMaxPool(), 1, 22),
          one("GlobalAveragePool", call -> call.x().globalAveragePool(), 1, 22),
          one("GlobalLpPool", PoolOperators::globalLp, 1, 2, 22));

  private PoolOperators() {}

  private static Pooling pooling(Call call) {
    List<Integer> sizes = Spatial.sizes(call, call.x());
    Spatial spatial = Spatial.of(call, sizes);
    return call.flag("ceil_mode", false)
        ? Pooling.ceil(spatial.kernel(), spatial.placement(), sizes)
        : Pooling.floor(spatial.kernel(), spatial.placement());
  }

  /// The second output holds positions in the whole tensor, row by row, or, over the spatial axes,
  /// column by column with `storage_order` 1.
  private static List<Node> max(Call call) {
    Pooling pooling = pooling(call);
    Node x = call.x();
    boolean columns = call.whole("storage_order", 0) == 1;
    Node y = x.maxPool(pooling);
    if (!call.wants(1)) {
      return List.of(y);
    }
    Node positions = x.maxPoolIndices(pooling);
    if (columns) {
      positions = byColumns(positions, Spatial.sizes(call, x));
    }
    Shape shape = x.type().shape();
    int places = shape.slice(2, shape.rank()).elements();
    Shape channels = shape.slice(0, 2);
    long[] starts = new long[channels.elements()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (long) i * places;
    }
    Shape thin = channels.followedBy(new Shape(Collections.nCopies(shape.rank() - 2, 1)));
    return List.of(y, positions.plus(Node.constant(Tensor.of(thin, starts))));
  }

  /// Row-major positions over sizes as column-major ones.
  private static Node byColumns(Node positions, List<Integer> sizes) {
    Node rest = positions;
    List<Node> index = new ArrayList<>();
    for (int axis = sizes.size() - 1; axis >= 0; axis--) {
      Node size = rest.filled(sizes.get(axis));
      Node above = rest.over(size);
      index.addFirst(rest.minus(above.times(size)));
      rest = above;
    }
    Node position = index.getLast();
    for (int axis = sizes.size() - 2; axis >= 0; axis--) {
      position = position.times(sizes.get(axis)).plus(index.get(axis));
    }
    return position;
  }

  private static Node average(Call call) {
    return call.x().averagePool(pooling(call), call.flag("count_include_pad", false));
  }

  /// `(Σ |x|ᵖ)^(1/p)` over each window.
  private static Node lp(Call call) {
    double p = call.since(2) ? call.whole("p", 2) : call.real("p", 2);
    Pooling pooling = pooling(call);
    // the sum is a mean over windows that all have as many elements: zeros are put in before
    List<Integer> before = new ArrayList<>(List.of(0, 0));
    List<Integer> after = new ArrayList<>(List.of(0, 0));
    int count = 1;
    for (int axis = 0; axis < pooling.kernel().size(); axis++) {
      before.add(pooling.placement().before().get(axis));
      after.add(pooling.placement().after().get(axis) + pooling.overhang().get(axis));
      count *= pooling.kernel().get(axis);
    }
    Placement inside =
        Placement.valid(pooling.kernel().size())
            .withStrides(pooling.placement().strides())
            .withDilations(pooling.placement().dilations());
    Node padded = powered(call.x(), p).pad(before, after, 0);
    Node sum = padded.averagePool(Pooling.floor(pooling.kernel(), inside), false).times(count);
    return rooted(sum, p);
  }

  private static Node globalLp(Call call) {
    double p = call.since(2) ? call.whole("p", 2) : call.real("p", 2);
    Node x = call.x();
    List<Integer> spatial = x.type().shape().allAxes().subList(2, x.type().shape().rank());
    return rooted(powered(x, p).sum(spatial, true), p);
  }

  static Node powered(Node x, double p) {
    Node a = x.abs();
    return p == 1 ? a : p == 2 ? a.times(a) : a.pow(a.filled(p));
  }

  static Node rooted(Node sum, double p) {
    return p == 1 ? sum : p == 2 ? sum.sqrt() : sum.pow(sum.filled(1 / p));
  }
}
