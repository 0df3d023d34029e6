package gradus.formula;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.check.Sample;
import gradus.check.Sample.Trait;
import gradus.check.Samples;
import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.op.composite.Dropout;
import gradus.op.composite.Function;
import gradus.op.elementwise.Div;
import gradus.op.source.Source;
import gradus.reference.Judge;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an operation writes is what the judge computes.
class FormulaTest {

  /// Draws have no value in a formula, and formulas divide without rounding.
  static Stream<Sample> samples() {
    return Samples.all()
        .filter(sample -> !sample.is(Trait.EDGE))
        .filter(sample -> !(sample.op() instanceof Source || sample.op() instanceof Dropout))
        .filter(sample -> !(sample.op() instanceof Div && !isFloat(sample)));
  }

  private static boolean isFloat(Sample sample) {
    return sample.inputs().getFirst().type().dtype().isFloat();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void formulasSayWhatTheJudgeComputes(Sample sample) {
    Sample.Use use = sample.use();
    Tensor judged = Judge.inDouble().evaluate(use.node(), use.point());
    assertWritten(use.node(), sample.inputs(), judged);
  }

  /// Tries the formula at every index, once with the numbers and once with variables as the index.
  private static void assertWritten(Node node, List<Tensor> inputs, Tensor judged) {
    List<Indexed> named = new ArrayList<>();
    Map<String, Tensor> tensors = new HashMap<>();
    for (Tensor input : inputs) {
      String name = "x" + named.size();
      tensors.put(name, input);
      named.add(Indexed.named(name, input.shape()));
    }
    List<Formula> open = new ArrayList<>();
    for (int axis = 0; axis < judged.shape().rank(); axis++) {
      open.add(Formula.var("at" + axis));
    }
    Formula written = node.op().formula(named, open);
    for (int i = 0; i < judged.elements(); i++) {
      int[] index = judged.shape().index(i);
      Map<String, Double> at = new HashMap<>();
      for (int axis = 0; axis < index.length; axis++) {
        at.put("at" + axis, (double) index[axis]);
      }
      double value = new FormulaValue(at, tensors).of(written);
      double expected = judged.doubleAt(i);
      boolean near = Math.abs(value - expected) <= 1e-11 * Math.max(1, Math.abs(expected));
      assertThat(near || Double.compare(value, expected) == 0 || value == expected)
          .as("element %d of %s is %s, its formula says %s", i, node.op(), expected, value)
          .isTrue();
    }
  }

  /// Sums within sums: every operation of the body binds `k`.
  @Test
  void aFunctionWritesItsBodyWithoutCapture() {
    TensorType square = TensorType.f64(3, 3);
    Function body =
        Function.of(
            "chain",
            List.of(square, square),
            x -> x.get(0).matmul(x.get(1)).softmax(1).matmul(x.get(0).matmul(x.get(0)).tanh()));
    Node a = Evaluated.random(square.shape(), 1);
    Node b = Evaluated.random(square.shape(), 2);
    Node node = body.call(List.of(a, b));
    Judge<Double> judge = Judge.inDouble();
    List<Tensor> inputs = judge.evaluate(List.of(a, b), Map.of());
    assertWritten(node, inputs, judge.evaluate(node, Map.of()));
  }

  @Test
  void aFunctionInAFunctionIsWrittenWithoutCapture() {
    TensorType square = TensorType.f64(2, 2);
    Function inner =
        Function.of("inner", List.of(square), x -> x.getFirst().matmul(x.getFirst().tanh()));
    Function outer =
        Function.of(
            "outer",
            List.of(square),
            x -> inner.call(List.of(inner.call(List.of(x.getFirst())))).transpose());
    Node a = Evaluated.random(square.shape(), 3);
    Node node = outer.call(List.of(a));
    Judge<Double> judge = Judge.inDouble();
    assertWritten(node, List.of(judge.evaluate(a, Map.of())), judge.evaluate(node, Map.of()));
  }

  @Test
  void aLongFunctionIsWrittenByItsName() {
    Function powers =
        Function.of(
            "powers",
            List.of(TensorType.f64(2)),
            x -> {
              Node y = x.getFirst();
              for (int i = 0; i < 60; i++) {
                y = y.times(y);
              }
              return y;
            });
    Formula i = Formula.var("i");
    assertThat(
            powers.formula(List.of(Indexed.named("x", powers.result().type().shape())), List.of(i)))
        .isEqualTo(new Formula.Entry("powers", List.of(i)));
  }
}
