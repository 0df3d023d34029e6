package gradus.runtime.plan;

import gradus.formula.Condition.Relation;
import gradus.op.Layout;
import gradus.op.Node;
import gradus.op.Op;
import gradus.op.composite.AbsoluteError;
import gradus.op.composite.BatchNorm;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.BinaryCrossEntropyOfProbability;
import gradus.op.composite.Clip;
import gradus.op.composite.Dropout;
import gradus.op.composite.Elu;
import gradus.op.composite.Focal;
import gradus.op.composite.Function;
import gradus.op.composite.Gelu;
import gradus.op.composite.GeluTanh;
import gradus.op.composite.GroupNorm;
import gradus.op.composite.HardSigmoid;
import gradus.op.composite.HardSwish;
import gradus.op.composite.Hinge;
import gradus.op.composite.Huber;
import gradus.op.composite.LayerNorm;
import gradus.op.composite.LeakyRelu;
import gradus.op.composite.LogSigmoid;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Mish;
import gradus.op.composite.NegativeLogLikelihood;
import gradus.op.composite.Selu;
import gradus.op.composite.SigmoidSquaredError;
import gradus.op.composite.Silu;
import gradus.op.composite.Softmax;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.op.composite.Softsign;
import gradus.op.composite.SquaredError;
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
import gradus.op.source.Draw;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
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
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// At least one use of every operation, over inputs.
final class OperationRows {

  private final DType dtype;
  private final List<Node> rows = new ArrayList<>();
  private int inputs;

  /// Rows whose floats are of this type.
  static List<Node> of(DType dtype) {
    OperationRows rows = new OperationRows(dtype);
    rows.elementwise();
    rows.reductions();
    rows.movements();
    rows.contractions();
    rows.windows();
    rows.indexing();
    rows.composites();
    rows.sources();
    return rows.rows;
  }

  private OperationRows(DType dtype) {
    this.dtype = dtype;
  }

  private Node x(int... sizes) {
    return input(new TensorType(dtype, Shape.of(sizes)));
  }

  private Node input(TensorType type) {
    return Input.of("x" + inputs++, type);
  }

  private void add(Op op, Node... nodes) {
    rows.add(Node.of(op, List.of(nodes)));
  }

  private Node signed(int... sizes) {
    return x(sizes).minus(0.5).times(4);
  }

  private void elementwise() {
    List<Op> unary =
        List.of(
            new Neg(),
            new Abs(),
            new Sign(),
            new Exp(),
            new Expm1(),
            new Floor(),
            new Sin(),
            new Cos(),
            new Atan(),
            new Erf(),
            new Sigmoid(),
            new Tanh(),
            new Softplus(),
            new Relu());
    unary.forEach(op -> add(op, signed(3, 7)));
    List.of(new Log(), new Log1p(), new Sqrt()).forEach(op -> add(op, x(3, 7)));
    List<Op> binary =
        List.of(
            new Add(),
            new Sub(),
            new Mul(),
            new Div(),
            new Pow(),
            new gradus.op.elementwise.Min(),
            new gradus.op.elementwise.Max());
    binary.forEach(op -> add(op, x(3, 7), x(3, 7)));
    for (Relation relation : Relation.values()) {
      add(new Compare(relation), x(40), x(40));
      add(new Compare(relation), input(TensorType.i64(40)), input(TensorType.i64(40)));
    }
    Node truth = input(TensorType.bool(3, 7));
    add(new Logical(Logical.Connective.AND), truth, input(TensorType.bool(3, 7)));
    add(new Logical(Logical.Connective.OR), truth, input(TensorType.bool(3, 7)));
    add(new Logical(Logical.Connective.NOT), truth);
    add(new Select(), truth, x(3, 7), x(3, 7));
    add(new Select(), truth, input(TensorType.i64(3, 7)), input(TensorType.i64(3, 7)));
    for (DType to : DType.values()) {
      add(new Cast(to), signed(3, 7));
      add(new Cast(to), truth);
      add(new Cast(to), input(TensorType.i64(3, 7)));
    }
    Node whole = input(new TensorType(DType.I32, Shape.of(9)));
    binary.forEach(op -> add(op, whole, whole.plus(1)));
    List.of(new Neg(), new Abs(), new Sign()).forEach(op -> add(op, whole.minus(1)));
  }

  private void reductions() {
    for (List<Integer> axes : List.of(List.of(1), List.of(0), List.of(0, 2), List.of(0, 1, 2))) {
      for (boolean keep : new boolean[] {false, true}) {
        add(new Sum(axes, keep), signed(3, 5, 37));
        add(new Mean(axes, keep), signed(3, 5, 37));
        add(new Max(axes, keep), signed(3, 5, 37));
        add(new Min(axes, keep), signed(3, 5, 37));
        add(new Prod(axes, keep), x(2, 3, 4).plus(0.5));
        add(new LogSumExp(axes, keep), signed(3, 5, 7));
      }
      add(new Sum(axes, false), input(TensorType.i64(3, 5, 7)));
      add(new Max(axes, false), input(new TensorType(DType.I32, Shape.of(3, 5, 7))));
    }
    add(new Sum(List.of(1), false), signed(3, 0, 2));
    add(new Max(List.of(1), false), signed(3, 0, 2));
    for (int axis = 0; axis < 3; axis++) {
      add(new ArgMax(axis, axis == 1), signed(3, 5, 7));
      add(new ArgMin(axis, axis == 1), signed(3, 5, 7));
    }
  }

  private void movements() {
    add(new Reshape(Shape.of(6, 7)), x(2, 3, 7));
    add(new Permute(List.of(2, 0, 1)), x(2, 3, 7));
    add(new Permute(List.of(0, 2, 1)), input(TensorType.bool(2, 3, 7)));
    add(new Broadcast(Shape.of(4, 3, 7)), x(3, 1));
    add(new Pad(List.of(1, 0), List.of(0, 2), List.of(1, 2), 0.25), x(3, 4));
    add(new Slice(List.of(1, 2), List.of(2, 3), List.of(1, 2)), x(4, 9));
    add(new Slice(List.of(1, 0), List.of(2, 9), List.of(1, 1)), x(4, 9));
    add(new Slice(List.of(2, 3), List.of(1, 4), List.of(1, 1)), input(TensorType.i64(4, 9)));
    add(new Concat(1), x(2, 3), x(2, 1), x(2, 4));
    add(new Flip(List.of(0, 2)), x(2, 3, 7));
    rows.add(x(2, 3).tile(List.of(2, 3)).times(2));
    rows.add(Layout.concat(0, List.of(x(2, 3).transpose(), x(1, 2))).exp());
  }

  private void contractions() {
    for (boolean a : new boolean[] {false, true}) {
      for (boolean b : new boolean[] {false, true}) {
        add(new MatMul(a, b), a ? x(7, 5) : x(5, 7), b ? x(11, 7) : x(7, 11));
      }
    }
    add(new MatMul(false, true), x(2, 3, 5, 7), x(2, 3, 4, 7));
    rows.add(x(2, 3, 5).matmul(x(5, 4)));
    rows.add(x(2, 5, 3).transpose().matmul(x(4, 5).transpose()));
    add(new MatMul(false, false), input(TensorType.i64(3, 4)), input(TensorType.i64(4, 2)));
    add(new MatMul(false, false), x(3, 0), x(0, 2));
  }

  private void windows() {
    Placement placement = new Placement(List.of(2, 1), List.of(1, 2), List.of(1, 2), List.of(0, 1));
    for (Convention convention : Convention.values()) {
      Node x = x(2, 4, 9, 8);
      Node w = x(6, 2, 3, 2);
      Node y = Node.of(new Convolution(convention, placement, 2), List.of(x, w));
      rows.add(y);
      Node yBar = x(y.type().shape().toArray());
      add(new ConvolutionTranspose(convention, placement, 2, List.of(9, 8)), yBar, w);
      add(new ConvolutionWeight(convention, placement, 2, List.of(3, 2)), x, yBar);
    }
    Placement line = Placement.valid(1);
    add(new Convolution(Convention.CONVOLUTION, line, 1), x(2, 3, 9), x(4, 3, 3));
    Node whole = input(TensorType.i64(2, 3, 9));
    Node kernel = input(TensorType.i64(4, 3, 3));
    Node y = Node.of(new Convolution(Convention.CONVOLUTION, line, 1), List.of(whole, kernel));
    rows.add(y);
    add(new ConvolutionTranspose(Convention.CONVOLUTION, line, 1, List.of(9)), y, kernel);
    add(new ConvolutionWeight(Convention.CONVOLUTION, line, 1, List.of(3)), whole, y);
    Pooling pooling =
        Pooling.ceil(
            List.of(3, 2),
            new Placement(List.of(2, 2), List.of(1, 1), List.of(1, 0), List.of(1, 0)),
            List.of(8, 7));
    for (Node image : List.of(x(2, 3, 8, 7), input(TensorType.i64(2, 3, 8, 7)))) {
      add(new MaxPool(pooling), image);
      add(new MaxPoolIndices(pooling), image);
    }
    for (boolean padded : new boolean[] {false, true}) {
      Node mean = Node.of(new AveragePool(pooling, padded), List.of(x(2, 3, 8, 7)));
      rows.add(mean);
      add(new AveragePoolTranspose(pooling, padded, List.of(8, 7)), mean);
    }
  }

  private void indexing() {
    add(new OneHot(3, dtype), input(TensorType.i64(2, 4)));
    add(new Gather(1), x(2, 3, 4), input(TensorType.i64(5)));
    add(new Gather(0), input(TensorType.bool(3, 4)), input(TensorType.i64(2, 2)));
    add(new ScatterAdd(1, 3), x(2, 5, 4), input(TensorType.i64(5)));
    add(new ScatterAdd(0, 4), input(TensorType.i64(5, 2)), input(TensorType.i64(5)));
    add(new GatherElements(1), x(2, 3, 4), input(TensorType.i64(2, 6, 4)));
    for (boolean descending : new boolean[] {false, true}) {
      add(new ArgSort(0, descending), x(33));
      add(new ArgSort(1, descending), x(2, 37, 4).times(9).floor());
      add(new ArgSort(2, descending), input(TensorType.i64(2, 3, 4)));
    }
    add(new ScatterElements(1, 3), x(2, 6, 4), input(TensorType.i64(2, 6, 4)));
  }

  private void composites() {
    List<Op> activations =
        List.of(
            new Clip(-0.5, 0.5),
            new Elu(1),
            new Gelu(),
            new GeluTanh(),
            new HardSigmoid(0.2, 0.5),
            new HardSwish(),
            new LeakyRelu(0.01),
            new LogSigmoid(),
            new Mish(),
            new Selu(),
            new Silu(),
            new Softsign());
    activations.forEach(op -> add(op, signed(3, 7)));
    add(new Softmax(1), signed(3, 7, 2));
    add(new Softmax(2), signed(3, 7, 200));
    add(new LogSoftmax(0), signed(3, 7));
    add(new LogSoftmax(1), signed(3, 7));
    List<Op> losses =
        List.of(
            new AbsoluteError(),
            new BinaryCrossEntropy(2),
            new BinaryCrossEntropyOfProbability(1e-7),
            new Focal(2, 0.25, 0.75),
            new Hinge(true),
            new Huber(0.5),
            new SigmoidSquaredError(),
            new SquaredError(),
            new SoftmaxCrossEntropy(1));
    losses.forEach(op -> add(op, x(3, 7), x(3, 7)));
    add(new NegativeLogLikelihood(1), x(3, 7).log(), x(3, 7));
    add(new BatchNorm(1e-5), x(4, 3, 5), x(3), x(3));
    add(new GroupNorm(2, 1e-5), x(2, 4, 5), x(4), x(4));
    add(new LayerNorm(List.of(2), 1e-5), x(2, 3, 5), x(5), x(5));
    add(new Dropout(0.5, 3), x(4, 9), input(TensorType.i64()));
    TensorType type = new TensorType(dtype, Shape.of(3, 4));
    Function function =
        Function.of("twice and one", List.of(type), in -> in.getFirst().times(2).plus(1));
    rows.add(function.call(List.of(x(3, 4))));
  }

  private void sources() {
    Node key = input(TensorType.i64());
    rows.add(Draw.uniform(new TensorType(dtype, Shape.of(33)), 7, key));
    rows.add(Draw.normal(new TensorType(dtype, Shape.of(33)), 8, key));
    rows.add(Node.constant(Tensor.of(new TensorType(dtype, Shape.of(2)), 0.5, 2)).times(3));
    rows.add(Parameter.of("p", new TensorType(dtype, Shape.of(4))).exp());
    rows.add(State.of("s", new TensorType(dtype, Shape.of(4))));
    rows.add(x(4));
  }
}
