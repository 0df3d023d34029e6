package gradus.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each optimiser's graph, run by the judge for three steps, against its formula in plain doubles.
class OptimiserTest {

  private static final TensorType MATRIX = TensorType.f64(1, 1);
  private static final double[] GRADIENTS = {0.5, -2, 0.25};

  /// A plain loop: the parameter after each step.
  interface Plain {
    double step(double w, double g, double[] state, int t);
  }

  static Stream<Arguments> optimisers() {
    return Stream.of(
        Arguments.of(Sgd.learningRate(0.1), (Plain) (w, g, s, t) -> w - 0.1 * g),
        Arguments.of(
            Sgd.learningRate(0.1).withMomentum(0.9).withWeightDecay(0.01),
            (Plain)
                (w, g, s, t) -> {
                  s[0] = 0.9 * s[0] + g + 0.01 * w;
                  return w - 0.1 * s[0];
                }),
        Arguments.of(
            Sgd.learningRate(0.1).withMomentum(0.9).withNesterov(),
            (Plain)
                (w, g, s, t) -> {
                  s[0] = 0.9 * s[0] + g;
                  return w - 0.1 * (g + 0.9 * s[0]);
                }),
        Arguments.of(
            Adam.learningRate(0.1),
            (Plain)
                (w, g, s, t) -> {
                  s[0] = 0.9 * s[0] + 0.1 * g;
                  s[1] = 0.999 * s[1] + 0.001 * g * g;
                  double m = s[0] / (1 - Math.pow(0.9, t));
                  double v = s[1] / (1 - Math.pow(0.999, t));
                  return w - 0.1 * m / (Math.sqrt(v) + 1e-8);
                }),
        Arguments.of(
            AdamW.learningRate(0.1).withWeightDecay(0.05),
            (Plain)
                (w, g, s, t) -> {
                  s[0] = 0.9 * s[0] + 0.1 * g;
                  s[1] = 0.999 * s[1] + 0.001 * g * g;
                  double m = s[0] / (1 - Math.pow(0.9, t));
                  double v = s[1] / (1 - Math.pow(0.999, t));
                  return w - 0.1 * (m / (Math.sqrt(v) + 1e-8) + 0.05 * w);
                }),
        Arguments.of(
            RmsProp.learningRate(0.1),
            (Plain)
                (w, g, s, t) -> {
                  s[0] = 0.99 * s[0] + 0.01 * g * g;
                  return w - 0.1 * g / (Math.sqrt(s[0]) + 1e-8);
                }),
        Arguments.of(
            Adagrad.learningRate(0.1),
            (Plain)
                (w, g, s, t) -> {
                  s[0] += g * g;
                  return w - 0.1 * g / (Math.sqrt(s[0]) + 1e-10);
                }));
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void threeStepsAreTheFormula(Optimiser optimiser, Plain plain) {
    Node w = Parameter.of("w", MATRIX);
    Node g = Input.of("g", MATRIX);
    UpdateScope scope = new UpdateScope(DType.F64);
    Map<Node, Node> updates = new LinkedHashMap<>();
    updates.put(w, optimiser.next(w, g, scope));
    updates.putAll(scope.updates());
    Graph graph = new Graph(Map.of(), updates);
    Map<Node, Tensor> values = new HashMap<>();
    values.put(w, Tensor.full(MATRIX, 1.5));
    scope.states().forEach((state, first) -> values.put(state, Tensor.full(MATRIX, first)));
    double expected = 1.5;
    double[] state = new double[2];
    for (int t = 1; t <= GRADIENTS.length; t++) {
      Map<Node, Tensor> feeds = new HashMap<>(values);
      for (Node input : graph.inputs()) {
        feeds.put(input, fed(Graph.nameOf(input), scope, GRADIENTS[t - 1], t));
      }
      values.putAll(Judge.inDouble().run(graph, feeds).states());
      expected = plain.step(expected, GRADIENTS[t - 1], state, t);
      assertThat(values.get(w).doubleAt(0)).isCloseTo(expected, within(1e-12));
    }
  }

  private static Tensor fed(String name, UpdateScope scope, double gradient, long t) {
    return switch (name) {
      case "g" -> Tensor.full(MATRIX, gradient);
      case UpdateScope.LEARNING_RATE -> Tensor.of(Shape.scalar(), 0.1);
      default -> Tensor.of(Shape.scalar(), scope.schedules().get(name).applyAsDouble(t));
    };
  }
}
