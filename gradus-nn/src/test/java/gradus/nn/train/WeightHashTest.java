package gradus.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.nn.data.Augmentation;
import gradus.nn.data.Dataset;
import gradus.nn.data.Digits;
import gradus.nn.data.Splits;
import gradus.nn.data.Target;
import gradus.nn.loss.Head;
import gradus.nn.model.BuiltIn;
import gradus.nn.model.Network;
import gradus.nn.optim.Adam;
import gradus.nn.optim.Optimiser;
import gradus.nn.optim.Schedule;
import gradus.nn.optim.Sgd;
import gradus.nn.run.Weights;
import gradus.random.Philox;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Three small runs and the digests of their weights: the same bits on every machine, at every
/// vector width, with every kernel set and number of threads. The build runs this class once more
/// with `-XX:UseAVX=2` and with `-XX:MaxVectorSize=16`.
class WeightHashTest {

  private static final String LENET =
      "f00de9a79ff4c6565540989fb2b8e3b16e6c5e41c25f5e2e0169ef5e7adc8f2d";

  private static final String LENET_BY_SUMS =
      "7fce06da62681c3b3616aef6e04f297ece3d1f31c731b3b6ab910341357a982f";
  private static final String CNN =
      "348560f032444a70ea7a6b4c31de8f4b5743f9fd4f949c5b52c8e493302a40e3";

  /// With its convolutions as sums; as all were before decision 0039.
  private static final String CNN_BY_SUMS =
      "d324b76eed54c8d1b5e9a04cd288e93a6114b59720453f50011602677bf4fd6f";

  private static final String SIGNAL =
      "7e8dd9aed84bb3036b4200907387bbe6ff5a3065f5fb185a0d52e594a5961e0c";

  private static String train(
      Network network,
      Optimiser optimiser,
      Settings settings,
      Dataset set,
      String kernels,
      int threads) {
    return train(network, optimiser, settings, set, Kernels.named(kernels), threads);
  }

  private static String train(
      Network network,
      Optimiser optimiser,
      Settings settings,
      Dataset set,
      Kernels kernels,
      int threads) {
    Splits data = Splits.of(set, set.subset(new int[0]));
    try (Engine engine = Engine.of(kernels, threads)) {
      Trained trained =
          Trainer.of(network, Head.of(set.target()), optimiser)
              .with(settings)
              .fit(data, engine, Optional.empty());
      return Weights.sha256(trained.model());
    }
  }

  private static Dataset digits(int count) {
    return Digits.of(5).dataset(0, count);
  }

  @ParameterizedTest
  @CsvSource({"scalar,1", "scalar,2", "simd,1", "simd,2"})
  void lenetWithMomentum(String kernels, int threads) {
    Network lenet = BuiltIn.LENET.network(Shape.of(1, 28, 28), 10, BuiltIn.Options.plain());
    Optimiser optimiser = Sgd.learningRate(0.05).withMomentum(0.9).withNesterov();
    Settings settings = Settings.standard().withEpochs(1).withBatch(32).withClipNorm(1);
    Kernels set = Kernels.named(kernels);
    assertThat(train(lenet, optimiser, settings, digits(100), set, threads)).isEqualTo(LENET);
    assertThat(train(lenet, optimiser, settings, digits(100), set.bySums(), threads))
        .isEqualTo(LENET_BY_SUMS);
  }

  @ParameterizedTest
  @CsvSource({"scalar,2", "simd,1", "simd,2"})
  void cnnWithEverything(String kernels, int threads) {
    Network cnn = BuiltIn.CNN.network(Shape.of(1, 28, 28), 10, new BuiltIn.Options(true, 0.3));
    Settings settings =
        Settings.standard()
            .withEpochs(1)
            .withBatch(10)
            .withSchedule(new Schedule.OneCycle(0.3))
            .withAugmentation(new Augmentation(2, 10, 0.1, false));
    Optimiser optimiser = Adam.learningRate(0.002);
    Kernels set = Kernels.named(kernels);
    assertThat(train(cnn, optimiser, settings, digits(24), set, threads)).isEqualTo(CNN);
    assertThat(train(cnn, optimiser, settings, digits(24), set.bySums(), threads))
        .isEqualTo(CNN_BY_SUMS);
  }

  @ParameterizedTest
  @CsvSource({"scalar,1", "simd,2"})
  void signalsInParts(String kernels, int threads) {
    int count = 40;
    Philox draws = Philox.of(3);
    float[] features = new float[count * 2 * 45];
    for (int i = 0; i < features.length; i++) {
      features[i] = draws.uniform(i);
    }
    int[] labels = IntStream.range(0, count).map(row -> row % 3).toArray();
    Dataset set =
        Dataset.of(Shape.of(2, 45), features, new Target.Classes(labels, List.of("a", "b", "c")));
    Network network = BuiltIn.CONV1D.network(Shape.of(2, 45), 3, BuiltIn.Options.plain());
    Settings settings = Settings.standard().withEpochs(2).withBatch(16).withParts(3);
    assertThat(train(network, Adam.learningRate(0.001), settings, set, kernels, threads))
        .isEqualTo(SIGNAL);
  }
}
