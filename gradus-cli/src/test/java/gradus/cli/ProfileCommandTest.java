package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProfileCommandTest extends TypedCommands {

  @Test
  void everyStepOfATrainingStepHasItsTime() {
    Said said = gradus("profile", "mlp", "--batch", "4", "--training", "--threads", "1", "--json");
    assertThat(said.code()).isZero();
    JsonNode report = said.lastLine();
    assertThat(report.get("parameterBytes").asLong()).isEqualTo(4L * 109_386);
    assertThat(report.get("gigaflops").asDouble()).isPositive();
    JsonNode first = null;
    for (JsonNode step : report.get("steps")) {
      assertThat(step.get("microseconds").asDouble()).isPositive();
      if (first == null
          && step.get("step").asString().equals("MatMul 1 × [4, 128, 784]; Add Relu")) {
        first = step;
      }
    }
    assertThat(first).isNotNull();
    assertThat(first.get("operations").asLong()).isEqualTo(2L * 4 * 128 * 784);
  }

  @Test
  void aPredictionIsTimedAsATable() {
    Said said = gradus("profile", "mlp", "--threads", "1", "--memory");
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains("roofline")
        .contains("MatMul 1 × [1, 128, 784]; Add Relu")
        .contains("all steps")
        .contains("The machine, measured now:")
        .contains("parameters and states 437,544 bytes");
  }

  @Test
  void aBatchOfNoneIsRefused() {
    Said said = gradus("profile", "mlp", "--batch", "0");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("expected 1 or more examples, found 0");
  }
}
