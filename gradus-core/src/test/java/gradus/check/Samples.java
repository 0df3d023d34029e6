package gradus.check;

import static gradus.check.Sample.apart;
import static gradus.check.Sample.edge;
import static gradus.check.Sample.f64;
import static gradus.check.Sample.linear;
import static gradus.check.Sample.listed;
import static gradus.check.Sample.longs;
import static gradus.check.Sample.small;
import static gradus.check.Sample.smooth;
import static gradus.check.Sample.truths;
import static gradus.check.Sample.uniform;
import static gradus.check.Sample.valued;

import gradus.formula.Condition.Relation;
import gradus.op.contraction.MatMul;
import gradus.op.elementwise.Abs;
import gradus.op.elementwise.Add;
import gradus.op.elementwise.Atan;
import gradus.op.elementwise.Cast;
import gradus.op.elementwise.Compare;
import gradus.op.elementwise.Cos;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Erf;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Expm1;
import gradus.op.elementwise.Floor;
import gradus.op.elementwise.Log;
import gradus.op.elementwise.Log1p;
import gradus.op.elementwise.Logical;
import gradus.op.elementwise.Logical.Connective;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Neg;
import gradus.op.elementwise.Pow;
import gradus.op.elementwise.Relu;
import gradus.op.elementwise.Select;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Sign;
import gradus.op.elementwise.Sin;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sqrt;
import gradus.op.elementwise.Sub;
import gradus.op.elementwise.Tanh;
import gradus.op.elementwise.Unary;
import gradus.op.indexing.ArgSort;
import gradus.op.indexing.Gather;
import gradus.op.indexing.GatherElements;
import gradus.op.indexing.OneHot;
import gradus.op.indexing.ScatterAdd;
import gradus.op.indexing.ScatterElements;
import gradus.op.movement.Broadcast;
import gradus.op.movement.Concat;
import gradus.op.movement.Flip;
import gradus.op.movement.Pad;
import gradus.op.movement.Permute;
import gradus.op.movement.Reshape;
import gradus.op.movement.Slice;
import gradus.op.reduction.ArgMax;
import gradus.op.reduction.ArgMin;
import gradus.op.reduction.LogSumExp;
import gradus.op.reduction.Max;
import gradus.op.reduction.Mean;
import gradus.op.reduction.Min;
import gradus.op.reduction.Prod;
import gradus.op.reduction.Sum;
import gradus.op.source.Constant;
import gradus.op.source.Draw;
import gradus.op.source.Draw.Distribution;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// The table: at least one row for every operation, tried by every test of operations.
public final class Samples {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private Samples() {}

  /// All rows.
  public static Stream<Sample> all() {
    return Stream.of(
            sources(),
            unary(),
            binary(),
            truth(),
            reductions(),
            movements(),
            products(),
            indexing(),
            WindowSamples.all(),
            CompositeSamples.all())
        .flatMap(List::stream);
  }

  /// The rows with a trait.
  public static Stream<Sample> with(Sample.Trait trait) {
    return all().filter(sample -> sample.is(trait));
  }

  private static List<Sample> sources() {
    return List.of(
        valued(new Input("x", f64(2))),
        valued(new Parameter("w", f64(2))),
        valued(new State("m", f64(2))),
        valued(new Constant(listed(1, 2))),
        valued(new Constant(Tensor.of(Shape.scalar(), 0.1))),
        valued(new Draw(Distribution.UNIFORM, f64(2, 3), 5), Tensor.of(Shape.scalar(), 3L)),
        valued(new Draw(Distribution.NORMAL, f64(2, 3), 5), Tensor.of(Shape.scalar(), 3L)));
  }

  private static List<Sample> unary() {
    Tensor any = apart(2, 5);
    Tensor positive = uniform(0.4, 3, 7);
    List<Sample> rows = new ArrayList<>();
    rows.add(linear(new Neg(), small(5)));
    rows.addAll(
        List.of(
            smooth(new Abs(), any),
            smooth(new Sign(), any),
            smooth(new Exp(), any),
            smooth(new Log(), positive),
            smooth(new Log1p(), positive),
            smooth(new Expm1(), any),
            smooth(new Sqrt(), positive),
            smooth(new Floor(), uniform(0.1, 0.9, 3)),
            smooth(new Sin(), any),
            smooth(new Cos(), any),
            smooth(new Atan(), any),
            smooth(new Erf(), any),
            smooth(new Sigmoid(), any),
            smooth(new Tanh(), any),
            smooth(new Softplus(), any),
            smooth(new Relu(), any)));
    Tensor edges = listed(0, -0.0, 1, -1, INF, -INF, NAN, 800, -800, 1e-300, -1e-300, 3.5, -3.5);
    for (Sample row : List.copyOf(rows)) {
      rows.add(edge(row.op(), edges));
      if (((Unary) row.op()).takesIntegers()) {
        rows.add(valued(row.op(), longs(0, 5, -5, Long.MAX_VALUE)));
      }
    }
    return rows;
  }

  private static List<Sample> binary() {
    Tensor x = apart(2, 3);
    Tensor y = uniform(0.4, 2, 2, 3);
    List<Sample> rows =
        new ArrayList<>(
            List.of(
                linear(new Add(), small(4), small(4)),
                linear(new Sub(), small(4), small(4)),
                linear(new Mul(), small(4), small(4)),
                smooth(new Div(), x, y),
                smooth(new Pow(), y, x),
                smooth(new gradus.op.elementwise.Min(), x, y),
                smooth(new gradus.op.elementwise.Max(), x, y)));
    // a negative base has derivatives in the base, at integer exponents
    rows.add(valued(new Pow(), listed(-2, -2, 3, 0, 2), listed(3, -2, 0, 2, 0.5)));
    Tensor left = listed(0, -0.0, INF, -INF, NAN, 1, 800, 2, 1, NAN, 0, -1);
    Tensor right = listed(-0.0, 0, -INF, INF, 1, NAN, 0, INF, 0, 0, 0, 0.5);
    for (Sample row : List.copyOf(rows.subList(0, 7))) {
      rows.add(edge(row.op(), left, right));
      rows.add(valued(row.op(), longs(7, -7, 2, 0), longs(2, 2, 3, 5)));
    }
    return rows;
  }

  private static List<Sample> truth() {
    List<Sample> rows = new ArrayList<>();
    for (Relation relation : Relation.values()) {
      rows.add(valued(new Compare(relation), listed(1, 2, 3, NAN), listed(2, 2, 2, 2)));
      rows.add(valued(new Compare(relation), longs(1, 2, 3), longs(2, 2, 2)));
    }
    Tensor p = truths(true, true, false, false);
    Tensor q = truths(true, false, true, false);
    rows.add(valued(new Logical(Connective.AND), p, q));
    rows.add(valued(new Logical(Connective.OR), p, q));
    rows.add(valued(new Logical(Connective.NOT), p));
    rows.add(linear(new Select(), p, small(4), small(4)));
    rows.add(valued(new Select(), p, longs(1, 2, 3, 4), longs(5, 6, 7, 8)));
    rows.add(edge(new Select(), p, listed(1, 2, NAN, INF), listed(NAN, INF, 3, 4)));
    for (DType dtype : DType.values()) {
      rows.add(smooth(new Cast(dtype), listed(-1.5, 0.25, 2.75)));
      rows.add(valued(new Cast(dtype), longs(-3, 0, 5)));
      rows.add(valued(new Cast(dtype), p));
    }
    return rows;
  }

  private static List<Sample> reductions() {
    List<Sample> rows = new ArrayList<>();
    for (List<Integer> axes :
        List.of(List.of(0), List.of(1), List.of(0, 2), List.of(0, 1, 2), List.<Integer>of())) {
      for (boolean keep : List.of(false, true)) {
        rows.add(linear(new Sum(axes, keep), small(2, 3, 2)));
        rows.add(linear(new Mean(axes, keep), small(2, 3, 2)));
        rows.add(smooth(new Max(axes, keep), apart(2, 3, 2)));
        rows.add(smooth(new Min(axes, keep), apart(2, 3, 2)));
        rows.add(smooth(new Prod(axes, keep), apart(2, 3, 2)));
        rows.add(smooth(new LogSumExp(axes, keep), apart(2, 3, 2)));
      }
    }
    rows.add(smooth(new Prod(List.of(0), false), listed(2, 0, 3)));
    rows.add(smooth(new Prod(List.of(0), false), listed(0, 0, 3)));
    for (int axis = 0; axis < 3; axis++) {
      rows.add(valued(new ArgMax(axis, false), apart(2, 3, 2)));
      rows.add(valued(new ArgMin(axis, true), apart(2, 3, 2)));
    }
    rows.add(valued(new ArgMax(0, false), listed(1, 3, 3)));
    rows.add(valued(new ArgMin(0, false), longs(5, 2, 2)));
    List<Integer> first = List.of(0);
    for (Tensor x : List.of(longs(3, -2, 7), listed(), listed(1, INF), listed(-INF, -INF))) {
      rows.add(valued(new Sum(first, false), x));
      rows.add(valued(new Max(first, false), x));
      rows.add(valued(new Min(first, false), x));
      rows.add(valued(new Prod(first, false), x));
    }
    rows.add(edge(new LogSumExp(first, false), listed(1000, 999, -1000)));
    rows.add(edge(new LogSumExp(first, false), listed(-INF, 1)));
    rows.add(edge(new LogSumExp(first, false), listed(-INF, -INF)));
    return rows;
  }

  private static List<Sample> movements() {
    Tensor x = small(2, 3);
    List<Sample> rows = new ArrayList<>();
    for (Tensor each : List.of(x, x.as(DType.I64), x.as(DType.BOOL))) {
      rows.add(linear(new Reshape(Shape.of(3, 2, 1)), each));
      rows.add(linear(new Permute(List.of(1, 0)), each));
      rows.add(linear(new Broadcast(Shape.of(4, 2, 3)), each));
      rows.add(linear(new Flip(List.of(1)), each));
      rows.add(linear(new Slice(List.of(0, 1), List.of(2, 1), List.of(1, 2)), each));
      rows.add(linear(new Concat(1), each, each, each));
      rows.add(linear(new Pad(List.of(1, 0), List.of(0, 2), List.of(0, 1), 1), each));
    }
    rows.add(linear(new Permute(List.of(2, 0, 1)), small(2, 3, 4)));
    rows.add(linear(new Broadcast(Shape.of(2, 3, 4)), small(3, 1)));
    rows.add(linear(new Broadcast(Shape.of(2)), Tensor.of(Shape.scalar(), 3.0)));
    rows.add(linear(new Flip(List.of(0, 1)), x));
    rows.add(linear(new Slice(List.of(1, 0), List.of(0, 2), List.of(1, 2)), x));
    rows.add(linear(new Slice(List.of(1), List.of(3), List.of(2)), small(7)));
    rows.add(linear(new Concat(0), small(1, 2), small(3, 2)));
    rows.add(linear(new Pad(List.of(0), List.of(3), List.of(2), 0), small(3)));
    rows.add(linear(new Pad(List.of(2), List.of(1), List.of(2), 5), listed()));
    return rows;
  }

  private static List<Sample> products() {
    List<Sample> rows = new ArrayList<>();
    for (boolean transposeA : List.of(false, true)) {
      for (boolean transposeB : List.of(false, true)) {
        MatMul op = new MatMul(transposeA, transposeB);
        rows.add(
            linear(
                op,
                transposeA ? small(3, 2) : small(2, 3),
                transposeB ? small(4, 3) : small(3, 4)));
        rows.add(
            linear(
                op,
                transposeA ? small(2, 3, 2) : small(2, 2, 3),
                transposeB ? small(2, 1, 3) : small(2, 3, 1)));
      }
    }
    rows.add(linear(new MatMul(false, false), small(2, 0), small(0, 3)));
    rows.add(valued(new MatMul(false, true), small(2, 3).as(DType.I64), small(2, 3).as(DType.I64)));
    return rows;
  }

  private static List<Sample> indexing() {
    Tensor x = small(3, 4);
    Tensor two = Tensor.of(Shape.of(2, 2), 2L, 0, 2, 1);
    Tensor each = Tensor.of(Shape.of(2, 4), 0L, 1, 2, 0, 2, 1, 2, 0);
    List<Sample> rows =
        new ArrayList<>(
            List.of(
                valued(new OneHot(3, DType.F64), longs(0, 2, 5, -1)),
                valued(new OneHot(2, DType.BOOL), two),
                linear(new Gather(0), x, longs(2, 0, 2)),
                linear(new Gather(1), x, two),
                linear(new Gather(0), x, Tensor.of(Shape.scalar(), 1L)),
                linear(new ScatterAdd(0, 3), small(3, 2), longs(2, 0, 2)),
                linear(new ScatterAdd(1, 4), small(3, 2, 2, 2), two),
                linear(new ScatterAdd(0, 2), small(3), Tensor.of(Shape.scalar(), 1L)),
                linear(new GatherElements(0), x, each),
                linear(new ScatterElements(0, 3), small(2, 4), each)));
    rows.add(valued(new Gather(0), longs(5, 6, 7), longs(1, 1)));
    for (boolean descending : List.of(false, true)) {
      rows.add(valued(new ArgSort(0, descending), apart(3, 4)));
      rows.add(valued(new ArgSort(0, descending), listed(2, 0, 1, -0.0, 2, -INF, INF)));
      rows.add(valued(new ArgSort(0, descending), longs(3, -1, 3, Long.MIN_VALUE)));
      rows.add(valued(new ArgSort(0, descending), listed()));
    }
    return Collections.unmodifiableList(rows);
  }
}
