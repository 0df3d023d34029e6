package gradus.explain.derive;

import static gradus.explain.derive.OperationUses.Held.BY_DIFFERENCES;
import static gradus.explain.derive.OperationUses.Held.BY_VALUES;
import static gradus.explain.derive.OperationUses.Held.EXACTLY;

import gradus.formula.Condition.Relation;
import gradus.op.Node;
import gradus.op.Op;
import gradus.op.composite.*;
import gradus.op.contraction.MatMul;
import gradus.op.elementwise.*;
import gradus.op.indexing.*;
import gradus.op.movement.*;
import gradus.op.reduction.ArgMax;
import gradus.op.reduction.ArgMin;
import gradus.op.reduction.LogSumExp;
import gradus.op.reduction.Mean;
import gradus.op.reduction.Prod;
import gradus.op.reduction.Sum;
import gradus.op.source.Constant;
import gradus.op.source.Draw;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.op.window.*;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// One use of every operation, for its page.
final class OperationUses {

  /// How the project's tests hold a derivative.
  enum Held {
    /// `LinearityTest`: the Jacobian in fractions.
    EXACTLY,
    /// `DerivativeTest` alone.
    BY_DIFFERENCES,
    /// No derivative flows: values alone.
    BY_VALUES
  }

  /// A use.
  ///
  /// @param node the operation over inputs
  /// @param onnx its name in ONNX, or ""
  /// @param held how its derivative is held
  record Use(Node node, String onnx, Held held) {}

  private OperationUses() {}

  static List<Use> all() {
    List<Use> uses = new ArrayList<>(sources());
    uses.addAll(elements());
    uses.addAll(folds());
    uses.addAll(moves());
    uses.addAll(windows());
    uses.addAll(activations());
    uses.addAll(losses());
    uses.addAll(composites());
    return uses;
  }

  private static TensorType f64(Integer... sizes) {
    return new TensorType(
        DType.F64, Shape.of(java.util.Arrays.stream(sizes).mapToInt(i -> i).toArray()));
  }

  private static TensorType i64(int... sizes) {
    return new TensorType(DType.I64, Shape.of(sizes));
  }

  private static TensorType bool(int... sizes) {
    return new TensorType(DType.BOOL, Shape.of(sizes));
  }

  private static Use use(Op op, String onnx, Held held, TensorType... inputs) {
    List<Node> nodes = new ArrayList<>();
    for (TensorType type : inputs) {
      nodes.add(Input.of("x" + nodes.size(), type));
    }
    return new Use(Node.of(op, nodes), onnx, held);
  }

  private static List<Use> sources() {
    return List.of(
        use(new Input("x", f64(2)), "", BY_VALUES),
        use(new Parameter("w", f64(2)), "", BY_VALUES),
        use(new State("m", f64(2)), "", BY_VALUES),
        use(new Constant(Tensor.of(Shape.of(2), 1.0, 2.0)), "Constant", BY_VALUES),
        use(new Draw(Draw.Distribution.UNIFORM, f64(2, 3), 5), "RandomUniform", BY_VALUES, i64()));
  }

  private static List<Use> elements() {
    TensorType x = f64(4);
    List<Use> uses = new ArrayList<>(unary(x));
    uses.add(use(new Add(), "Add", EXACTLY, x, x));
    uses.add(use(new Sub(), "Sub", EXACTLY, x, x));
    uses.add(use(new Mul(), "Mul", EXACTLY, x, x));
    uses.add(use(new Div(), "Div", BY_DIFFERENCES, x, x));
    uses.add(use(new Pow(), "Pow", BY_DIFFERENCES, x, x));
    uses.add(use(new gradus.op.elementwise.Min(), "Min", BY_DIFFERENCES, x, x));
    uses.add(use(new gradus.op.elementwise.Max(), "Max", BY_DIFFERENCES, x, x));
    uses.add(use(new Compare(Relation.LT), "Less", BY_VALUES, x, x));
    uses.add(use(new Logical(Logical.Connective.AND), "And", BY_VALUES, bool(4), bool(4)));
    uses.add(use(new Select(), "Where", EXACTLY, bool(4), x, x));
    uses.add(use(new Cast(DType.F32), "Cast", BY_DIFFERENCES, x));
    return uses;
  }

  private static List<Use> unary(TensorType x) {
    return List.of(
        use(new Neg(), "Neg", EXACTLY, x),
        use(new Abs(), "Abs", BY_DIFFERENCES, x),
        use(new Sign(), "Sign", BY_VALUES, x),
        use(new Exp(), "Exp", BY_DIFFERENCES, x),
        use(new Log(), "Log", BY_DIFFERENCES, x),
        use(new Log1p(), "", BY_DIFFERENCES, x),
        use(new Expm1(), "", BY_DIFFERENCES, x),
        use(new Sqrt(), "Sqrt", BY_DIFFERENCES, x),
        use(new Floor(), "Floor", BY_VALUES, x),
        use(new Sin(), "Sin", BY_DIFFERENCES, x),
        use(new Cos(), "Cos", BY_DIFFERENCES, x),
        use(new Atan(), "Atan", BY_DIFFERENCES, x),
        use(new Erf(), "Erf", BY_DIFFERENCES, x),
        use(new Sigmoid(), "Sigmoid", BY_DIFFERENCES, x),
        use(new Tanh(), "Tanh", BY_DIFFERENCES, x),
        use(new Softplus(), "Softplus", BY_DIFFERENCES, x),
        use(new Relu(), "Relu", BY_DIFFERENCES, x));
  }

  private static List<Use> folds() {
    TensorType x = f64(2, 3);
    List<Integer> last = List.of(1);
    return List.of(
        use(new Sum(last, false), "ReduceSum", EXACTLY, x),
        use(new Mean(last, false), "ReduceMean", EXACTLY, x),
        use(new gradus.op.reduction.Max(last, false), "ReduceMax", BY_DIFFERENCES, x),
        use(new gradus.op.reduction.Min(last, false), "ReduceMin", BY_DIFFERENCES, x),
        use(new Prod(last, false), "ReduceProd", BY_DIFFERENCES, x),
        use(new LogSumExp(last, false), "ReduceLogSumExp", BY_DIFFERENCES, x),
        use(new ArgMax(1, false), "ArgMax", BY_VALUES, x),
        use(new ArgMin(1, false), "ArgMin", BY_VALUES, x),
        use(new MatMul(false, false), "MatMul", EXACTLY, f64(2, 3), f64(3, 4)));
  }

  private static List<Use> moves() {
    TensorType x = f64(2, 3);
    return List.of(
        use(new Reshape(Shape.of(6)), "Reshape", EXACTLY, x),
        use(new Permute(List.of(1, 0)), "Transpose", EXACTLY, x),
        use(new Broadcast(Shape.of(4, 2, 3)), "Expand", EXACTLY, x),
        use(new Flip(List.of(1)), "Slice", EXACTLY, x),
        use(new Slice(List.of(0, 1), List.of(2, 1), List.of(1, 2)), "Slice", EXACTLY, x),
        use(new Concat(1), "Concat", EXACTLY, x, x),
        use(new Pad(List.of(1, 0), List.of(0, 2), List.of(0, 0), 0), "Pad", EXACTLY, x),
        use(new OneHot(3, DType.F64), "OneHot", BY_VALUES, i64(4)),
        use(new Gather(0), "Gather", EXACTLY, f64(3, 4), i64(3)),
        use(new ScatterAdd(0, 3), "", EXACTLY, f64(3, 2), i64(3)),
        use(new ArgSort(0, false), "TopK", BY_VALUES, f64(4)),
        use(new GatherElements(0), "GatherElements", EXACTLY, f64(3, 4), i64(2, 4)),
        use(new ScatterElements(0, 3), "ScatterElements", EXACTLY, f64(2, 4), i64(2, 4)));
  }

  private static List<Use> windows() {
    Convention how = Convention.CROSS_CORRELATION;
    Placement valid = Placement.valid(1);
    Pooling pooling = Pooling.floor(List.of(2), valid.withStrides(List.of(2)));
    return List.of(
        use(new Convolution(how, valid, 1), "Conv", EXACTLY, f64(2, 1, 5), f64(2, 1, 3)),
        use(
            new ConvolutionTranspose(how, valid, 1, List.of(5)),
            "ConvTranspose",
            EXACTLY,
            f64(2, 2, 3),
            f64(2, 1, 3)),
        use(
            new ConvolutionWeight(how, valid, 1, List.of(3)),
            "",
            EXACTLY,
            f64(2, 1, 5),
            f64(2, 2, 3)),
        use(new MaxPool(pooling), "MaxPool", BY_DIFFERENCES, f64(2, 1, 6)),
        use(new MaxPoolIndices(pooling), "MaxPool", BY_VALUES, f64(2, 1, 6)),
        use(new AveragePool(pooling, false), "AveragePool", EXACTLY, f64(2, 1, 6)),
        use(new AveragePoolTranspose(pooling, false, List.of(6)), "", EXACTLY, f64(2, 1, 3)));
  }

  private static List<Use> activations() {
    TensorType x = f64(4);
    return List.of(
        use(new LeakyRelu(0.01), "LeakyRelu", BY_DIFFERENCES, x),
        use(new Elu(1), "Elu", BY_DIFFERENCES, x),
        use(new Selu(), "Selu", BY_DIFFERENCES, x),
        use(new Gelu(), "Gelu", BY_DIFFERENCES, x),
        use(new GeluTanh(), "Gelu", BY_DIFFERENCES, x),
        use(new Silu(), "", BY_DIFFERENCES, x),
        use(new Softsign(), "Softsign", BY_DIFFERENCES, x),
        use(new HardSigmoid(0.2, 0.5), "HardSigmoid", BY_DIFFERENCES, x),
        use(new HardSwish(), "HardSwish", BY_DIFFERENCES, x),
        use(new Mish(), "Mish", BY_DIFFERENCES, x),
        use(new LogSigmoid(), "", BY_DIFFERENCES, x),
        use(new Clip(-0.75, 1), "Clip", BY_DIFFERENCES, x));
  }

  private static List<Use> losses() {
    TensorType x = f64(2, 3);
    return List.of(
        use(new SquaredError(), "", BY_DIFFERENCES, x, x),
        use(new AbsoluteError(), "", BY_DIFFERENCES, x, x),
        use(new Huber(1), "", BY_DIFFERENCES, x, x),
        use(new BinaryCrossEntropy(), "", BY_DIFFERENCES, x, x),
        use(new BinaryCrossEntropyOfProbability(), "", BY_DIFFERENCES, x, x),
        use(new SigmoidSquaredError(), "", BY_DIFFERENCES, x, x),
        use(Focal.of(2), "", BY_DIFFERENCES, x, x),
        use(new Hinge(false), "", BY_DIFFERENCES, x, x),
        use(new SoftmaxCrossEntropy(1), "SoftmaxCrossEntropyLoss", BY_DIFFERENCES, x, x),
        use(new NegativeLogLikelihood(1), "NegativeLogLikelihoodLoss", EXACTLY, x, x));
  }

  private static List<Use> composites() {
    TensorType x = f64(3, 4);
    TensorType row = f64(4);
    return List.of(
        use(new Softmax(1), "Softmax", BY_DIFFERENCES, x),
        use(new LogSoftmax(1), "LogSoftmax", BY_DIFFERENCES, x),
        use(new LayerNorm(List.of(1), 1e-5), "LayerNormalization", BY_DIFFERENCES, x, row, row),
        use(new BatchNorm(1e-5), "BatchNormalization", BY_DIFFERENCES, x, row, row),
        use(new GroupNorm(2, 1e-5), "GroupNormalization", BY_DIFFERENCES, f64(2, 4, 3), row, row),
        use(new Dropout(0.5, 3), "Dropout", EXACTLY, x, i64()),
        use(
            Function.of("square", List.of(row), in -> in.get(0).times(in.get(0))),
            "",
            BY_DIFFERENCES,
            row));
  }
}
