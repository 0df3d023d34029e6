package gradus.check;

import static gradus.check.Sample.apart;
import static gradus.check.Sample.linear;
import static gradus.check.Sample.listed;
import static gradus.check.Sample.small;
import static gradus.check.Sample.smooth;
import static gradus.check.Sample.valued;

import gradus.op.window.AveragePool;
import gradus.op.window.AveragePoolTranspose;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.ConvolutionWeight;
import gradus.op.window.MaxPool;
import gradus.op.window.MaxPoolIndices;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Rows of the table: convolutions and pools.
final class WindowSamples {

  private WindowSamples() {}

  static List<Sample> all() {
    List<Sample> rows = new ArrayList<>(convolutions());
    rows.addAll(pools());
    return rows;
  }

  private static Placement placement(
      List<Integer> strides, List<Integer> dilations, List<Integer> before, List<Integer> after) {
    return new Placement(strides, dilations, before, after);
  }

  private static Placement line(int stride, int dilation, int before, int after) {
    return placement(List.of(stride), List.of(dilation), List.of(before), List.of(after));
  }

  private static List<Sample> convolutions() {
    List<Sample> rows = new ArrayList<>();
    for (Convention convention : Convention.values()) {
      rows.addAll(family(convention, line(1, 1, 0, 0), 1, small(2, 1, 5), small(2, 1, 3)));
      rows.addAll(family(convention, line(2, 1, 1, 2), 1, small(1, 2, 6), small(2, 2, 2)));
      rows.addAll(family(convention, line(3, 2, 0, 1), 2, small(1, 4, 8), small(2, 2, 3)));
      rows.addAll(family(convention, line(1, 1, 2, 2), 2, small(1, 2, 3), small(4, 1, 3)));
      rows.addAll(family(convention, line(1, 1, 0, 0), 1, small(1, 1, 2), small(1, 1, 3)));
      Placement plane = placement(List.of(2, 1), List.of(1, 2), List.of(0, 1), List.of(1, 2));
      rows.addAll(family(convention, plane, 1, small(1, 2, 4, 3), small(2, 2, 3, 2)));
      rows.addAll(family(convention, plane, 2, small(2, 2, 3, 3), small(2, 1, 2, 2)));
      Placement space =
          placement(List.of(1, 2, 1), List.of(1, 1, 1), List.of(0, 0, 1), List.of(0, 1, 0));
      rows.addAll(family(convention, space, 1, small(1, 1, 2, 3, 2), small(1, 1, 2, 2, 2)));
    }
    rows.add(
        valued(
            new Convolution(Convention.CROSS_CORRELATION, line(1, 1, 1, 1), 1),
            small(1, 2, 4).as(DType.I64),
            small(2, 2, 3).as(DType.I64)));
    return rows;
  }

  /// A convolution, its adjoint in `x` and its adjoint in `w`.
  private static List<Sample> family(
      Convention convention, Placement placement, int groups, Tensor x, Tensor w) {
    Convolution op = new Convolution(convention, placement, groups);
    Tensor y = small(op.type(List.of(x.type(), w.type())).shape().toArray());
    return List.of(
        linear(op, x, w),
        linear(new ConvolutionTranspose(convention, placement, groups, spatial(x)), y, w),
        linear(new ConvolutionWeight(convention, placement, groups, spatial(w)), x, y));
  }

  private static List<Integer> spatial(Tensor tensor) {
    return tensor.shape().slice(2, tensor.shape().rank()).sizes();
  }

  private static List<Sample> pools() {
    List<Sample> rows = new ArrayList<>();
    Placement plane = placement(List.of(2, 1), List.of(1, 1), List.of(1, 0), List.of(0, 1));
    List<Pooling> lines =
        List.of(
            Pooling.floor(List.of(2), line(2, 1, 0, 0)),
            Pooling.floor(List.of(3), line(1, 1, 1, 1)),
            Pooling.floor(List.of(2), line(2, 2, 1, 0)),
            Pooling.ceil(List.of(3), line(2, 1, 1, 0), List.of(6)));
    for (Pooling pooling : lines) {
      rows.addAll(pool(pooling, apart(2, 1, 6), small(2, 1, 6)));
    }
    rows.addAll(
        pool(
            Pooling.ceil(List.of(2, 2), plane, List.of(4, 3)),
            apart(1, 2, 4, 3),
            small(1, 2, 4, 3)));
    Pooling space =
        Pooling.floor(
            List.of(2, 1, 2),
            placement(List.of(1, 1, 1), List.of(1, 1, 1), List.of(0, 0, 0), List.of(0, 0, 0)));
    rows.addAll(pool(space, apart(1, 1, 2, 2, 3), small(1, 1, 2, 2, 3)));
    Tensor ties = listed(1, 1, 1, 0, 2, 2).reshape(Shape.of(1, 1, 6));
    rows.add(valued(new MaxPool(lines.getFirst()), ties));
    rows.add(valued(new MaxPoolIndices(lines.getFirst()), ties));
    rows.add(valued(new MaxPool(lines.getFirst()), ties.as(DType.I64)));
    rows.add(valued(new MaxPoolIndices(lines.getFirst()), ties.as(DType.I64)));
    return Collections.unmodifiableList(rows);
  }

  private static List<Sample> pool(Pooling pooling, Tensor apart, Tensor small) {
    List<Sample> rows = new ArrayList<>();
    rows.add(smooth(new MaxPool(pooling), apart));
    rows.add(valued(new MaxPoolIndices(pooling), apart));
    for (boolean countIncludePad : List.of(false, true)) {
      AveragePool average = new AveragePool(pooling, countIncludePad);
      Tensor y = small(average.type(List.of(small.type())).shape().toArray());
      rows.add(linear(average, small));
      rows.add(linear(new AveragePoolTranspose(pooling, countIncludePad, spatial(small)), y));
    }
    return rows;
  }
}
