package gradus.op.composite;

import static gradus.op.Evaluated.f64;
import static gradus.op.Evaluated.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autodiff.Gradients;
import gradus.autodiff.Tangents;
import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationTest {

  private static final Map<String, Activation> BY_NAME =
      Stream.of(
              new LeakyRelu(0.01),
              new Elu(1.5),
              new Selu(),
              new Gelu(),
              new GeluTanh(),
              new Silu(),
              new Softsign(),
              new HardSigmoid(0.2, 0.5),
              new HardSwish(),
              new Mish(),
              new LogSigmoid(),
              new Clip(-1.5, 6))
          .collect(Collectors.toMap(Activation::name, Function.identity()));

  static Stream<Activation> activations() {
    return BY_NAME.keySet().stream().sorted().map(BY_NAME::get);
  }

  private static Activation named(String name) {
    Activation found = BY_NAME.get(name);
    if (found == null) {
      throw new IllegalArgumentException(name);
    }
    return found;
  }

  private static Node scalar(double x) {
    return f64(Shape.scalar(), x);
  }

  private static double value(Activation activation, double x) {
    return valuesOf(Node.of(activation, List.of(scalar(x))))[0];
  }

  private static double slope(Activation activation, double at) {
    Node x = scalar(at);
    return valuesOf(Gradients.of(Node.of(activation, List.of(x)), List.of(x)).getFirst())[0];
  }

  /// Zeros are equal, whatever their sign; the last figure is the error allowed against 1.
  private static void assertNear(double found, double expected, double relative, double absolute) {
    if (found != expected) {
      double error = Math.abs(found - expected);
      assertThat(error).isLessThanOrEqualTo(relative * Math.abs(expected) + absolute);
    }
  }

  @Test
  void everyActivationIsTried() {
    assertThat(activations().map(Object::getClass))
        .containsExactlyInAnyOrder(Activation.class.getPermittedSubclasses());
  }

  /// The values are from 60 digits, by the script beside the table.
  @ParameterizedTest
  @CsvFileSource(resources = "activations.csv")
  void valuesAndSlopesAreRight(String name, double x, double y, double slope) {
    double nearOne = name.equals("Gelu") ? 1e-15 : 0;
    assertNear(value(named(name), x), y, 4e-15, nearOne);
    assertNear(slope(named(name), x), slope, 4e-15, Math.abs(x) < 30 ? 1e-15 : nearOne);
  }

  @ParameterizedTest
  @CsvSource({
    "LeakyRelu, -Infinity, Infinity, 0.01, 1",
    "Elu, -1.5, Infinity, 0, 1",
    "Selu, -1.7580993408473766, Infinity, 0, 1.0507009873554805",
    "Gelu, 0, Infinity, 0, 1",
    "GeluTanh, 0, Infinity, 0, 1",
    "Silu, 0, Infinity, 0, 1",
    "Softsign, -1, 1, 0, 0",
    "HardSigmoid, 0, 1, 0, 0",
    "HardSwish, 0, Infinity, 0, 1",
    "Mish, 0, Infinity, 0, 1",
    "LogSigmoid, -Infinity, 0, 1, 0",
    "Clip, -1.5, 6, 0, 0",
  })
  void limitsAreTaken(
      String name, double below, double above, double slopeBelow, double slopeAbove) {
    Activation activation = named(name);
    assertNear(value(activation, Double.NEGATIVE_INFINITY), below, 1e-15, 0);
    assertNear(value(activation, Double.POSITIVE_INFINITY), above, 0, 0);
    assertNear(slope(activation, Double.NEGATIVE_INFINITY), slopeBelow, 0, 0);
    assertNear(slope(activation, Double.POSITIVE_INFINITY), slopeAbove, 0, 0);
    assertThat(value(activation, Double.NaN)).isNaN();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void closedRulesAreThoseOfTheDefinition(Activation activation) {
    Node x = f64(Shape.of(8), -3.7, -2, -1.1, -0.3, 0.2, 0.9, 2.2, 4.5);
    Node v = f64(Shape.of(8), 1, -2, 0.5, 3, 1, 2, -1, 4);
    Node closed = Node.of(activation, List.of(x));
    Node defined = activation.define(x);
    assertSame(
        Gradients.of(closed.times(v).sum(), List.of(x)),
        Gradients.of(defined.times(v).sum(), List.of(x)));
    assertSame(
        List.of(Tangents.of(closed, Map.of(x, v))), List.of(Tangents.of(defined, Map.of(x, v))));
    assertSame(
        Tangents.hessianProduct(closed.sum(), List.of(x), List.of(v)),
        Tangents.hessianProduct(defined.sum(), List.of(x), List.of(v)));
  }

  private static void assertSame(List<Node> found, List<Node> expected) {
    double[] right = valuesOf(expected.getFirst());
    double[] rule = valuesOf(found.getFirst());
    for (int i = 0; i < right.length; i++) {
      assertNear(rule[i], right[i], 1e-13, 1e-14);
    }
  }

  @Test
  void kinksTakeTheSideTheySay() {
    assertThat(slope(new LeakyRelu(0.25), 0)).isEqualTo(0.25);
    assertThat(slope(new Elu(2), 0)).isEqualTo(2);
    assertThat(slope(new Clip(0, 6), 0)).isZero();
    assertThat(slope(new Clip(0, 6), 6)).isZero();
    assertThat(slope(new HardSwish(), -3)).isZero();
    assertThat(slope(new HardSwish(), 3)).isEqualTo(1);
    assertThat(slope(new HardSigmoid(0.5, 0), 2)).isZero();
    assertThat(value(new LeakyRelu(0), Double.NEGATIVE_INFINITY)).isZero();
  }

  @Test
  void refusesIntegers() {
    Node x = Evaluated.input(TensorType.i64(2));
    assertThatThrownBy(() -> x.hardSwish())
        .isInstanceOf(GraphException.class)
        .hasMessage("hardSwish(x=i64[2]): expected f32 or f64, found i64. Cast x first.");
  }

  @Test
  void refusesAttributesThatMakeNoFunction() {
    assertThatThrownBy(() -> new LeakyRelu(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "leakyRelu(slope=NaN): expected a finite slope, found NaN. Use a small number such as "
                + "0.01.");
    assertThatThrownBy(() -> new Elu(Double.POSITIVE_INFINITY))
        .hasMessage(
            "elu(alpha=Infinity): expected a finite alpha, found Infinity. Use 1 unless a paper "
                + "says otherwise.");
    assertThatThrownBy(() -> new Clip(2, 1))
        .hasMessage(
            "clip(low=2.0, high=1.0): expected low ≤ high, found others. Swap them or use "
                + "±infinity for no bound.");
    assertThatThrownBy(() -> new HardSigmoid(0, 1))
        .hasMessage(
            "hardSigmoid(alpha=0.0, beta=1.0): expected a finite slope other than 0 and a finite "
                + "beta, found others. Use 1/6 and 1/2.");
  }
}
