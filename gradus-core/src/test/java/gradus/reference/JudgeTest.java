package gradus.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Draw;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.random.Philox;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final Judge<Double> JUDGE = Judge.inDouble();

  private static Node f64(double... values) {
    return Node.constant(Tensor.of(Shape.of(values.length), values));
  }

  private static double[] values(Node node) {
    return JUDGE.evaluate(node, Map.of()).toDoubles();
  }

  @Test
  void multipliesMatrices() {
    Node a = f64(1, 2, 3, 4, 5, 6).reshape(Shape.of(2, 3));
    Node b = f64(1, 0, 0, 1, 1, 1).reshape(Shape.of(3, 2));
    assertThat(values(a.matmul(b))).containsExactly(4, 5, 10, 11);
    assertThat(values(a.matmul(a, true, false)))
        .containsExactly(17, 22, 27, 22, 29, 36, 27, 36, 45);
    assertThat(values(a.matmul(a, false, true))).containsExactly(14, 32, 32, 77);
  }

  @Test
  void runsTheLoweringOfACompositeUnlessToldOtherwise() {
    Node softmax = f64(800, 800).softmax(0);
    assertThat(values(softmax)).containsExactly(0.5, 0.5);
    assertThat(JUDGE.byDefinition().evaluate(softmax, Map.of()).toDoubles())
        .containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void evaluatesNestedComposites() {
    Node x = f64(1, 2);
    Node twice = x.logSoftmax(0).softmax(0).log().logSoftmax(0);
    double lse = StrictMath.log(StrictMath.exp(1) + StrictMath.exp(2));
    assertThat(values(twice)[1]).isCloseTo(2 - lse, org.assertj.core.data.Offset.offset(1e-15));
  }

  @Test
  void readsEveryStateBeforeAnyIsReplaced() {
    Node x = Input.of("x", TensorType.f64());
    Node w = Parameter.of("w", TensorType.f64());
    Node m = State.of("m", TensorType.f64());
    Graph graph = new Graph(Map.of("y", w.times(x)), Map.of(w, m, m, w.plus(m)));
    Map<Node, Tensor> feeds =
        Map.of(
            x,
            Tensor.of(Shape.scalar(), 3.0),
            w,
            Tensor.of(Shape.scalar(), 5.0),
            m,
            Tensor.of(Shape.scalar(), 7.0));
    Judge.Outcome outcome = JUDGE.run(graph, feeds);
    assertThat(outcome.outputs()).containsExactly(Map.entry("y", Tensor.of(Shape.scalar(), 15.0)));
    assertThat(outcome.states())
        .containsOnly(
            Map.entry(w, Tensor.of(Shape.scalar(), 7.0)),
            Map.entry(m, Tensor.of(Shape.scalar(), 12.0)));
  }

  @Test
  void drawsByPositionFromTheStreamOfTheKey() {
    Node key = Node.constant(Tensor.of(Shape.scalar(), 42L));
    Philox philox = Philox.of(42).stream(7);
    double[] single = values(Draw.uniform(TensorType.f32(2, 2), 7, key));
    double[] wide = values(Draw.uniform(TensorType.f64(2, 2), 7, key));
    double[] normal = values(Draw.normal(TensorType.f64(2, 2), 7, key));
    double[] singleNormal = values(Draw.normal(TensorType.f32(2, 2), 7, key));
    for (int i = 0; i < 4; i++) {
      assertThat(single[i]).isEqualTo(philox.uniform(i));
      assertThat(wide[i]).isEqualTo(philox.uniformDouble(i));
      assertThat(normal[i]).isEqualTo(philox.normal(i));
      assertThat(singleNormal[i]).isEqualTo((float) philox.normal(i));
    }
  }

  @Test
  void integersAreExactAndWrap() {
    Node big = Node.constant(Tensor.of(Shape.of(1), Long.MAX_VALUE));
    Node one = Node.constant(Tensor.of(Shape.of(1), 1L));
    assertThat(JUDGE.evaluate(big.minus(one), Map.of()))
        .isEqualTo(Tensor.of(Shape.of(1), Long.MAX_VALUE - 1));
    Node most = Node.constant(Tensor.of(Shape.of(1), Integer.MAX_VALUE));
    Node single = Node.constant(Tensor.of(Shape.of(1), 1));
    assertThat(JUDGE.evaluate(most.plus(single), Map.of()))
        .isEqualTo(Tensor.of(Shape.of(1), Integer.MIN_VALUE));
  }

  @Test
  void castsAsJavaDoes() {
    Node x = f64(-1.9, 1.9, Double.NaN, 1e300, -1e300);
    assertThat(JUDGE.evaluate(x.as(DType.I32), Map.of()))
        .isEqualTo(Tensor.of(Shape.of(5), -1, 1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE));
    assertThat(JUDGE.evaluate(x.as(DType.I64), Map.of()))
        .isEqualTo(Tensor.of(Shape.of(5), -1, 1, 0, Long.MAX_VALUE, Long.MIN_VALUE));
    assertThat(JUDGE.evaluate(f64(0, -0.0, 2, Double.NaN).as(DType.BOOL), Map.of()))
        .isEqualTo(Tensor.of(Shape.of(4), false, false, true, true));
  }

  @Test
  void ignoresRoundingToF32() {
    Node x = Input.of("x", TensorType.f32());
    Map<Node, Tensor> feeds = Map.of(x, Tensor.of(Shape.scalar(), 0.1));
    assertThat(JUDGE.evaluate(x.as(DType.F64), feeds).doubleAt(0)).isEqualTo(0.1);
  }

  @Test
  void saysWhatIsNotFed() {
    Node x = Input.of("x", TensorType.f32(2));
    assertThatThrownBy(() -> JUDGE.evaluate(x.exp(), Map.of()))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "evaluate(Input[label=x, type=f32[2]]): expected a value to be fed, found none. "
                + "Put it into the feeds.");
    assertThatThrownBy(
            () -> JUDGE.evaluate(x.exp(), Map.of(x, Tensor.of(Shape.of(3), new double[3]))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "evaluate(Input[label=x, type=f32[2]]): expected a value of type f32[2], found "
                + "f64[3]. Feed a tensor of that shape.");
  }

  @Test
  void refusesAnIntegerDivisionByZero() {
    Node one = Node.constant(Tensor.of(Shape.of(1), 1L));
    assertThatThrownBy(() -> JUDGE.evaluate(one.over(one.minus(one)), Map.of()))
        .hasMessage(
            "div(1, 0): expected an integer divisor other than 0, found 0. Cast to a float for ∞.");
  }

  @Test
  void errorFunctionIsAccurate() {
    assertThat(values(f64(0.5, 1, 2, 3.5, -1, 7, 1e-300).erf()))
        .containsExactly(
            new double[] {
              0.5204998778130465,
              0.8427007929497149,
              0.9953222650189527,
              0.9999992569016276,
              -0.8427007929497149,
              1,
              1.1283791670955126e-300
            },
            org.assertj.core.data.Offset.offset(2.3e-16));
  }
}
