package gradus.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.composite.Function;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradientCheckTest {

  private static final Node X = Parameter.of("x", TensorType.f64(3));
  private static final Map<Node, Tensor> POINT = Map.of(X, Tensor.of(Shape.of(3), 0.5, -1, 2));

  /// `x²`, whose rules the tests spoil.
  private static final Function SQUARE =
      Function.of("square", List.of(X.type()), x -> x.get(0).times(x.get(0)));

  private static Function withSlope(Function.Body slope) {
    return SQUARE
        .withVjp((x, y, v) -> List.of(Cotangent.flows(slope.over(x).times(v))))
        .withJvp((x, y, input, v) -> Optional.of(slope.over(x).times(v)));
  }

  @Test
  void passesWhereTheRulesAreRight() {
    Report report = GradientCheck.of(SQUARE.call(List.of(X)).exp(), List.of(X), POINT);
    assertThat(report.passed()).isTrue();
    assertThat(report.kinks()).isEmpty();
    // three entries and one direction: of y, of its gradient and of its tangent
    assertThat(report.compared()).isEqualTo(12);
    assertThat(report.worst()).isLessThan(1e-7);
  }

  @Test
  void findsAWrongEntryAndNamesIt() {
    Tensor wrong = Tensor.of(Shape.of(3), 2, 2.5, 2);
    Function spoilt = withSlope(x -> x.get(0).times(Node.constant(wrong)));
    Report report =
        new GradientCheck(1, 64, 4, 1e-6, 1).check(spoilt.call(List.of(X)), List.of(X), POINT);
    assertThat(report.passed()).isFalse();
    assertThat(report.errors()).hasSize(1);
    Finding finding = report.errors().getFirst();
    assertThat(finding.gradient()).isEqualTo("x");
    assertThat(finding.place()).isEqualTo("[1]");
    assertThat(finding.found() / finding.expected())
        .isCloseTo(1.25, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(report.toString())
        .startsWith("4 comparisons, 1 wrong, 0 at a kink; ")
        .contains("wrong x[1]: expected ");
  }

  @Test
  void findsAWrongEntryOfALargeTensorByHalving() {
    int n = 300;
    Node x = Input.of("big", TensorType.f64(n));
    double[] factors = new double[n];
    double[] at = new double[n];
    for (int i = 0; i < n; i++) {
      factors[i] = i == 217 ? 3 : 2;
      at[i] = Math.sin(i) + 2;
    }
    Node slope = Node.constant(Tensor.of(Shape.of(n), factors));
    Function spoilt =
        Function.of("square", List.of(x.type()), in -> in.get(0).times(in.get(0)))
            .withVjp((in, y, v) -> List.of(Cotangent.flows(in.get(0).times(slope).times(v))));
    Report report =
        new GradientCheck(1, 64, 1, 1e-6, 1)
            .check(spoilt.call(List.of(x)), List.of(x), Map.of(x, Tensor.of(Shape.of(n), at)));
    assertThat(report.errors()).extracting(Finding::place).contains("[217]");
  }

  @Test
  void findsAForwardRuleThatDiffersFromTheBackwardRule() {
    Function spoilt =
        SQUARE
            .withVjp((x, y, v) -> List.of(Cotangent.flows(x.get(0).times(2).times(v))))
            .withJvp((x, y, input, v) -> Optional.of(x.get(0).times(v)));
    Report report =
        new GradientCheck(1, 64, 4, 1e-6, 1).check(spoilt.call(List.of(X)), List.of(X), POINT);
    assertThat(report.errors())
        .extracting(Finding::place)
        .containsExactly("forwards (expected) and backwards");
  }

  @Test
  void findsAWrongSecondDerivative() {
    // the gradient is right, but its own rule stops: as if 2x were a constant
    Function frozen =
        Function.of("twice", List.of(X.type()), x -> x.get(0).times(2))
            .withVjp((x, y, v) -> List.of(Cotangent.stops("frozen")))
            .withJvp((x, y, input, v) -> Optional.empty());
    Function spoilt = withSlope(x -> frozen.call(List.of(x.get(0))));
    Node y = spoilt.call(List.of(X));
    assertThat(new GradientCheck(1, 64, 4, 1e-6, 1).check(y, List.of(X), POINT).passed()).isTrue();
    Report report = GradientCheck.of(y, List.of(X), POINT);
    assertThat(report.errors()).extracting(Finding::gradient).contains("x, x", "tangent of x, x");
  }

  @Test
  void reportsAKinkAsNoError() {
    Tensor atKink = Tensor.of(Shape.of(3), 0.0, 1, -1);
    Report report =
        new GradientCheck(1, 64, 4, 1e-6, 1).check(X.relu(), List.of(X), Map.of(X, atKink));
    assertThat(report.passed()).isTrue();
    assertThat(report.kinks()).extracting(Finding::place).containsExactly("[0]");
    assertThat(report.toString()).contains("1 at a kink").contains("kink x[0]: expected ");
  }

  @Test
  void aDerivativeThatIsNotANumberIsAnError() {
    Tensor zero = Tensor.of(Shape.of(3), 0.0, 1, 1);
    Report report =
        new GradientCheck(1, 64, 4, 1e-6, 1).check(X.sqrt(), List.of(X), Map.of(X, zero));
    assertThat(report.errors()).isNotEmpty();
  }

  @Test
  void checksF32GraphsInDouble() {
    Node x = Parameter.of("x", TensorType.f32(4));
    Node y = x.times(x).sigmoid().sum();
    Report report =
        GradientCheck.of(y, List.of(x), Map.of(x, Tensor.of(Shape.of(4), 0.1f, -2f, 3f, 0.7f)));
    assertThat(report.errors()).as(report.toString()).isEmpty();
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> new GradientCheck(1, 64, 4, 1e-6, 3))
        .hasMessage(
            "GradientCheck(order=3): expected 1 or 2, found 3. "
                + "Check a gradient of a gradient yourself for more.");
    Node hidden = X.exp();
    assertThatThrownBy(() -> GradientCheck.of(hidden.sum(), List.of(hidden), POINT))
        .hasMessage(
            "gradient check of Exp f64[3]: expected a value for it in the point, found none. Put it"
                + " there.");
  }
}
