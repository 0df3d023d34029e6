package gradus.onnx.write;

import gradus.graph.Graph;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.onnx.read.OnnxModel;
import gradus.op.Node;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A network with values as after a training: none of them is 0 or 1 throughout.
///
/// @param network the layers
/// @param values the parameters and states by name
record Trained(Network network, Map<String, Tensor> values) {

  /// Convolutions are sums, so that what a model loses on its way is not hidden by the larger
  /// errors of transforms.
  private static final Engine ENGINE = Engine.of(Kernels.chosen().bySums(), 1);

  static Trained of(Network network) {
    Random random = new Random(7);
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Variable variable : network.instantiate(Binding.inference(1)).variables()) {
      Shape shape = variable.node().type().shape();
      boolean positive = variable.name().endsWith("variance") || variable.name().endsWith("scale");
      float[] numbers = new float[shape.elements()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = positive ? 0.5f + random.nextFloat() : random.nextFloat() - 0.5f;
      }
      values.put(variable.name(), Tensor.of(shape, numbers));
    }
    return new Trained(network, values);
  }

  byte[] written(int opset) {
    return OnnxWriter.write(network, values, WriteOptions.standard().withOpset(opset));
  }

  OnnxModel read(int opset) {
    return OnnxModel.read("m.onnx", written(opset));
  }

  /// Something for each input: whole numbers from 0 to 4 where it holds indices.
  Map<String, Tensor> inputs(int batch) {
    Random random = new Random(batch);
    boolean indices =
        network.steps().stream()
            .anyMatch(step -> step.layer() instanceof gradus.nn.layer.Embedding);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Port port : network.inputs()) {
      Shape shape = port.shape().insert(0, batch);
      double[] numbers = new double[shape.elements()];
      for (int i = 0; i < numbers.length; i++) {
        boolean whole = indices || port.dtype().isInteger();
        numbers[i] = whole ? random.nextInt(5) : random.nextFloat() * 4 - 2;
      }
      inputs.put(
          port.name(), Tensor.of(new gradus.tensor.TensorType(port.dtype(), shape), numbers));
    }
    return inputs;
  }

  /// What the network's own plan answers.
  List<Tensor> answers(Map<String, Tensor> inputs) {
    int batch = inputs.values().iterator().next().shape().size(0);
    Instance instance = network.instantiate(Binding.inference(batch));
    return run(instance.outputs(), values, inputs);
  }

  /// What a model that was read answers.
  static List<Tensor> answers(OnnxModel model, Map<String, Tensor> inputs) {
    gradus.onnx.read.Instance instance =
        model.instantiate(gradus.onnx.read.Binding.ofValues(inputs));
    return run(instance.graph().outputs(), instance.parameters(), inputs);
  }

  private static List<Tensor> run(
      Map<String, Node> outputs, Map<String, Tensor> values, Map<String, Tensor> inputs) {
    Variables variables = new Variables();
    values.forEach((name, value) -> variables.declare(name, value.type(), value));
    Plan plan = Plan.of(Graph.of(outputs), variables, ENGINE);
    plan.inputs().forEach(name -> plan.input(name).set(inputs.get(name)));
    plan.run();
    return outputs.keySet().stream().map(name -> plan.output(name).tensor()).toList();
  }
}
