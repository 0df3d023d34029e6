package gradus.onnx.read;

import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Functions, reductions, products, normalisations, losses and recurrent layers, against ONNX
/// Runtime.
class FunctionTrialsTest {

  private static long[] a(long... values) {
    return values;
  }

  private static final Tensor EDGES =
      Tensor.of(
          Shape.of(11),
          0f,
          -0f,
          1f,
          -1f,
          0.5f,
          -2.5f,
          100f,
          -100f,
          Float.POSITIVE_INFINITY,
          Float.NEGATIVE_INFINITY,
          Float.NaN);

  @TestFactory
  Stream<DynamicTest> elements() {
    List<Trial> trials = new ArrayList<>();
    for (String name :
        List.of(
            "Abs",
            "Neg",
            "Sign",
            "Floor",
            "Ceil",
            "Round",
            "Exp",
            "Log",
            "Sqrt",
            "Erf",
            "Reciprocal",
            "Tanh",
            "Sigmoid",
            "Relu",
            "Softplus",
            "Asinh",
            "Acosh",
            "Atanh",
            "Atan",
            "IsNaN",
            "IsInf",
            "Selu",
            "Celu",
            "Elu",
            "LeakyRelu",
            "HardSigmoid",
            "ThresholdedRelu",
            "Shrink")) {
      trials.add(Trial.of(name, 14).in(EDGES));
    }
    // at ±∞ Gradus gives the limit, ONNX Runtime NaN
    trials.add(Trial.of("Softsign", 14).floats(50));
    trials.add(Trial.of("HardSwish", 14).floats(-5.0, 5.0, 50));
    for (String name : List.of("Sin", "Cos", "Tan", "Sinh", "Cosh", "Asin", "Acos")) {
      trials.add(Trial.of(name, 14).floats(-1.0, 1.0, 50));
    }
    trials.add(Trial.of("Selu", 6).floats(9).with("alpha", 0.5f).with("gamma", 3f));
    trials.add(Trial.of("Celu", 12).floats(9).with("alpha", 2f));
    trials.add(Trial.of("Shrink", 9).floats(9).with("bias", 0.3f).with("lambd", 1f));
    trials.add(Trial.of("HardSigmoid", 6).floats(9).with("alpha", 0.9f).with("beta", 0.1f));
    trials.add(Trial.of("Gelu", 20).floats(9).with("approximate", "tanh"));
    trials.add(Trial.of("PRelu", 16).floats(2, 3, 4).floats(3, 1));
    trials.add(Trial.of("Clip", 13).floats(9).in(Tensor.scalar(-1)).absent());
    trials.add(Trial.of("Clip", 6).floats(9).with("min", -0.5f).with("max", 0.25f));
    for (int fmod : List.of(0, 1)) {
      trials.add(
          Trial.of("Mod", 13)
              .in(Tensor.of(Shape.of(6), new int[] {-7, -3, 5, 7, 0, 6}))
              .in(Tensor.of(Shape.of(6), new int[] {3, -2, -3, 7, 5, 4}))
              .with("fmod", fmod));
    }
    trials.add(Trial.of("Mod", 13).floats(8).floats(0.3, 2.0, 8).with("fmod", 1));
    trials.add(Trial.of("Pow", 15).floats(0.1, 3.0, 4).wholes(DType.I64, -2, 3, 4));
    trials.add(Trial.of("Pow", 15).wholes(DType.I64, -3, 4, 9).wholes(DType.I64, 0, 9, 9));
    trials.add(
        Trial.of("Div", 13)
            .wholes(DType.I32, -9, 9, 6)
            .in(Tensor.of(Shape.of(6), 2, -2, 3, -3, 4, 5)));
    trials.add(Trial.of("Max", 13).floats(3, 1).floats(4).floats(2, 1, 1));
    trials.add(Trial.of("Mean", 13).floats(3, 1).floats(4));
    trials.add(Trial.of("Where", 16).wholes(DType.BOOL, 0, 2, 3, 1).floats(4).floats(2, 1, 1));
    trials.add(Trial.of("Xor", 7).wholes(DType.BOOL, 0, 2, 3, 1).wholes(DType.BOOL, 0, 2, 4));
    trials.add(
        Trial.of("Cast", 13).in(Tensor.of(Shape.of(4), -1.7f, 2.5f, 0f, 3e9f)).with("to", 7));
    trials.add(Trial.of("Cast", 13).floats(5).with("to", 9));
    for (int axis : List.of(0, 1, 2)) {
      for (String name : List.of("Softmax", "LogSoftmax", "Hardmax")) {
        trials.add(Trial.of(name, 11).floats(2, 3, 4).with("axis", axis));
        trials.add(Trial.of(name, 13).floats(2, 3, 4).with("axis", axis));
      }
    }
    return WindowTrialsTest.tests(trials);
  }

  @TestFactory
  Stream<DynamicTest> reductions() {
    List<Trial> trials = new ArrayList<>();
    for (String name :
        List.of(
            "ReduceSum",
            "ReduceMean",
            "ReduceMax",
            "ReduceMin",
            "ReduceProd",
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceSumSquare")) {
      for (int keep : List.of(0, 1)) {
        trials.add(
            Trial.of(name, 18).floats(0.5, 2.0, 2, 3, 4).longs(-1, 0).with("keepdims", keep));
        trials.add(Trial.of(name, 18).floats(0.5, 2.0, 2, 3).with("keepdims", keep));
        trials.add(
            Trial.of(name, 18)
                .floats(0.5, 2.0, 2, 3)
                .longs()
                .with("noop_with_empty_axes", 1)
                .with("keepdims", keep));
      }
      trials.add(Trial.of(name, 11).floats(0.5, 2.0, 2, 3).with("axes", a(1)));
      trials.add(Trial.of(name, 18).wholes(DType.I32, 1, 5, 2, 3).longs(1));
    }
    for (String name : List.of("ArgMax", "ArgMin")) {
      for (int last : List.of(0, 1)) {
        trials.add(
            Trial.of(name, 13)
                .wholes(DType.I32, 0, 3, 3, 6)
                .with("axis", -1)
                .with("select_last_index", last));
      }
    }
    return WindowTrialsTest.tests(trials);
  }

  @TestFactory
  Stream<DynamicTest> products() {
    List<Trial> trials = new ArrayList<>();
    trials.add(Trial.of("MatMul", 13).floats(3).floats(3));
    trials.add(Trial.of("MatMul", 13).floats(3).floats(2, 3, 4));
    trials.add(Trial.of("MatMul", 13).floats(2, 1, 4, 3).floats(5, 3, 2));
    trials.add(
        Trial.of("MatMul", 13).wholes(DType.I64, -3, 3, 2, 3).wholes(DType.I64, -3, 3, 3, 2));
    for (int t : List.of(0, 1)) {
      trials.add(
          Trial.of("Gemm", 13)
              .floats(3, 3)
              .floats(3, 3)
              .floats(3, 1)
              .with("transA", t)
              .with("transB", 1 - t)
              .with("alpha", 0.5f)
              .with("beta", 2f));
    }
    trials.add(Trial.of("Gemm", 7).floats(2, 3).floats(3, 4).in(Tensor.scalar(3)));
    for (String equation :
        List.of(
            "ij,jk->ik",
            "ij,jk",
            "...ij,...jk->...ik",
            "ii->i",
            "ii",
            "i,j->ji",
            "bij,bkj->bik",
            "ij->",
            "ab,bc,ca->",
            "ij,ij->i",
            "i...->...",
            "ij,j")) {
      int operands = equation.split("->", 2)[0].split(",").length;
      Trial trial = Trial.of("Einsum", 12).with("equation", equation);
      for (int i = 0; i < operands; i++) {
        String term = equation.split("->", 2)[0].split(",")[i].replace("...", "z");
        int[] sizes = new int[term.length()];
        java.util.Arrays.fill(sizes, 3);
        trial.floats(sizes);
      }
      trials.add(trial);
    }
    trials.add(Trial.of("Det", 11).floats(2, 4, 4));
    return WindowTrialsTest.tests(trials);
  }

  @TestFactory
  Stream<DynamicTest> normalisations() {
    List<Trial> trials = new ArrayList<>();
    trials.add(
        Trial.of("BatchNormalization", 15)
            .floats(2, 3, 4)
            .floats(3)
            .floats(3)
            .floats(3)
            .floats(0.5, 2.0, 3)
            .with("training_mode", 1)
            .with("momentum", 0.7f)
            .outputs(3));
    trials.add(
        Trial.of("BatchNormalization", 9)
            .floats(2, 3)
            .floats(3)
            .floats(3)
            .floats(3)
            .floats(0.5, 2.0, 3));
    trials.add(Trial.of("InstanceNormalization", 6).floats(2, 3, 4, 2).floats(3).floats(3));
    trials.add(
        Trial.of("LayerNormalization", 17)
            .floats(2, 3, 4)
            .floats(3, 4)
            .floats(4)
            .with("axis", -2)
            .outputs(3));
    trials.add(
        Trial.of("GroupNormalization", 21)
            .floats(2, 4, 3)
            .floats(4)
            .floats(4)
            .with("num_groups", 2));
    trials.add(Trial.of("LpNormalization", 1).floats(2, 3).with("p", 1).with("axis", 0));
    trials.add(Trial.of("MeanVarianceNormalization", 13).floats(2, 3, 4, 2));
    for (String reduction : List.of("none", "sum", "mean")) {
      trials.add(
          Trial.of("SoftmaxCrossEntropyLoss", 13)
              .floats(4, 5, 2)
              .wholes(DType.I64, 0, 5, 4, 2)
              .floats(0.2, 2.0, 5)
              .with("reduction", reduction)
              .with("ignore_index", 2)
              .outputs(2));
      trials.add(
          Trial.of("NegativeLogLikelihoodLoss", 13)
              .floats(4, 5)
              .wholes(DType.I64, 0, 5, 4)
              .with("reduction", reduction));
    }
    return WindowTrialsTest.tests(trials);
  }

  @TestFactory
  Stream<DynamicTest> recurrences() {
    List<Trial> trials = new ArrayList<>();
    for (String name : List.of("RNN", "GRU", "LSTM")) {
      int gates = name.equals("RNN") ? 1 : name.equals("GRU") ? 3 : 4;
      for (String direction : List.of("forward", "reverse", "bidirectional")) {
        int d = direction.equals("bidirectional") ? 2 : 1;
        Trial trial =
            Trial.of(name, 14)
                .floats(5, 2, 3)
                .floats(d, gates * 4, 3)
                .floats(d, gates * 4, 4)
                .floats(d, 2 * gates * 4)
                .in(Tensor.of(Shape.of(2), 5, 3))
                .floats(d, 2, 4);
        if (name.equals("LSTM")) {
          trial.floats(d, 2, 4).floats(d, 12).outputs(3);
        } else {
          trial.outputs(2);
        }
        if (name.equals("GRU")) {
          trial.with("linear_before_reset", d - 1);
        }
        trials.add(trial.with("direction", direction).with("hidden_size", 4));
      }
    }
    trials.add(
        Trial.of("LSTM", 14)
            .floats(3, 2, 3)
            .floats(1, 16, 3)
            .floats(1, 16, 4)
            .with("hidden_size", 4)
            .with("input_forget", 1)
            .with("clip", 0.5f)
            .with("activations", new String[] {"HardSigmoid", "Softsign", "Affine"})
            .with("activation_alpha", new float[] {0.3f, 1f, 2f})
            .with("activation_beta", new float[] {0.4f, 1f, 0.1f})
            .outputs(2));
    return WindowTrialsTest.tests(trials);
  }
}
