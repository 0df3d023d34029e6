package gradus.nn.rewrite;

import gradus.nn.loss.Head;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.op.Node;
import gradus.random.Philox;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Models and their values for the tests of this package.
final class Cases {

  private Cases() {}

  static final Head REAL = new Head.Real(List.of("y"));

  /// A network whose parameters are eighths from −2 to 2, which floats hold exactly.
  static Model dyadic(Network network, long seed, Head head) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    Instance instance = network.instantiate(new Binding(1, false, DType.F64));
    long stream = 1;
    for (var variable : instance.variables()) {
      Philox random = Philox.of(seed).stream(stream++);
      double[] elements = new double[variable.node().type().shape().elements()];
      boolean isVariance = variable.name().endsWith("variance");
      for (int i = 0; i < elements.length; i++) {
        elements[i] = isVariance ? 1 + random.below(8, i) / 4.0 : (random.below(33, i) - 16) / 8.0;
      }
      values.put(variable.name(), Tensor.of(variable.node().type(), elements));
    }
    return new Model(network, values, head);
  }

  /// The output for one example.
  static Tensor output(Judge<?> judge, Model model, Tensor example) {
    Instance instance = model.network().instantiate(new Binding(1, false, DType.F64));
    return judge.evaluate(instance.output(), feeds(instance, model, example));
  }

  /// The exact output for one example.
  static List<Fraction> exactly(Model model, Tensor example) {
    Instance instance = model.network().instantiate(new Binding(1, false, DType.F64));
    return Judge.exact().value(instance.output(), feeds(instance, model, example)).elements();
  }

  static Map<Node, Tensor> feeds(Instance instance, Model model, Tensor example) {
    Map<Node, Tensor> feeds = new HashMap<>(model.feeds(instance));
    feeds.put(instance.input(), example.reshape(instance.input().type().shape()));
    return feeds;
  }

  /// Whole numbers from −4 to 4 for the input of a network.
  static Tensor example(Network network, long seed) {
    Node input = network.instantiate(new Binding(1, false, DType.F64)).input();
    Philox random = Philox.of(seed).stream(99);
    double[] values = new double[input.type().shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.below(9, i) - 4;
    }
    return Tensor.of(input.type(), values);
  }
}
