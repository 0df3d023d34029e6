package gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.autodiff.Tangents;
import gradus.check.Sample.Trait;
import gradus.op.Node;
import gradus.op.composite.Composite;
import gradus.op.composite.Gelu;
import gradus.op.composite.GeluTanh;
import gradus.reference.Decimal;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The faces of composites against each other; decimals cannot overflow, so the definition judges.
class CompositeTest {

  /// 1 − σ(800) needs 348 digits before its first own one.
  private static final Judge<Decimal> WIDE = Judge.inDecimal(380);

  private static final Judge<Decimal> NARROW = Judge.inDecimal(40);

  private static Stream<Sample> composites(Trait trait) {
    return Samples.with(trait)
        .filter(sample -> sample.op() instanceof Composite)
        .filter(
            sample ->
                sample.inputs().stream()
                    .flatMapToDouble(input -> Arrays.stream(input.toDoubles()))
                    .allMatch(Double::isFinite));
  }

  static Stream<Sample> moderate() {
    return composites(Trait.SMOOTH);
  }

  static Stream<Sample> extreme() {
    return composites(Trait.EDGE);
  }

  private static Node definition(Node node) {
    return ((Composite) node.op()).definition(node.inputs());
  }

  /// Pulled back to all float inputs, then pushed forwards from each.
  private static List<Node> derivatives(Node y, List<Node> inputs) {
    List<Node> derivatives = new ArrayList<>(Gradients.pullBack(y, varied(y), inputs).of(inputs));
    for (Node input : inputs) {
      derivatives.add(Tangents.of(y, Map.of(input, varied(input))));
    }
    return derivatives;
  }

  private static Node varied(Node like) {
    double[] values = new double[like.type().shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + 0.25 * (i % 3);
    }
    return Node.constant(Tensor.of(like.type().with(DType.F64), values));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("moderate")
  void theLoweringIsTheDefinition(Sample sample) {
    Sample.Use use = sample.use();
    assertClose(
        NARROW.evaluate(use.node(), use.point()),
        NARROW.evaluate(definition(use.node()), use.point()),
        1e-14,
        1e-16);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("moderate")
  void theClosedRulesAreTheDerivativeOfTheDefinition(Sample sample) {
    Sample.Use use = sample.use();
    List<Node> closed = derivatives(use.node(), use.floats());
    List<Node> derived = derivatives(definition(use.node()), use.floats());
    List<Tensor> found = NARROW.evaluate(closed, use.point());
    List<Tensor> expected = NARROW.evaluate(derived, use.point());
    for (int i = 0; i < closed.size(); i++) {
      assertClose(found.get(i), expected.get(i), 1e-14, 1e-15);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("extreme")
  void theLoweringInDoubleIsTheDefinitionInDecimals(Sample sample) {
    Sample.Use use = sample.use();
    assertClose(
        Judge.inDouble().evaluate(use.node(), use.point()),
        WIDE.byDefinition().evaluate(use.node(), use.point()),
        1e-14,
        absolute(sample));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("extreme")
  void theClosedRulesInDoubleAreTheDerivativeOfTheDefinitionInDecimals(Sample sample) {
    Sample.Use use = sample.use();
    List<Node> closed = derivatives(use.node(), use.floats());
    List<Node> derived = derivatives(definition(use.node()), use.floats());
    List<Tensor> found = Judge.inDouble().evaluate(closed, use.point());
    List<Tensor> expected = WIDE.byDefinition().evaluate(derived, use.point());
    for (int i = 0; i < closed.size(); i++) {
      assertClose(found.get(i), expected.get(i), 1e-13, absolute(sample));
    }
  }

  /// Far to the left both GELUs are accurate against 1 alone, as their pages say.
  private static double absolute(Sample sample) {
    return sample.op() instanceof Gelu || sample.op() instanceof GeluTanh ? 1e-16 : 1e-300;
  }

  private static void assertClose(Tensor found, Tensor expected, double relative, double absolute) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < found.elements(); i++) {
      double e = expected.doubleAt(i);
      double f = found.doubleAt(i);
      assertThat(f == e || Math.abs(f - e) <= relative * Math.abs(e) + absolute)
          .as("element %d: expected %s, found %s", i, e, f)
          .isTrue();
    }
  }
}
