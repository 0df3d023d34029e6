package gradus.nn.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.layer.Frozen;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.model.Step;
import gradus.nn.train.TrainingListener;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuningTest {

  @TempDir private Path folder;

  private static final Network NETWORK =
      Network.of(Shape.of(2)).linear(6).batchNorm().relu().linear(5).relu();

  private static FineTuning tuning() {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Variable variable : NETWORK.instantiate(Binding.inference(1)).variables()) {
      values.put(variable.name(), variable.first(3));
    }
    return new FineTuning(NETWORK, values);
  }

  private Recipe recipe(int epochs) throws IOException {
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 7).append(',').append(i % 5).append(",k").append(i % 3).append('\n');
    }
    Path table = Files.writeString(folder.resolve("table.csv"), text.toString());
    TrainingRecipe training =
        new TrainingRecipe(
            "auto",
            0,
            "adam",
            0.01,
            0,
            false,
            0,
            "constant",
            epochs,
            16,
            7,
            0,
            1,
            0,
            false,
            0,
            0,
            0,
            false);
    return new Recipe(
        DataRecipe.of("csv:" + table), new NetworkRecipe("model", "", false, 0), training);
  }

  private static Map<String, Tensor> trained(Session session) {
    try (Engine engine = Engine.of(Kernels.named("scalar"), 1)) {
      return session.train(engine, false, TrainingListener.silent()).model();
    }
  }

  @Test
  void frozenLayersKeepTheirValuesAndOthersMove() throws IOException {
    FineTuning tuning = tuning();
    Session session =
        Session.begin(
            recipe(2),
            List.of(),
            folder.resolve("run"),
            Optional.empty(),
            head -> tuning.withNewHead(head.outputs()).trainingOnly(List.of("linear2")));
    Map<String, Tensor> after = trained(session);
    tuning.values().keySet().stream()
        .filter(name -> !name.startsWith("linear2"))
        .forEach(name -> assertThat(after.get(name)).as(name).isEqualTo(tuning.values().get(name)));
    assertThat(after.get("linear2.weight").shape()).isEqualTo(Shape.of(3, 6));
    assertThat(after.get("linear2.bias"))
        .isNotEqualTo(Tensor.full(after.get("linear2.bias").type(), 0));
    assertThat(trained(Session.resume(folder.resolve("run")))).isEqualTo(after);
  }

  @Test
  void aRunBeginsWithTheValuesOfTheModel() throws IOException {
    FineTuning tuning = tuning();
    Session session =
        Session.begin(
            recipe(0),
            List.of(),
            folder.resolve("run"),
            Optional.empty(),
            head -> tuning.withNewHead(head.outputs()));
    Map<String, Tensor> stored = RunFolder.open(session.folder().path()).requireWeights();
    assertThat(stored.get("linear1.weight")).isEqualTo(tuning.values().get("linear1.weight"));
    assertThat(stored).containsKey("linear2.weight");
  }

  @Test
  void frozenLayersAreWrittenAndReadAgain() {
    Network frozen = tuning().trainingOnly(List.of("linear2")).network();
    assertThat(
            frozen.steps().stream().filter(step -> step.layer() instanceof Frozen).map(Step::name))
        .containsExactly("linear1", "batchNorm1", "relu1", "relu2");
    assertThat(NetworkYaml.read("model.yaml", NetworkYaml.write(frozen), Shape.of(2)))
        .isEqualTo(frozen);
  }

  @Test
  void namesAndEndsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> tuning().trainingOnly(List.of("fc")))
        .hasMessage(
            "--train-only fc: expected names of layers, found no \"fc\". Layers: linear1,"
                + " batchNorm1, relu1, linear2, relu2.");
    assertThatThrownBy(
            () ->
                new FineTuning(Network.of(Shape.of(2)).linear(3).batchNorm(), Map.of())
                    .withNewHead(2))
        .hasMessage(
            "--new-head: expected a dense layer at the end, but for activations, found batchNorm."
                + " Write the network with another end.");
  }
}
