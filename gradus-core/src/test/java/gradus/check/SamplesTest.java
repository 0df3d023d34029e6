package gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.Op;
import gradus.op.composite.Composite;
import gradus.op.composite.Function;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {

  static Stream<Sample> samples() {
    return Samples.all();
  }

  @Test
  void everyOperationHasASample() {
    Set<Class<?>> sampled =
        Samples.all().map(sample -> sample.op().getClass()).collect(Collectors.toSet());
    List<Class<?>> missing = leaves(Op.class).filter(type -> !sampled.contains(type)).toList();
    assertThat(missing).as("operations without a row in Samples").isEmpty();
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(SamplesTest::leaves)
        : Stream.of(type);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void theTypeRuleSaysWhatTheJudgeMakes(Sample sample) {
    Sample.Use use = sample.use();
    Tensor value = Judge.inDouble().evaluate(use.node(), use.point());
    assertThat(value.shape()).isEqualTo(use.node().type().shape());
    DType dtype = use.node().type().dtype();
    assertThat(value.type().dtype()).isEqualTo(dtype.isFloat() ? DType.F64 : dtype);
    if (use.node().op() instanceof Composite composite) {
      List<Node> inputs = use.node().inputs();
      assertThat(composite.definition(inputs).type()).isEqualTo(use.node().type());
      assertThat(composite.lowering(inputs).type()).isEqualTo(use.node().type());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void aGradientFlowsForwardsWhereItFlowsBackwardsAndElseStopsWithAReason(Sample sample) {
    Node node = sample.use().node();
    boolean derived = node.op() instanceof Function function && function.derivesVjp();
    if (derived || !node.type().dtype().isFloat()) {
      assertThat(derived || node.inputs().isEmpty() || stops(node)).isTrue();
      return;
    }
    List<Cotangent> answers = node.op().vjp(node, node.filled(1));
    assertThat(answers).hasSameSizeAs(node.inputs());
    for (int i = 0; i < answers.size(); i++) {
      Node input = node.input(i);
      Optional<Node> tangent = node.op().jvp(node, i, input.filled(1));
      switch (answers.get(i)) {
        case Cotangent.Flows(Node gradient) -> {
          assertThat(gradient.type()).isEqualTo(input.type());
          assertThat(tangent).isPresent();
          assertThat(tangent.get().type()).isEqualTo(node.type());
        }
        case Cotangent.Stops(String reason) -> {
          assertThat(reason).isNotBlank();
          assertThat(tangent).isEmpty();
        }
      }
    }
  }

  /// An output that is no float takes no cotangent of its own type, but its rule must still stop.
  private static boolean stops(Node node) {
    return node.op().vjp(node, node).stream()
        .allMatch(answer -> answer instanceof Cotangent.Stops(String reason) && !reason.isBlank());
  }
}
