package gradus.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.nn.data.Dataset;
import gradus.nn.data.Preparation;
import gradus.nn.data.Splits;
import gradus.nn.data.Target;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.nn.optim.Sgd;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The gradient beside a training is the one that the training follows.
class GradientProbeTest {

  private static Dataset data() {
    float[] x = new float[40];
    int[] labels = new int[20];
    for (int i = 0; i < 20; i++) {
      labels[i] = i % 2;
      x[2 * i] = (float) Math.sin(i) + labels[i];
      x[2 * i + 1] = (float) Math.cos(3 * i);
    }
    return Dataset.of(Shape.of(2), x, new Target.Classes(labels, List.of("a", "b")));
  }

  @Test
  void oneStepGoesAgainstIt() {
    Dataset data = data();
    Network network = Network.of(Shape.of(2)).linear(4).tanh().linear(2);
    Head head = Head.of(data.target());
    Settings settings = Settings.standard().withEpochs(1).withBatch(20);
    Dataset none = data.subset(new int[0]);
    try (Engine engine = Engine.of(Kernels.named("scalar"), 1)) {
      Map<String, Tensor> first = new HashMap<>();
      Trainer trainer = Trainer.of(network, head, Sgd.learningRate(0.5)).with(settings);
      trainer.fit(
          new Splits(data, none, none),
          engine,
          Optional.empty(),
          at -> {
            first.putAll(at.variables());
            return true;
          });
      Map<String, Tensor> after =
          trainer.fit(new Splits(data, none, none), engine, Optional.empty()).model();
      Map<String, Tensor> gradients =
          new GradientProbe(network, head.loss(), Preparation.none(), data, settings, engine)
              .at(first);
      assertThat(gradients.keySet()).isEqualTo(after.keySet());
      gradients.forEach(
          (name, gradient) -> {
            for (int i = 0; i < gradient.elements(); i++) {
              double step = first.get(name).doubleAt(i) - after.get(name).doubleAt(i);
              assertThat(step).as(name).isCloseTo(0.5 * gradient.doubleAt(i), within(1e-6));
            }
          });
      assertThat(gradients.get("linear1.weight").doubleAt(0)).isNotZero();
    }
  }
}
