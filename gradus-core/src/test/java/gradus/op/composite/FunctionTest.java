package gradus.op.composite;

import static gradus.op.Evaluated.adjointGap;
import static gradus.op.Evaluated.f64;
import static gradus.op.Evaluated.random;
import static gradus.op.Evaluated.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autodiff.Gradients;
import gradus.autodiff.Tangents;
import gradus.op.Cotangent;
import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FunctionTest {

  private static final TensorType PAIR = TensorType.f64(2);

  /// `f(a, b) = tanh(a) · b + a`, with an inner use of `tanh` for a rule from the output.
  private static final Function GATED =
      Function.of(
          "gated", List.of(PAIR, PAIR), x -> x.get(0).tanh().times(x.get(1)).plus(x.get(0)));

  private static final Function SQUARE =
      Function.of("square", List.of(PAIR), x -> x.getFirst().times(x.getFirst()));

  @Test
  void evaluatesItsBody() {
    Node a = f64(Shape.of(2), 0, 3);
    assertThat(valuesOf(SQUARE.call(List.of(a)))).containsExactly(0, 9);
  }

  @Test
  void derivesTheRulesThatItHasNot() {
    Node a = random(Shape.of(2), 1);
    // b depends on a outside the function: both ways to a count
    Node b = a.times(3).exp();
    Node y = GATED.call(List.of(a, b));
    Node plain = GATED.definition(List.of(a, b));
    Node rule = Gradients.of(y.sum(), List.of(a)).getFirst();
    Node expected = Gradients.of(plain.sum(), List.of(a)).getFirst();
    assertThat(valuesOf(rule)).containsExactly(valuesOf(expected), Offset.offset(1e-12));
    assertThat(adjointGap(y, a, 5)).isLessThan(1e-14);
    List<Node> v = List.of(f64(Shape.of(2), 1, -2));
    assertThat(valuesOf(Tangents.hessianProduct(y.sum(), List.of(a), v).getFirst()))
        .containsExactly(
            valuesOf(Tangents.hessianProduct(plain.sum(), List.of(a), v).getFirst()),
            Offset.offset(1e-12));
  }

  @Test
  void derivesThroughAFunctionInAFunction() {
    Function fourth =
        Function.of(
            "fourth", List.of(PAIR), x -> SQUARE.call(List.of(SQUARE.call(List.of(x.getFirst())))));
    Node a = f64(Shape.of(2), 1, 2);
    Node y = fourth.call(List.of(a));
    assertThat(valuesOf(y)).containsExactly(1, 16);
    assertThat(valuesOf(Gradients.of(y.sum(), List.of(a)).getFirst())).containsExactly(4, 32);
    assertThat(valuesOf(Tangents.of(y, Map.of(a, a)))).containsExactly(4, 64);
  }

  @Test
  void usesTheRulesThatItHas() {
    Function odd =
        SQUARE
            .withVjp((inputs, output, cotangent) -> List.of(Cotangent.flows(cotangent.times(100))))
            .withJvp((inputs, output, input, tangent) -> Optional.of(tangent.times(1000)));
    Node a = f64(Shape.of(2), 1, 2);
    Node y = odd.call(List.of(a));
    assertThat(valuesOf(y)).containsExactly(1, 4);
    assertThat(valuesOf(Gradients.of(y.sum(), List.of(a)).getFirst())).containsExactly(100, 100);
    assertThat(valuesOf(Tangents.of(y, Map.of(a, a)))).containsExactly(1000, 2000);
    assertThat(odd.derivesVjp()).isFalse();
    assertThat(SQUARE.derivesVjp()).isTrue();
  }

  @Test
  void mayStopWithAReason() {
    Function straight =
        SQUARE.withVjp((inputs, output, cotangent) -> List.of(Cotangent.stops("frozen here")));
    Node a = f64(Shape.of(2), 1, 2);
    Node y = straight.call(List.of(a)).sum();
    Gradients gradients = Gradients.pullBack(y, y.filled(1), List.of(a));
    assertThat(gradients.whyZero(a)).isEqualTo("Function: frozen here");
    Function flat = Function.of("flat", List.of(PAIR), x -> x.getFirst().floor());
    Node z = flat.call(List.of(a)).sum();
    assertThat(Gradients.pullBack(z, z.filled(1), List.of(a)).whyZero(a))
        .isEqualTo("Function: Floor: floor is constant between the integers");
    assertThat(valuesOf(Tangents.of(z, Map.of(a, a)))).containsExactly(0);
  }

  @Test
  void takesItsInputAsItsResult() {
    Function identity = Function.of("identity", List.of(PAIR), List::getFirst);
    Node a = f64(Shape.of(2), 1, 2);
    Node y = identity.call(List.of(a));
    assertThat(valuesOf(Gradients.of(y.sum(), List.of(a)).getFirst())).containsExactly(1, 1);
    assertThat(valuesOf(Tangents.of(y, Map.of(a, a)))).containsExactly(1, 2);
  }

  @Test
  void isItsBody() {
    Function again =
        new Function("square", SQUARE.formals(), SQUARE.result(), SQUARE.ownVjp(), SQUARE.ownJvp());
    assertThat(again).isEqualTo(SQUARE).hasToString("Function \"square\"");
    assertThat(Function.of("square", List.of(PAIR), x -> x.getFirst().times(x.getFirst())))
        .isNotEqualTo(SQUARE);
  }

  @Test
  void refusesABodyWithOtherSources() {
    Node weight = Parameter.of("w", PAIR);
    assertThatThrownBy(() -> Function.of("scaled", List.of(PAIR), x -> x.getFirst().times(weight)))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "Function \"scaled\": expected a body of formals and constants, found Parameter f64[2]."
                + " Pass it as an input of the function.");
  }

  @Test
  void refusesFormalsThatAreNoInputs() {
    Node two = Node.constant(Tensor.of(Shape.of(2), 1.0, 2.0));
    assertThatThrownBy(
            () -> new Function("f", List.of(two), two, Function.DERIVED_VJP, Function.DERIVED_JVP))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "Function \"f\": expected inputs as formals, found Constant f64[2]. Make each formal "
                + "with Input.of.");
  }

  @Test
  void refusesInputsOfOtherTypes() {
    Node x = Evaluated.input(TensorType.f32(2));
    assertThatThrownBy(() -> SQUARE.call(List.of(x)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Function \"square\"[f32[2]]: expected inputs of the types [f64[2]], found [f32[2]]. "
                + "Make a function for these types.");
  }

  @Test
  void refusesWrongAnswersOfARule() {
    Node a = Input.of("a", PAIR);
    Function few = SQUARE.withVjp((inputs, output, cotangent) -> List.of());
    Node y = few.call(List.of(a)).sum();
    assertThatThrownBy(() -> Gradients.of(y, List.of(a)))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "vjp of Function \"square\": expected 1 answers, one an input, found 0. Answer with "
                + "Cotangent.stops where no gradient flows.");
    Function wide = SQUARE.withJvp((inputs, output, input, tangent) -> Optional.of(tangent.sum()));
    Node z = wide.call(List.of(a));
    assertThatThrownBy(() -> Tangents.of(z, Map.of(a, a)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "jvp of Function \"square\": expected the type of Function f64[2], found f64[]. Reduce "
                + "or reshape it in the rule.");
  }

  @Test
  void asksForAutodiffWhereItHasNoRule() {
    Node y = SQUARE.call(List.of(Input.of("a", PAIR)));
    assertThatThrownBy(() -> y.op().vjp(y, y))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "vjp of Function f64[2]: expected a rule of its own, found none. Differentiate with "
                + "gradus.autodiff, which takes the body apart.");
  }
}
