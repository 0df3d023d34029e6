package gradus.onnx.write;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.nn.layer.Activated;
import gradus.nn.layer.Activated.Kind;
import gradus.nn.model.Network;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.read.OtherEngine;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Activation functions in versions with and without an operator for them.
class WrittenActivationsTest {

  private static final float[] POINTS = {
    0,
    -0f,
    1e-40f,
    -1e-40f,
    1e-3f,
    -1e-3f,
    0.5f,
    -0.5f,
    1,
    -1,
    2.9f,
    -2.9f,
    3,
    -3,
    5,
    -5,
    7.5f,
    -7.5f,
    20,
    -20,
    88,
    -88,
    110,
    -110,
    800,
    -800,
    1e10f,
    -1e10f,
    3e38f,
    -3e38f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  /// Bit by bit, but for the sign of a zero.
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aCompositionIsTheFunction(Kind kind) {
    Network network = Network.of(Shape.of(1)).then(Activated.of(kind));
    Map<String, Tensor> points = Map.of("x", Tensor.of(Shape.of(POINTS.length, 1), POINTS));
    Trained trained = Trained.of(network);
    float[] expected = trained.answers(points).getFirst().toFloats();
    for (int opset : List.of(13, 15, 19, 21)) {
      float[] found = Trained.answers(trained.read(opset), points).getFirst().toFloats();
      for (int i = 0; i < POINTS.length; i++) {
        assertThat(Float.compare(found[i] + 0f, expected[i] + 0f))
            .as("%s(%s), opset %d: %s for %s", kind, POINTS[i], opset, found[i], expected[i])
            .isZero();
      }
    }
  }

  /// 0 · ∞ is not what a function of x times a gate means at −∞.
  @ParameterizedTest
  @CsvSource({"SILU, 21", "SILU, 13", "MISH, 13", "HARD_SWISH, 13", "GELU, 13", "GELU_TANH, 19"})
  void otherEnginesGiveTheLimitAtMinusInfinity(Kind kind, int opset) {
    Trained trained = Trained.of(Network.of(Shape.of(1)).then(Activated.of(kind)));
    Map<String, Tensor> points =
        Map.of("x", Tensor.of(Shape.of(2, 1), Float.NEGATIVE_INFINITY, -Float.MAX_VALUE));
    Tensor found = OtherEngine.answers(trained.written(opset), points).getFirst();
    assertThat(found.toFloats()[0] + 0f).isZero();
    assertThat(found.toFloats()[1] + 0f).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "GELU, 20, Gelu, Mul",
    "GELU_TANH, 20, Gelu, Mul",
    "HARD_SWISH, 14, HardSwish, Mul",
    "MISH, 18, Mish, Mul",
    "SILU, 28, none, Mul"
  })
  void anOperatorIsUsedFromItsFirstVersionOn(Kind kind, int since, String own, String other) {
    Trained trained = Trained.of(Network.of(Shape.of(2)).then(Activated.of(kind)));
    for (int opset = 13; opset <= 27; opset++) {
      OnnxNode last = trained.read(opset).graph().nodes().getLast();
      assertThat(last.operator()).isEqualTo(opset < since ? other : own);
    }
  }

  @Test
  void settingsAreKept() {
    for (Activated layer :
        List.of(new Activated(Kind.LEAKY_RELU, 0.3), new Activated(Kind.ELU, 1.7))) {
      Trained trained = Trained.of(Network.of(Shape.of(1)).then(layer));
      Map<String, Tensor> points = Map.of("x", Tensor.of(Shape.of(2, 1), -1.5f, 2f));
      assertThat(Trained.answers(trained.read(21), points)).isEqualTo(trained.answers(points));
    }
  }
}
