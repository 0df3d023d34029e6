package gradus.onnx.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.graph.Graph;
import gradus.nn.layer.Activated;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.Linear;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Step;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.read.Shared;
import gradus.onnx.read.TensorFile;
import gradus.op.Node;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxNetworkTest {

  private static OnnxNetwork network(String name) throws Exception {
    return OnnxNetwork.of(OnnxModel.read(Shared.find("data/onnx/models/" + name + "/model.onnx")));
  }

  @ParameterizedTest
  @CsvSource({
    "keras-dense, 0",
    "keras-sine, 0",
    "mnist-8, 0",
    "tribuo-cnn-mnist, 0",
    "super-resolution-10, 1"
  })
  void layersMakeWhatTheModelSays(String name, int foreign) throws Exception {
    OnnxNetwork imported = network(name);
    assertThat(imported.network().steps())
        .filteredOn(step -> step.layer() instanceof OnnxLayer)
        .hasSize(foreign);
    Path set = Shared.find("data/onnx/models/" + name + "/test_data_set_0");
    Map<String, Tensor> fed = new LinkedHashMap<>();
    int number = 0;
    for (var port : imported.network().inputs()) {
      fed.put(port.name(), TensorFile.read(set.resolve("input_%d.pb".formatted(number++))).value());
    }
    int batch = fed.values().iterator().next().shape().size(0);
    List<Tensor> outputs = run(imported, batch, fed);
    for (int i = 0; i < outputs.size(); i++) {
      Path file = set.resolve("output_%d.pb".formatted(i));
      same(outputs.get(i), TensorFile.read(file).value());
    }
  }

  /// mnist-8 fixes a batch of one, and reshapes to it.
  @Test
  void aFixedBatchIsSetFree() throws Exception {
    OnnxNetwork imported = network("mnist-8");
    Path folder = Shared.find("data/onnx/models/mnist-8");
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> expected = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      inputs.add(
          TensorFile.read(folder.resolve("test_data_set_%d/input_0.pb".formatted(i))).value());
      expected.add(
          TensorFile.read(folder.resolve("test_data_set_%d/output_0.pb".formatted(i))).value());
    }
    String name = imported.network().inputs().getFirst().name();
    same(run(imported, 3, Map.of(name, stacked(inputs))).getFirst(), stacked(expected));
  }

  @Test
  void nodesAreTheLayersThatTheyMean() throws Exception {
    OnnxNetwork imported = network("tribuo-cnn-mnist");
    assertThat(imported.network().steps().stream().map(Step::layer).map(Object::getClass))
        .contains(Convolve.class, Linear.class, Activated.class);
    assertThat(imported.network().steps().stream().map(Step::name)).doesNotHaveDuplicates();
    assertThat(imported.values().keySet())
        .isEqualTo(
            Set.copyOf(
                imported.network().instantiate(Binding.inference(1)).variables().stream()
                    .map(Variable::name)
                    .toList()));
  }

  private static Tensor stacked(List<Tensor> parts) {
    Shape one = parts.getFirst().shape();
    double[] all = new double[parts.size() * one.elements()];
    for (int i = 0; i < parts.size(); i++) {
      System.arraycopy(parts.get(i).toDoubles(), 0, all, i * one.elements(), one.elements());
    }
    return Tensor.of(parts.getFirst().type().with(one.with(0, parts.size())), all);
  }

  private static List<Tensor> run(OnnxNetwork imported, int batch, Map<String, Tensor> fed) {
    Instance instance = imported.network().instantiate(Binding.inference(batch));
    Variables variables = new Variables();
    for (Variable variable : instance.variables()) {
      variables.declare(
          variable.name(), variable.node().type(), imported.values().get(variable.name()));
    }
    Map<String, Node> outputs = new LinkedHashMap<>(instance.outputs());
    try (Engine engine = Engine.of(Kernels.chosen(), 1)) {
      Plan plan = Plan.of(Graph.of(outputs), variables, engine);
      fed.forEach((name, value) -> plan.input(name).set(value));
      plan.run();
      return outputs.keySet().stream().map(name -> plan.output(name).tensor()).toList();
    }
  }

  private static void same(Tensor mine, Tensor expected) {
    assertThat(mine.type()).isEqualTo(expected.type());
    for (int i = 0; i < mine.elements(); i++) {
      double value = expected.doubleAt(i);
      assertThat(mine.doubleAt(i)).isCloseTo(value, within(1e-4 + 1e-3 * Math.abs(value)));
    }
  }
}
