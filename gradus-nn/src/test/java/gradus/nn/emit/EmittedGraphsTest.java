package gradus.nn.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.Layout;
import gradus.op.Node;
import gradus.op.elementwise.Abs;
import gradus.op.elementwise.Add;
import gradus.op.elementwise.Atan;
import gradus.op.elementwise.Binary;
import gradus.op.elementwise.Cos;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Erf;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Expm1;
import gradus.op.elementwise.Floor;
import gradus.op.elementwise.Log;
import gradus.op.elementwise.Log1p;
import gradus.op.elementwise.Max;
import gradus.op.elementwise.Min;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Neg;
import gradus.op.elementwise.Pow;
import gradus.op.elementwise.Relu;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Sign;
import gradus.op.elementwise.Sin;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sqrt;
import gradus.op.elementwise.Sub;
import gradus.op.elementwise.Tanh;
import gradus.op.elementwise.Unary;
import gradus.op.movement.Pad;
import gradus.op.movement.Slice;
import gradus.op.source.Draw;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.random.Philox;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Graphs that no layer makes, written and run against the plan.
class EmittedGraphsTest extends WrittenGraphs {

  private static final int N = 3000;

  @Test
  void everyFunctionOfOneNumberHasTheBitsOfTheKernels(@TempDir Path folder) {
    List<Unary> all =
        List.of(
            new Neg(),
            new Abs(),
            new Sign(),
            new Exp(),
            new Log(),
            new Log1p(),
            new Expm1(),
            new Sqrt(),
            new Floor(),
            new Sin(),
            new Cos(),
            new Atan(),
            new Erf(),
            new Sigmoid(),
            new Tanh(),
            new Softplus(),
            new Relu());
    assertThat(all).hasSize(Unary.class.getPermittedSubclasses().length);
    all.forEach(op -> add(op.name() + "s", Node.of(op, List.of(x(N)))));
    checkAll(folder, true);
  }

  @Test
  void arithmeticOfTwoNumbersAndTruthValues(@TempDir Path folder) {
    Node x = x(2, 60);
    Node a = x.slice(0, 0, 1);
    Node b = x.slice(0, 1, 2);
    for (Binary op :
        List.of(new Add(), new Sub(), new Mul(), new Div(), new Pow(), new Min(), new Max())) {
      add(op.name() + "s", Node.of(op, List.of(a, b)));
    }
    Node less = a.less(b);
    add("Chosen", less.or(a.equal(b)).and(a.greater(a.filled(-1)).not()).choose(a.plus(b), b));
    add("Truth", less.as(DType.F32).plus(a.as(DType.I64).as(DType.F32)));
    add("Wide", a.as(DType.F64).tanh().plus(b.as(DType.F64).sqrt()).as(DType.F32));
    add("Wholes", a.as(DType.I32).times(b.as(DType.I32)).abs().plus(3).as(DType.F32));
    checkAll(folder, true);
  }

  @Test
  void movementsReductionsProductsAndPositions(@TempDir Path folder) {
    Node x = x(2, 3, 4, 5);
    add(x.permute(List.of(2, 0, 3, 1)).exp());
    add(x.permute(List.of(2, 0, 3, 1)).reshape(Shape.of(6, 20)));
    add(x.flip(List.of(1, 3)));
    add(
        Node.of(
            new Slice(List.of(0, 0, 1, 0), List.of(2, 2, 2, 2), List.of(1, 2, 2, 3)), List.of(x)));
    add(Layout.concat(1, List.of(x, x.times(2), x.slice(1, 0, 1))));
    add(
        Node.of(
            new Pad(List.of(0, 1, 0, 2), List.of(0, 0, 1, 0), List.of(0, 0, 1, 0), -0.5),
            List.of(x)));
    for (List<Integer> axes : List.of(List.of(3), List.of(0), List.of(1, 2), List.of(0, 2, 3))) {
      add(x.sum(axes, false));
      add(x.mean(axes, true).plus(x));
      add(x.max(axes, false));
      add(x.min(axes, true));
      add(x.prod(axes, false));
      add(x.logSumExp(axes, false));
    }
    add(x.softmax(1));
    add(x.softmax(-1));
    add(x.logSoftmax(-1));
    add(x.argMax(2).as(DType.F32));
    add(x.argMin(3).as(DType.F32));
    add(x.cumulativeSum(3));
    add(x.matmul(x, false, true));
    add(x.transpose().matmul(x, false, false).times(0.5));
    add(x.matmul(x, true, false));
    Node w = Node.constant(Tensor.of(Shape.of(5, 7), mild(35)));
    add(x.matmul(w));
    add(x.reshape(Shape.of(24, 5)).matmul(w).plus(1));
    Node positions = Node.constant(Tensor.of(Shape.of(2, 2), 2L, 0, 1, 2));
    add(x.gather(1, positions));
    add(x.argMax(1).oneHot(3, DType.F32));
    add(x.gatherElements(1, x.argMax(1).reshape(Shape.of(2, 1, 4, 5))));
    Node image = x.reshape(Shape.of(1, 2, 12, 5));
    Placement placement = Placement.valid(2).withStrides(List.of(3, 2)).withPadding(List.of(1, 1));
    Pooling ceil = Pooling.ceil(List.of(3, 2), placement, List.of(12, 5));
    add(image.maxPool(ceil));
    add(image.conv(image.reshape(Shape.of(4, 2, 3, 5)).slice(3, 0, 2), placement));
    add(x.times(Node.constant(Tensor.full(x.type(), 2))).sinh());
    checkAll(folder, false);
  }

  @Test
  void sortedAndScattered(@TempDir Path folder) {
    Node x = x(2, 30, 3);
    for (DType dtype : List.of(DType.F32, DType.F64, DType.I32, DType.I64)) {
      Node typed = x.times(4).as(dtype);
      add(typed.argSort(1, true).as(DType.F32));
      add(typed.argSort(2, false).as(DType.F32));
      Node places = x.abs().min(x.filled(4)).as(DType.I64);
      add(typed.scatterElements(1, 5, places).as(DType.F32));
      Node some = places.slice(1, 0, 1).slice(2, 0, 1).reshape(Shape.of(2));
      add(typed.scatterAdd(0, 6, some).as(DType.F32));
      add(typed.gather(1, some.as(DType.I32)).as(DType.F32));
    }
    add(x.less(x.filled(0)).gather(1, Node.constant(Tensor.of(Shape.of(2), 3L, 1))).as(DType.F32));
    checkAll(folder, false);
  }

  /// More terms than one chunk of a contraction has.
  @Test
  void productsAndWindowsOfDoubles(@TempDir Path folder) {
    Node x = x(1, 2, 20, 30).as(DType.F64);
    Node rows = x.reshape(Shape.of(2, 600));
    double[] numbers = new double[600 * 4];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Philox.of(5).normal(i);
    }
    add(rows.matmul(Node.constant(Tensor.of(Shape.of(600, 4), numbers))).as(DType.F32));
    add(rows.matmul(rows, false, true).as(DType.F32));
    add(rows.matmul(rows, true, false).slice(0, 0, 2).as(DType.F32));
    Node kernel = Node.constant(Tensor.of(Shape.of(3, 2, 5, 4), numbers(numbers, 120)));
    Placement placement = Placement.valid(2).withStrides(List.of(2, 1)).withPadding(List.of(2, 1));
    add(x.conv(kernel, placement).as(DType.F32));
    add(x.maxPool(Pooling.floor(List.of(3, 2), Placement.valid(2))).as(DType.F32));
    add(x.averagePool(Pooling.floor(List.of(3, 2), placement), true).as(DType.F32));
    for (List<Integer> axes : List.of(List.of(3), List.of(1), List.of(2, 3))) {
      add(x.sum(axes, false).as(DType.F32));
      add(x.max(axes, false).as(DType.F32));
      add(x.min(axes, false).as(DType.F32));
      add(x.prod(axes, false).as(DType.F32));
    }
    checkAll(folder, false);
  }

  private static double[] numbers(double[] all, int n) {
    return java.util.Arrays.copyOf(all, n);
  }

  @Test
  void whatCannotBeWrittenIsNamed() {
    Node random = Draw.uniform(TensorType.f32(3), 7, Node.constant(Tensor.of(Shape.scalar(), 1L)));
    add("Random", x(3).plus(random.labelled("noise")));
    assertThatThrownBy(() -> JavaSource.of(model(graph("Random")), "Random"))
        .hasMessage(
            "--to java: expected operations that Java source is written for, found Draw over"
                + " [i64[]] → f32[3] in \"noise\". Convert the model to another form, or replace"
                + " the layer.");
    add("Erf64", x(3).as(DType.F64).erf().as(DType.F32));
    assertThatThrownBy(() -> JavaSource.of(model(graph("Erf64")), "Erf64"))
        .hasMessageContaining("found Erf over [f64[3]] → f64[3]");
  }
}
