package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.formula.Condition.Relation;
import gradus.formula.Formula.Combination;
import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.elementwise.Compare;
import gradus.op.source.Input;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What f64 and integers can do in plans, against the judge and on both kernel sets.
class WideTypesTest {

  private final Map<Node, Tensor> feeds = new HashMap<>();

  private Node fed(DType dtype, Shape shape, double... values) {
    Node node = Input.of("x" + feeds.size(), new TensorType(dtype, shape));
    feeds.put(node, Tensor.of(node.type(), values));
    return node;
  }

  private Map<String, double[]> run(Map<String, Node> outputs) {
    Trial trial = new Trial(Graph.of(outputs), feeds);
    Map<String, Tensor> scalar = trial.run("scalar", 1, PlanOptions.standard());
    assertThat(trial.run("simd", 2, PlanOptions.standard())).isEqualTo(scalar);
    Trial.close(scalar, trial.judged(), 1e-6);
    Map<String, double[]> values = new LinkedHashMap<>();
    scalar.forEach((name, value) -> values.put(name, value.toDoubles()));
    return values;
  }

  private static double[] at(Map<String, double[]> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  @ParameterizedTest
  @EnumSource(names = {"I32", "I64"})
  void integersDivideTowardsZeroAndKeepTheirRemainders(DType dtype) {
    Node x = fed(dtype, Shape.of(6), 7, -7, 7, -7, 9, 0);
    Node y = fed(dtype, Shape.of(6), 2, 2, -2, -2, 3, 5);
    Map<String, double[]> found =
        run(
            Map.of(
                "quotient", x.over(y),
                "remainder", x.remainder(y),
                "floorMod", x.floorMod(y),
                "power", x.pow(y.abs()),
                "chosen", x.greater(y).choose(x, y),
                "less", Node.of(new Compare(Relation.LE), List.of(x, y))));
    assertThat(at(found, "quotient")).containsExactly(3, -3, -3, 3, 3, 0);
    assertThat(at(found, "remainder")).containsExactly(1, -1, 1, -1, 0, 0);
    assertThat(at(found, "floorMod")).containsExactly(1, 1, -1, -1, 0, 0);
    assertThat(at(found, "power")).containsExactly(49, 49, 49, 49, 729, 0);
    assertThat(at(found, "chosen")).containsExactly(7, 2, 7, -2, 9, 5);
    assertThat(at(found, "less")).containsExactly(0, 1, 0, 1, 0, 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"I32", "I64", "F64", "F32"})
  void reductionsRunningSumsAndPoolsWorkOnEveryNumberType(DType dtype) {
    Node x = fed(dtype, Shape.of(2, 5), 3, -1, 4, 1, 5, 9, -2, 6, 5, 3);
    Node image = x.reshape(Shape.of(1, 2, 5));
    List<Integer> last = List.of(1);
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put("sum", x.sum(last, false));
    outputs.put("prod", x.prod(last, false));
    outputs.put("max", x.max(last, false));
    outputs.put("min", x.min(last, false));
    outputs.put("argMax", x.argMax(1));
    outputs.put("argMin", x.argMin(0));
    outputs.put("running", x.cumulativeSum(1));
    outputs.put("from the end", x.flip(last).cumulativeSum(1).flip(last));
    outputs.put("pooled", image.maxPool(Pooling.floor(List.of(2), Placement.valid(1))));
    outputs.put("sorted", x.gatherElements(1, x.argSort(1, true)));
    Map<String, double[]> found = run(outputs);
    assertThat(at(found, "sum")).containsExactly(12, 21);
    assertThat(at(found, "prod")).containsExactly(-60, -1620);
    assertThat(at(found, "argMax")).containsExactly(4, 0);
    assertThat(at(found, "running")).containsExactly(3, 2, 6, 7, 12, 9, 7, 13, 18, 21);
    assertThat(at(found, "from the end")).containsExactly(12, 9, 10, 6, 5, 21, 12, 14, 8, 3);
    assertThat(at(found, "pooled")).containsExactly(3, 4, 4, 5, 9, 6, 6, 5);
    assertThat(at(found, "sorted")).containsExactly(5, 4, 3, 1, -1, 9, 6, 5, 3, -2);
  }

  @ParameterizedTest
  @EnumSource(names = {"I32", "I64", "F64", "F32"})
  void valuesThatMeetAreCombined(DType dtype) {
    Node data = fed(dtype, Shape.of(4, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    Node values = fed(dtype, Shape.of(3, 2), 10, -3, 2, 5, -4, 2);
    Node positions = fed(DType.I64, Shape.of(3, 2), 1, 0, 1, 3, 2, 0);
    Map<String, Node> outputs = new LinkedHashMap<>();
    for (Combination how :
        List.of(Combination.SUM, Combination.PRODUCT, Combination.MAX, Combination.MIN)) {
      outputs.put(how.name(), data.combined(how, 0, positions, values));
    }
    Map<String, double[]> found = run(outputs);
    assertThat(at(found, "SUM")).containsExactly(1, 1, 15, 4, 1, 6, 7, 13);
    assertThat(at(found, "PRODUCT")).containsExactly(1, -12, 60, 4, -20, 6, 7, 40);
    assertThat(at(found, "MAX")).containsExactly(1, 2, 10, 4, 5, 6, 7, 8);
    assertThat(at(found, "MIN")).containsExactly(1, -3, 2, 4, -4, 6, 7, 5);
  }

  @Test
  void castsCutTowardsZeroAndTruthIsNotZero() {
    Node x = fed(DType.F64, Shape.of(6), 2.9, -2.9, 0.5, 0, Double.NaN, 1e30);
    Map<String, double[]> found =
        run(Map.of("i32", x.as(DType.I32), "i64", x.as(DType.I64), "truth", x.as(DType.BOOL)));
    assertThat(at(found, "i32")).containsExactly(2, -2, 0, 0, 0, Integer.MAX_VALUE);
    assertThat(at(found, "i64")).containsExactly(2, -2, 0, 0, 0, Long.MAX_VALUE);
    assertThat(at(found, "truth")).containsExactly(1, 1, 1, 0, 1, 1);
  }

  @Test
  void doublesRunEveryFunctionByStrictMath() {
    Node x = fed(DType.F64, Shape.of(3), 0.3, 1.7, 2.9);
    Map<String, double[]> found = run(Map.of("atan", x.atan(), "tanh", x.tanh(), "log", x.log()));
    assertThat(at(found, "atan"))
        .containsExactly(StrictMath.atan(0.3), StrictMath.atan(1.7), StrictMath.atan(2.9));
    assertThat(at(found, "tanh")[1]).isEqualTo(StrictMath.tanh(1.7));
    assertThat(at(found, "log")[2]).isEqualTo(StrictMath.log(2.9));
  }
}
