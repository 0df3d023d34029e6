package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.Op;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation, planned, against the judge.
class OperationsTest {

  static Stream<Node> floats() {
    return OperationRows.of(DType.F32).stream();
  }

  static Stream<Node> doubles() {
    return OperationRows.of(DType.F64).stream();
  }

  private static Trial trial(Node row) {
    return Trial.of(Graph.of(Map.of("y", row)), 11);
  }

  @ParameterizedTest
  @MethodSource("floats")
  void agreesWithTheJudgeInF32(Node row) {
    Trial trial = trial(row);
    Map<String, Tensor> scalar = trial.run("scalar", 1, PlanOptions.standard());
    Trial.close(scalar, trial.judged(), 2e-5);
    assertThat(trial.run("simd", 2, PlanOptions.standard())).isEqualTo(scalar);
    assertThat(trial.run("simd", 3, PlanOptions.standard().withFuse(false).withReuse(false)))
        .isEqualTo(scalar);
  }

  @ParameterizedTest
  @MethodSource("doubles")
  void agreesWithTheJudgeInF64(Node row) {
    Trial trial = trial(row);
    Map<String, Tensor> scalar = trial.run("scalar", 1, PlanOptions.standard());
    Trial.close(scalar, trial.judged(), 1e-12);
    assertThat(trial.run("simd", 2, PlanOptions.standard())).isEqualTo(scalar);
  }

  @Test
  void everyOperationHasARow() {
    Set<Class<?>> seen =
        floats()
            .flatMap(row -> Node.inputsFirst(List.of(row)).stream())
            .map(node -> (Class<?>) node.op().getClass())
            .collect(Collectors.toSet());
    List<Class<?>> missing = leaves(Op.class).filter(op -> !seen.contains(op)).toList();
    assertThat(missing).as("operations without a plan").isEmpty();
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(OperationsTest::leaves)
        : Stream.of(type);
  }
}
