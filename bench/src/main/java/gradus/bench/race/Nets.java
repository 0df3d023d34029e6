package gradus.bench.race;

import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.Joined;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Parallel;
import gradus.nn.layer.Pooled;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Network;
import gradus.nn.model.Step;
import gradus.runtime.plan.Variables;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/// The networks of the race. Each step of a network is numbered, and the number seeds its weights.
final class Nets {

  private static final int FIRST_SEED = 1000;

  private Nets() {}

  /// 784-128-64-10 with ReLU between.
  static Network mlp() {
    return Network.of(Shape.of(784)).linear(128).relu().linear(64).relu().linear(10);
  }

  /// Two convolutions with pooling and three dense layers.
  static Network lenet() {
    Network net = Network.of(Shape.of(1, 28, 28));
    net = net.conv2d(6, 5, Padding.of(2, 2)).relu().maxPool2d(2);
    net = net.conv2d(16, 5, Padding.valid()).relu().maxPool2d(2).flatten();
    return net.linear(120).relu().linear(84).relu().linear(10);
  }

  /// Four convolutions on 32 × 32 colour images.
  static Network cnn32() {
    Network net = Network.of(Shape.of(3, 32, 32));
    net = net.conv2d(32, 3, Padding.of(2, 1)).relu().conv2d(32, 3, Padding.of(2, 1)).relu();
    net = net.maxPool2d(2).conv2d(64, 3, Padding.of(2, 1)).relu();
    net = net.conv2d(64, 3, Padding.of(2, 1)).relu().maxPool2d(2).flatten();
    return net.linear(256).relu().linear(10);
  }

  /// The network of question 4.1.
  static Network seed() {
    Layer first = Convolve.of(32, List.of(8, 8), Padding.of(2, 3)).withStride(2);
    Network net = Network.of(Shape.of(3, 128, 128)).then(first).relu().maxPool2d(2);
    return net.conv2d(64, 3, Padding.of(2, 1)).relu();
  }

  /// Two long convolutions over a signal.
  static Network signal() {
    Network net = Network.of(Shape.of(1, 16384)).conv1d(16, 129, Padding.valid()).relu();
    return net.conv1d(16, 65, Padding.valid());
  }

  /// ResNet-50 v1.5: the stride of a block is on its 3 × 3 convolution.
  static Network resnet50() {
    Network net = Network.of(Shape.of(3, 224, 224));
    net = net.then(conv(64, 7, 2, 3)).batchNorm().relu();
    net =
        net.then(
            new Pooled(
                Pooled.Statistic.MAX, List.of(3, 3), List.of(2, 2), Padding.of(2, 1), false));
    int[] blocks = {3, 4, 6, 3};
    for (int stage = 0; stage < blocks.length; stage++) {
      for (int block = 0; block < blocks[stage]; block++) {
        int stride = block == 0 && stage > 0 ? 2 : 1;
        net = bottleneck(net, 64 << stage, stride, block == 0);
      }
    }
    return net.globalAveragePool().linear(1000);
  }

  private static Network bottleneck(Network before, int width, int stride, boolean projects) {
    String x = before.last();
    Network net = before.then(conv(width, 1, 1, 0)).batchNorm().relu();
    net = net.then(conv(width, 3, stride, 1)).batchNorm().relu();
    net = net.then(conv(4 * width, 1, 1, 0)).batchNorm();
    String body = net.last();
    String skip = x;
    if (projects) {
      net = net.then("project" + net.steps().size(), conv(4 * width, 1, stride, 0), List.of(x));
      net = net.then(BatchNormLayer.standard());
      skip = net.last();
    }
    Joined sum = new Joined(Parallel.Join.ADD);
    return net.then("sum" + net.steps().size(), sum, List.of(body, skip)).relu();
  }

  private static Layer conv(int outputs, int kernel, int stride, int padding) {
    return Convolve.of(outputs, List.of(kernel, kernel), Padding.of(2, padding))
        .withStride(stride)
        .withoutBias();
  }

  /// The network's variables with the race's values: weights uniform in ±√(6 / fan-in).
  static Variables variables(Network network) {
    Variables variables = new Variables();
    List<Variable> all = network.instantiate(Binding.inference(1)).variables();
    int number = 0;
    for (Step step : network.steps()) {
      number++;
      SplittableRandom random = new SplittableRandom(FIRST_SEED + number);
      List<Variable> own =
          all.stream().filter(each -> each.name().startsWith(step.name() + ".")).toList();
      if (step.layer() instanceof BatchNormLayer) {
        declareNorm(variables, own, random);
      } else {
        own.forEach(each -> declare(variables, each, weights(each, random)));
      }
    }
    return variables;
  }

  private static double[] weights(Variable variable, SplittableRandom random) {
    Shape shape = variable.node().type().shape();
    double[] values = new double[shape.elements()];
    if (shape.rank() > 1) {
      float bound = (float) Math.sqrt(6.0 / (shape.elements() / shape.size(0)));
      for (int i = 0; i < values.length; i++) {
        values[i] = bound * (2 * (float) random.nextDouble() - 1);
      }
    }
    return values;
  }

  /// Scale, shift, mean and variance, drawn channel by channel in this order.
  private static void declareNorm(
      Variables variables, List<Variable> own, SplittableRandom random) {
    int channels = own.getFirst().node().type().shape().elements();
    double[][] values = new double[4][channels];
    for (int i = 0; i < channels; i++) {
      values[0][i] = 0.5;
      values[1][i] = 0.1f * (float) random.nextDouble();
      values[2][i] = 0.1f * (float) random.nextDouble();
      values[3][i] = 0.75f + 0.5f * (float) random.nextDouble();
    }
    for (int i = 0; i < values.length; i++) {
      declare(variables, own.get(i), values[i]);
    }
  }

  private static void declare(Variables variables, Variable variable, double[] values) {
    Tensor value = Tensor.of(variable.node().type(), values);
    variables.declare(variable.name(), variable.node().type(), value);
  }
}
