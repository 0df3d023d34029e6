package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.runtime.kernel.Kernels;
import gradus.tensor.Tensor;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plans of random graphs: right by the judge, and the same bits however they are run.
class RandomGraphsTest {

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aPlanAgreesWithTheJudgeAndWithItself(long seed) {
    Trial trial = Trial.of(RandomGraphs.of(seed), seed);
    Map<String, Tensor> plain =
        trial.run("scalar", 1, PlanOptions.standard().withFuse(false).withReuse(false));
    Trial.close(plain, trial.judged(), 1e-3);
    assertThat(trial.run("scalar", 2, PlanOptions.standard())).isEqualTo(plain);
    assertThat(trial.run("simd", 1, PlanOptions.standard())).isEqualTo(plain);
    assertThat(trial.run("simd", 3, PlanOptions.standard().withReuse(false))).isEqualTo(plain);
    assertThat(trial.run("simd", 2, PlanOptions.standard().withDetectAnomaly(true)))
        .isEqualTo(plain);
  }

  /// What the other test would miss without being noticed.
  @Test
  void productsThatEndTheirResultsAreAmongThem() {
    Set<String> ends = new TreeSet<>();
    try (Engine engine = Engine.of(Kernels.named("simd"), 1)) {
      LongStream.range(0, 240)
          .mapToObj(RandomGraphs::of)
          .map(graph -> Plan.of(graph, Trial.of(graph, 1).variables(), engine))
          .flatMap(plan -> plan.steps().stream())
          .filter(step -> step.startsWith("MatMul") && step.contains("; "))
          .forEach(step -> ends.add(step.substring(step.indexOf("; ") + 2)));
    }
    assertThat(ends).contains("Add", "Relu", "Add Relu", "Add Add Relu");
  }
}
