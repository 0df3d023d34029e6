package gradus.nn.emit;

import gradus.nn.data.Preparation;
import gradus.nn.data.Standardiser;
import gradus.nn.layer.Activated;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.ConvolveTranspose;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Pooled;
import gradus.nn.layer.Pooled.Statistic;
import gradus.nn.layer.Variable;
import gradus.nn.loss.Head;
import gradus.nn.model.Binding;
import gradus.nn.model.BuiltIn;
import gradus.nn.model.Network;
import gradus.op.window.Convention;
import gradus.random.Philox;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Networks that between them have every layer, with weights of which none is 0.
final class EmittedNetworks {

  private EmittedNetworks() {}

  static Map<String, Network> all() {
    Map<String, Network> networks = new LinkedHashMap<>();
    BuiltIn.Options plain = BuiltIn.Options.plain();
    BuiltIn.Options all = new BuiltIn.Options(true, 0.25);
    networks.put("Mlp", BuiltIn.MLP.network(Shape.of(700), 3, plain));
    networks.put("Lenet", BuiltIn.LENET.network(Shape.of(1, 28, 28), 10, plain));
    networks.put("Cnn", BuiltIn.CNN.network(Shape.of(3, 13, 17), 5, all));
    networks.put("Conv1d", BuiltIn.CONV1D.network(Shape.of(2, 45), 4, all));
    networks.put("LongSignal", BuiltIn.CONV1D.network(Shape.of(1, 1500), 4, plain));
    networks.put("Question4", BuiltIn.QUESTION4.network(Shape.of(3, 32, 32), 0, plain));
    Network activations = Network.of(Shape.of(37));
    for (Activated.Kind kind : Activated.Kind.values()) {
      activations = activations.activation(kind).linear(37);
    }
    networks.put("Activations", activations.linear(1));
    networks.put("Odd", odd());
    networks.put("Filtered", filtered());
    networks.put("Transformed", transformed());
    networks.put(
        "Normalised",
        Network.of(Shape.of(4, 6)).layerNorm().groupNorm(2).flatten().linear(20).layerNorm());
    networks.put(
        "Branches",
        Network.of(Shape.of(12))
            .linear(8)
            .residual(Linear.of(8), Activated.of(Activated.Kind.TANH), Linear.of(8))
            .parallel(List.of(List.of(Linear.of(3)), List.of(Linear.of(8), Linear.of(2))))
            .sigmoid());
    return networks;
  }

  /// Strides, groups, dilation, a true convolution, uneven padding, overlapping means, transposes.
  private static Network odd() {
    Convolve convolution =
        Convolve.of(6, List.of(3, 2), new Padding.Explicit(List.of(1, 0), List.of(2, 1)))
            .withStrides(List.of(2, 1))
            .withGroups(2)
            .withConvention(Convention.CONVOLUTION)
            .withoutBias();
    return Network.of(Shape.of(4, 9, 11))
        .then(convolution)
        .then(new Pooled(Statistic.AVERAGE, List.of(3, 3), List.of(2, 2), Padding.of(2, 1), true))
        .then(new Pooled(Statistic.AVERAGE, List.of(2, 2), List.of(1, 1), Padding.of(2, 1), false))
        .then(ConvolveTranspose.of(3, List.of(3, 2), 2))
        .globalMaxPool();
  }

  /// Windows of 3 × 3 that Winograd's filtering takes care of, there and back; the first, of few
  /// channels, by definition.
  private static Network filtered() {
    Convolve convolution = Convolve.of(64, List.of(3, 3), Padding.same());
    return Network.of(Shape.of(3, 13, 17))
        .then(Convolve.of(32, List.of(3, 3), Padding.same()))
        .activation(Activated.Kind.RELU)
        .then(convolution.withConvention(Convention.CONVOLUTION))
        .activation(Activated.Kind.RELU)
        .residual(convolution)
        .then(ConvolveTranspose.of(32, List.of(3, 3), 1))
        .then(new Pooled(Statistic.AVERAGE, List.of(2, 2), List.of(2, 2), Padding.valid(), true))
        .then(convolution)
        .globalMaxPool()
        .flatten()
        .linear(4);
  }

  /// Long kernels that Fourier transforms take care of, there and back; the first, of one channel,
  /// by definition.
  private static Network transformed() {
    Convolve convolution = Convolve.of(16, List.of(33), Padding.same());
    return Network.of(Shape.of(1, 1200))
        .then(convolution)
        .activation(Activated.Kind.RELU)
        .then(convolution.withConvention(Convention.CONVOLUTION))
        .activation(Activated.Kind.TANH)
        .residual(convolution)
        .then(ConvolveTranspose.of(16, List.of(65), 1))
        .globalMaxPool()
        .flatten()
        .linear(4);
  }

  static Map<String, Tensor> weights(Network network, long seed) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    int stream = 0;
    for (Variable variable : network.instantiate(Binding.inference(1)).variables()) {
      Philox random = Philox.of(seed).stream(stream++);
      float[] numbers = new float[variable.node().type().shape().elements()];
      boolean variance = variable.name().contains("var");
      for (int i = 0; i < numbers.length; i++) {
        float x = (float) (0.3 * random.normal(i));
        numbers[i] = variance ? 0.5f + Math.abs(x) : x;
      }
      values.put(variable.name(), Tensor.of(variable.node().type().shape(), numbers));
    }
    return values;
  }

  static Head head(Network network) {
    Shape output = network.outputShape();
    int n = output.elements();
    List<String> names = IntStream.range(0, Math.max(2, n)).mapToObj(i -> "class " + i).toList();
    return output.rank() > 1
        ? new Head.Real(List.of())
        : n == 1 ? new Head.Binary(names) : new Head.Categorical(names);
  }

  /// Features and targets standardised, the features in groups.
  static Preparation preparation(Network network, Head head) {
    int size = network.inputs().getFirst().shape().elements();
    Standardiser features = moments(size % 2 == 0 ? 2 : size);
    return new Preparation(
        features,
        head instanceof Head.Real && !head.names().isEmpty()
            ? moments(head.names().size())
            : Standardiser.IDENTITY);
  }

  private static Standardiser moments(int groups) {
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      means.add(0.1 * i - 0.3);
      deviations.add(0.7 + 0.01 * i);
    }
    return Standardiser.of(new Standardiser.Moments(means, deviations));
  }
}
