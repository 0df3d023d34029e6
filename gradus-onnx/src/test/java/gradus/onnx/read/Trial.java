package gradus.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.NodeProto;
import gradus.onnx.wire.ValueInfoProto;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One node with its inputs, run by Gradus and by ONNX Runtime. Mutable: it is built by parts.
final class Trial {

  private static final Engine ENGINE = Engine.of(Kernels.named("scalar"), 1);

  private final String operator;
  private final int opset;
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private int outputs = 1;
  private final Random random;

  private Trial(String operator, int opset) {
    this.operator = operator;
    this.opset = opset;
    this.random = new Random(operator.hashCode() * 31L + opset);
  }

  static Trial of(String operator, int opset) {
    return new Trial(operator, opset);
  }

  Trial in(Tensor value) {
    String name = "in" + names.size();
    names.add(name);
    inputs.put(name, value);
    return this;
  }

  /// Seeded floats from −2 to 2.
  Trial floats(int... sizes) {
    return in(random(Shape.of(sizes), -2, 2));
  }

  /// Seeded floats of a range.
  Trial floats(double from, double to, int... sizes) {
    return in(random(Shape.of(sizes), from, to));
  }

  private Tensor random(Shape shape, double from, double to) {
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (from + (to - from) * random.nextDouble());
    }
    return Tensor.of(shape, values);
  }

  /// Seeded whole numbers from `from` to below `to`.
  Trial wholes(DType dtype, int from, int to, int... sizes) {
    Shape shape = Shape.of(sizes);
    long[] values = new long[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = from + random.nextInt(to - from);
    }
    return in(Tensor.of(shape, values).as(dtype));
  }

  Trial longs(long... values) {
    return in(Tensor.of(Shape.of(values.length), values));
  }

  Trial absent() {
    names.add("");
    return this;
  }

  Trial with(String name, Object value) {
    attributes.put(name, value);
    return this;
  }

  Trial outputs(int count) {
    outputs = count;
    return this;
  }

  private List<String> results() {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      results.add("out" + i);
    }
    return results;
  }

  private byte[] model(List<Tensor> types) {
    NodeProto.Builder node = Models.node(operator, names, results());
    attributes.forEach((name, value) -> node.addAttribute(Models.attribute(name, value)));
    GraphProto.Builder graph = Models.graph(node);
    inputs.forEach(
        (name, value) ->
            graph.addInput(
                Models.info(name, value.type().dtype(), value.shape().sizes().toArray())));
    for (String result : results()) {
      int i = graph.getOutputCount();
      graph.addOutput(
          types.isEmpty()
              ? ValueInfoProto.newBuilder().setName(result).build()
              : Models.open(result, types.get(i).type().dtype()));
    }
    return Models.model(opset, graph).build().toByteArray();
  }

  List<Tensor> gradus() {
    Instance instance =
        OnnxModel.read("m.onnx", model(List.of())).instantiate(Binding.ofValues(inputs));
    Plan plan = Plan.of(instance.graph(), new Variables(), ENGINE);
    plan.inputs().forEach(name -> plan.input(name).set(inputs.get(name)));
    plan.run();
    return results().stream().map(name -> plan.output(name).tensor()).toList();
  }

  /// Holds both engines' answers against each other.
  void check() {
    List<Tensor> mine = gradus();
    List<Tensor> theirs;
    try {
      theirs = OtherEngine.run(model(mine), inputs);
    } catch (OrtException e) {
      throw new AssertionError(this + ": " + e.getMessage(), e);
    }
    for (int i = 0; i < outputs; i++) {
      same(toString() + " output " + i, mine.get(i), theirs.get(i), 1e-4, 2e-5);
    }
  }

  static void same(String what, Tensor mine, Tensor theirs, double rtol, double atol) {
    assertThat(mine.type()).as(what).isEqualTo(theirs.type());
    for (int at = 0; at < mine.elements(); at++) {
      double a = mine.doubleAt(at);
      double b = theirs.doubleAt(at);
      boolean close = Double.compare(a, b) == 0 || Math.abs(a - b) <= atol + rtol * Math.abs(b);
      assertThat(close).as("%s element %d: %s, theirs %s", what, at, a, b).isTrue();
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(operator + "-" + opset);
    inputs.values().forEach(value -> text.append(' ').append(value.type()));
    attributes.forEach(
        (name, value) ->
            text.append(' ')
                .append(name)
                .append('=')
                .append(value instanceof long[] longs ? java.util.Arrays.toString(longs) : value));
    return text.toString();
  }
}
