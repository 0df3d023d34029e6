package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.op.movement.Slice;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Determinants, and columns put back into images.
final class MatrixOperators {

  static final List<Rule> TABLE =
      List.of(
          one("Det", MatrixOperators::determinant, 11, 22),
          one("Col2Im", MatrixOperators::columnsToImage, 18));

  private MatrixOperators() {}

  /// By elimination with the largest pivot of each column, written out row by row.
  private static Node determinant(Call call) {
    Node x = call.x();
    Shape shape = x.type().shape();
    int rank = shape.rank();
    if (rank < 2 || shape.size(-1) != shape.size(-2)) {
      throw call.wrong("input 0", "square matrices", "" + x.type(), "Reshape it.");
    }
    int n = shape.size(-1);
    Shape outer = shape.slice(0, rank - 2);
    int batch = outer.elements();
    Node rest = x.reshape(Shape.of(batch, n, n));
    Node product = Node.constant(1, x.type().with(Shape.of(batch)));
    for (int size = n; size > 0; size--) {
      Node column = rest.slice(2, 0, 1);
      Node pivotRow = column.abs().reshape(Shape.of(batch, size)).argMax(1);
      Shape rowShape = Shape.of(batch, 1, size);
      Node at = pivotRow.reshape(Shape.of(batch, 1, 1));
      Node row = rest.gatherElements(1, at.broadcastTo(rowShape));
      Node pivot = row.slice(2, 0, 1);
      Node stays = pivotRow.equal(pivotRow.filled(0));
      Node signed =
          pivot.reshape(Shape.of(batch)).times(stays.choose(product.filled(1), product.filled(-1)));
      product = product.times(signed);
      if (size > 1) {
        rest = eliminated(rest, at, row, pivot, size);
      }
    }
    return product.reshape(outer);
  }

  /// The matrix without the pivot's row and column; the first row takes the pivot row's place.
  private static Node eliminated(Node rest, Node at, Node row, Node pivot, int size) {
    Shape whole = rest.type().shape();
    Node index = Positions.counted(size, 1, 3).broadcastTo(whole);
    Node swapped = index.equal(at.broadcastTo(whole)).choose(rest.slice(1, 0, 1), rest);
    Node below = swapped.slice(1, 1, size);
    Node isZero = pivot.equal(pivot.filled(0));
    Node safe = isZero.choose(pivot.filled(1), pivot);
    Node factors = below.slice(2, 0, 1).over(safe);
    return below.slice(2, 1, size).minus(factors.times(row.slice(2, 1, size)));
  }

  /// Blocks laid at their places and added where they overlap: the adjoint of taking them.
  private static Node columnsToImage(Call call) {
    Node x = call.x();
    List<Integer> image = call.shape("input 1", call.longs(1)).sizes();
    List<Integer> block = call.shape("input 2", call.longs(2)).sizes();
    int rank = image.size();
    List<Integer> dilations = Spatial.list(call, "dilations", rank, 1);
    List<Integer> strides = Spatial.list(call, "strides", rank, 1);
    List<Integer> pads = Spatial.list(call, "pads", 2 * rank, 0);
    List<Integer> padded = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int length = image.get(axis) + pads.get(axis) + pads.get(rank + axis);
      int room = length - dilations.get(axis) * (block.get(axis) - 1) - 1;
      padded.add(length);
      counts.add(room < 0 ? 0 : room / strides.get(axis) + 1);
    }
    Shape blocks = new Shape(block);
    Shape places = new Shape(counts);
    Shape shape = x.type().shape();
    if (shape.rank() != 3
        || shape.size(2) != places.elements()
        || shape.size(1) % blocks.elements() != 0) {
      throw call.wrong(
          "input 0",
          "[batch, channels × %d, %d]".formatted(blocks.elements(), places.elements()),
          "" + x.type(),
          "Check the shapes.");
    }
    Node at = Node.constant(positions(blocks, places, new Shape(padded), dilations, strides));
    int channels = shape.size(1) / blocks.elements();
    DType type = x.type().dtype();
    Node laid =
        x.reshape(Shape.of(shape.size(0), channels, blocks.elements(), places.elements()))
            .scatterAdd(2, new Shape(padded).elements(), at)
            .reshape(Shape.of(shape.size(0), channels).followedBy(new Shape(padded)));
    List<Integer> starts = new ArrayList<>(List.of(0, 0));
    starts.addAll(pads.subList(0, rank));
    List<Integer> sizes = new ArrayList<>(List.of(shape.size(0), channels));
    sizes.addAll(image);
    Slice cut = new Slice(starts, sizes, Collections.nCopies(rank + 2, 1));
    return Node.of(cut, List.of(laid)).as(type);
  }

  private static Tensor positions(
      Shape blocks, Shape places, Shape padded, List<Integer> dilations, List<Integer> strides) {
    long[] at = new long[blocks.elements() * places.elements()];
    for (int tap = 0; tap < blocks.elements(); tap++) {
      int[] inBlock = blocks.index(tap);
      for (int place = 0; place < places.elements(); place++) {
        int[] index = places.index(place);
        for (int axis = 0; axis < index.length; axis++) {
          index[axis] = index[axis] * strides.get(axis) + inBlock[axis] * dilations.get(axis);
        }
        at[tap * places.elements() + place] = padded.position(index);
      }
    }
    return Tensor.of(Shape.of(blocks.elements(), places.elements()), at);
  }
}
