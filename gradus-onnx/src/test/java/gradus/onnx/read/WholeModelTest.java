package gradus.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.onnx.model.ValueInfo;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.ModelProto;
import gradus.onnx.wire.NodeProto;
import gradus.onnx.wire.TensorProto;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole models, by Gradus and by ONNX Runtime: those that real tools wrote, and famous networks
/// with random weights.
class WholeModelTest {

  @ParameterizedTest
  @CsvSource({
    "keras-dense, 5",
    "keras-sine, 7",
    "mnist-8, 1",
    "mnist-quantized, 1",
    "tribuo-cnn-mnist, 3",
    "super-resolution-10, 1"
  })
  void modelsOfRealTools(String name, int batch) throws Exception {
    byte[] bytes = Files.readAllBytes(Shared.find("data/onnx/models/" + name + "/model.onnx"));
    compare(name, bytes, batch);
  }

  @Test
  void squeezenetWithRandomWeights() throws Exception {
    compare("squeezenet", randomised("squeezenet"), 1);
  }

  @Test
  @Tag("long")
  void zfnetWithRandomWeights() throws Exception {
    compare("zfnet512", randomised("zfnet512"), 1);
  }

  private static void compare(String name, byte[] bytes, int batch) throws Exception {
    OnnxModel model = OnnxModel.read(name, bytes);
    Map<String, Tensor> fed = new LinkedHashMap<>();
    Random random = new Random(7);
    for (ValueInfo input : model.inputs()) {
      Shape shape = Shape.scalar();
      for (ValueInfo.Size size : input.sizes().orElseThrow()) {
        shape = shape.followedBy(Shape.of((int) size.length().orElse(batch)));
      }
      float[] values = new float[shape.elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat();
      }
      fed.put(input.name(), Tensor.of(shape, values).as(input.element().dtype().orElseThrow()));
    }
    List<Tensor> theirs = OtherEngine.run(bytes, fed);
    Instance instance = model.instantiate(Binding.ofValues(fed));
    try (Engine engine = Engine.of(Kernels.named("simd"), 2)) {
      Variables variables = new Variables();
      instance.parameters().forEach((key, value) -> variables.declare(key, value.type(), value));
      Plan plan = Plan.of(instance.graph(), variables, engine);
      plan.inputs().forEach(key -> plan.input(key).set(fed.get(key)));
      plan.run();
      for (int i = 0; i < theirs.size(); i++) {
        Tensor mine = plan.output(model.outputs().get(i).name()).tensor();
        Trial.same(name, mine, theirs.get(i), 1e-3, 1e-5);
      }
    }
    assertThat(theirs).isNotEmpty();
  }

  /// A light model, whose weights are constants of one value, with weights of variance 2 / inputs.
  private static byte[] randomised(String name) throws Exception {
    byte[] light =
        Shared.inArchive(
            Shared.find("onnx-conformance/light.tar.gz"),
            "light/test_light_%s/model.onnx".formatted(name));
    ModelProto model = ModelProto.parseFrom(light);
    GraphProto graph = model.getGraph();
    Map<String, TensorProto> shapes = new HashMap<>();
    graph.getInitializerList().forEach(tensor -> shapes.put(tensor.getName(), tensor));
    GraphProto.Builder changed = graph.toBuilder().clearNode();
    int seed = 0;
    for (NodeProto node : graph.getNodeList()) {
      if (!node.getOpType().equals("ConstantOfShape")) {
        changed.addNode(node);
        continue;
      }
      Tensor sizes =
          new TensorReader(name, new ExternalData(name, java.util.Optional.empty()))
              .read("shape", shapes.get(node.getInput(0)));
      Tensor weights = random(sizes.toLongs(), ++seed);
      changed.addInitializer(Models.tensor(node.getOutput(0), weights));
    }
    return model.toBuilder().setIrVersion(4).setGraph(changed).build().toByteArray();
  }

  private static Tensor random(long[] sizes, int seed) {
    Shape shape = Shape.scalar();
    for (long size : sizes) {
      shape = shape.followedBy(Shape.of((int) size));
    }
    Random random = new Random(seed);
    int inputs = shape.rank() < 2 ? 100 : shape.elements() / shape.size(0);
    double[] values = new double[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() * Math.sqrt(2.0 / inputs);
    }
    return Tensor.of(new TensorType(DType.F32, shape), values);
  }
}
