package gradus.explain.derive;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.nn.model.Network;
import gradus.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelPlanTest {

  @Test
  void listsTheLawsThatThePlanUsesOnThisNetwork() {
    Network network = Network.of(Shape.of(3)).linear(4).relu().linear(2);
    List<String> lines = ModelPlan.lines(network, LossChoice.SOFTMAX, 2);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("softmax "))
        .anyMatch(line -> line.contains("with any number in the place of the maximum"))
        .anyMatch(line -> line.startsWith("sharing "))
        .anyMatch(line -> line.startsWith("fusion "))
        .noneMatch(line -> line.contains("REFUTED"));
    List<String> sigmoid = ModelPlan.lines(network, LossChoice.SIGMOID, 2);
    assertThat(sigmoid)
        .anyMatch(line -> line.startsWith("binary cross entropy "))
        .noneMatch(line -> line.startsWith("softmax ") || line.contains("REFUTED"));
  }
}
