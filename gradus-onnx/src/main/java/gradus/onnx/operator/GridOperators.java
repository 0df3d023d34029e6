package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Images looked up at places that are calculated. Source: ONNX, Operators.md, GridSample-22,
/// AffineGrid-20.
final class GridOperators {

  static final List<Rule> TABLE =
      List.of(
          one("GridSample", call -> new Sample(call).value(), 16, 20, 22),
          one("AffineGrid", GridOperators::affine, 20));

  /// The coefficient of cubic interpolation.
  private static final double CUBIC = -0.75;

  private GridOperators() {}

  /// One use of GridSample. Places are from −1 to 1, the last axis first.
  private static final class Sample {
    private final Node x;
    private final Shape shape;
    private final int axes;
    private final int places;
    private final List<Integer> kept;
    private final List<Node> at;
    private final String mode;
    private final String padding;
    private final boolean corners;

    Sample(Call call) {
      this.x = call.x();
      this.shape = x.type().shape();
      this.axes = shape.rank() - 2;
      Node grid = call.in(1);
      Shape own = grid.type().shape();
      String word =
          call.word(
              "mode",
              call.since(20) ? "linear" : "bilinear",
              "linear",
              "bilinear",
              "nearest",
              "cubic",
              "bicubic");
      this.mode = word.startsWith("bi") ? word.substring(2) : word;
      this.padding = call.word("padding_mode", "zeros", "zeros", "border", "reflection");
      this.corners = call.flag("align_corners", false);
      boolean fits =
          axes >= 1
              && own.rank() == shape.rank()
              && own.size(0) == shape.size(0)
              && own.size(-1) == axes
              && !shape.slice(2, shape.rank()).sizes().contains(0);
      if (!fits) {
        throw call.wrong(
            "input 1",
            "a grid [%d, …, %d] for %s".formatted(shape.size(0), axes, shape),
            "" + grid.type(),
            "Check it.");
      }
      this.kept = own.sizes().subList(1, own.rank() - 1);
      this.places = new Shape(kept).elements();
      this.at = new ArrayList<>();
      for (int axis = 0; axis < axes; axis++) {
        int last = own.rank() - 1;
        Node place = grid.slice(last, axes - 1 - axis, axes - axis).as(DType.F64);
        at.add(brought(place.reshape(Shape.of(shape.size(0), 1, places)), shape.size(axis + 2)));
      }
    }

    /// A place from −1 to 1 on an axis of length `n`, and where it lies outside, brought inside. Of
    /// cubic interpolation the pixels are brought to the border, not the place, as PyTorch has it.
    private Node brought(Node place, int n) {
      Node x =
          corners ? place.plus(1).times((n - 1) / 2.0) : place.plus(1).times(n).minus(1).times(0.5);
      Node index = mode.equals("nearest") ? x.round() : x;
      double low = corners ? 0 : -0.5;
      double high = n - 1 - low;
      Node inside =
          switch (padding) {
            case "border" ->
                mode.equals("cubic")
                    ? index
                    : index.max(index.filled(0)).min(index.filled(n - 1.0));
            case "reflection" -> reflected(index, low, high);
            default -> index;
          };
      Node outside = index.less(index.filled(low)).or(index.greater(index.filled(high)));
      return outside.choose(inside, index);
    }

    /// Thrown back at both ends as often as it takes.
    private static Node reflected(Node index, double low, double high) {
      double range = high - low;
      if (range == 0) {
        return index.filled(low);
      }
      Node from = index.minus(low);
      Node round = from.minus(from.times(1 / (2 * range)).floor().times(2 * range));
      Node back = round.filled(2 * range).minus(round);
      return round.greater(round.filled(range)).choose(back, round).plus(low);
    }

    Node value() {
      List<Node> first = new ArrayList<>();
      int neighbours = 1;
      for (Node place : at) {
        first.add(mode.equals("nearest") ? place.round() : place.floor());
        neighbours *= reach();
      }
      Node sum = part(first, 0);
      for (int neighbour = 1; neighbour < neighbours; neighbour++) {
        sum = sum.plus(part(first, neighbour));
      }
      return sum.reshape(shape.slice(0, 2).followedBy(new Shape(kept)));
    }

    /// How many neighbours count on each axis.
    private int reach() {
      return mode.equals("cubic") ? 4 : mode.equals("linear") ? 2 : 1;
    }

    /// What one neighbour gives to each place.
    ///
    /// @param first the pixel below each place, or of the nearest ones the pixel itself
    private Node part(List<Node> first, int neighbour) {
      int rest = neighbour;
      Node position = first.getFirst().filled(0);
      Node weight = first.getFirst().filled(1);
      for (int axis = 0; axis < axes; axis++) {
        int step = rest % reach() - (mode.equals("cubic") ? 1 : 0);
        rest /= reach();
        int n = shape.size(axis + 2);
        Node index = first.get(axis).plus(step);
        Node own = weight(at.get(axis).minus(index));
        if (padding.equals("zeros")) {
          Node outside = index.less(index.filled(0)).or(index.greater(index.filled(n - 1.0)));
          own = outside.choose(own.filled(0), own);
        }
        position = position.times(n).plus(pixel(index, n));
        weight = weight.times(own);
      }
      return looked(position).times(weight.as(x.type().dtype()));
    }

    /// A pixel that there is, for an index that may lie outside.
    private Node pixel(Node index, int n) {
      double low = corners ? 0 : -0.5;
      Node inside = padding.equals("reflection") ? reflected(index, low, n - 1 - low) : index;
      return inside.max(inside.filled(0)).min(inside.filled(n - 1.0));
    }

    private Node weight(Node distance) {
      Node d = distance.abs();
      if (mode.equals("nearest")) {
        return d.filled(1);
      }
      if (mode.equals("linear")) {
        return d.filled(1).minus(d);
      }
      Node near = d.times(CUBIC + 2).minus(CUBIC + 3).times(d).times(d).plus(1);
      Node far = d.times(CUBIC).minus(5 * CUBIC).times(d).plus(8 * CUBIC).times(d).minus(4 * CUBIC);
      return d.greater(d.filled(1)).choose(far, near);
    }

    private Node looked(Node position) {
      int channels = shape.size(1);
      int pixels = shape.slice(2, shape.rank()).elements();
      Shape all = Shape.of(shape.size(0), channels, places);
      Node flat = x.reshape(Shape.of(shape.size(0), channels, pixels));
      return flat.gatherElements(2, position.as(DType.I64).broadcastTo(all));
    }
  }

  /// Places from −1 to 1 of the pixels of an image, turned and moved by `theta`, `[N, d, d + 1]`.
  private static Node affine(Call call) {
    Node theta = call.x();
    List<Integer> size = call.shape("input 1", call.longs(1)).sizes();
    int axes = size.size() - 2;
    Shape expected = axes < 1 ? Shape.scalar() : Shape.of(size.getFirst(), axes, axes + 1);
    if (!theta.type().shape().equals(expected)) {
      throw call.wrong("input 0", "shape " + expected, "" + theta.type(), "Check the size.");
    }
    boolean corners = call.flag("align_corners", false);
    Shape image = new Shape(size.subList(2, size.size()));
    int count = image.elements();
    Positions.table((long) count * (axes + 1));
    double[] base = new double[count * (axes + 1)];
    for (int i = 0; i < count; i++) {
      int[] index = image.index(i);
      for (int axis = 0; axis < axes; axis++) {
        int n = image.size(axis);
        double place =
            corners
                ? n == 1 ? -1 : 2.0 * index[axis] / (n - 1) - 1
                : (2.0 * index[axis] + 1) / n - 1;
        // the last axis first, as in the grid
        base[i * (axes + 1) + axes - 1 - axis] = place;
      }
      base[i * (axes + 1) + axes] = 1;
    }
    Node places =
        Node.constant(Tensor.of(Shape.of(1, count, axes + 1), base).as(theta.type().dtype()));
    Shape all = Shape.of(size.getFirst()).followedBy(image).followedBy(Shape.of(axes));
    Node batch = places.broadcastTo(Shape.of(size.getFirst(), count, axes + 1));
    return batch.matmul(theta, false, true).reshape(all);
  }
}
