package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Compositions in f32, planned, against themselves in double.
class TrigonometryTest {

  private static final int N = 401;

  static Stream<Arguments> functions() {
    return Stream.of(
        row("tan", Node::tan, 1e-6, 1.5, 6),
        row("asin", Node::asin, 1e-6, 1, 5),
        row("acos", Node::acos, 1e-6, 1, 5),
        row("sinh", Node::sinh, 1e-6, 89, 6),
        row("cosh", Node::cosh, 1e-6, 89, 6),
        row("asinh", Node::asinh, 1e-6, 3e38, 5),
        row("acosh", x -> x.abs().acosh(), 1, 3e38, 5),
        row("atanh", Node::atanh, 1e-6, 0.999, 4));
  }

  private static Arguments row(
      String name, UnaryOperator<Node> function, double least, double most, int ulps) {
    return Arguments.of(name, function, least, most, ulps);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void areWithinAFewUnitsInTheLastPlace(
      String name, UnaryOperator<Node> function, double least, double most, int ulps) {
    Node x = Input.of("x", TensorType.f32(N));
    float[] values = new float[N];
    for (int i = 0; i < N; i++) {
      double size = least * Math.pow(most / least, (i - i % 2) / (N - 1.0));
      values[i] = (float) (i % 2 == 0 ? size : -size);
    }
    Graph graph = Graph.of(Map.of("y", function.apply(x)));
    Map<Node, Tensor> feeds = Map.of(x, Tensor.of(x.type().shape(), values));
    Trial trial = new Trial(graph, feeds);
    Tensor scalar = trial.run("scalar", 1, PlanOptions.standard()).get("y");
    assertThat(trial.run("simd", 1, PlanOptions.standard()).get("y")).isEqualTo(scalar);
    float[] found = Objects.requireNonNull(scalar).toFloats();
    double[] expected = Judge.inDouble().evaluate(function.apply(x), feeds).toDoubles();
    for (int i = 0; i < N; i++) {
      assertThat(Math.abs(found[i] - expected[i]))
          .as("%s(%s): expected %s, found %s", name, values[i], expected[i], found[i])
          .isLessThanOrEqualTo(ulps * (double) Math.ulp((float) expected[i]));
    }
  }
}
