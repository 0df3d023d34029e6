package gradus.onnx.write;

import gradus.onnx.model.ElementType;
import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.NodeProto;
import gradus.onnx.wire.TensorProto;
import gradus.onnx.wire.TensorShapeProto;
import gradus.onnx.wire.TypeProto;
import gradus.onnx.wire.ValueInfoProto;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;

/// The graph of a file while it grows, node by node. Mutable.
///
/// A node has the name of what it makes. Numbers that are no parameters are `Constant` nodes, so
/// that the initializers are the parameters and no others.
final class GraphDraft {

  private static final String BATCH = "N";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> taken = new LinkedHashSet<>();
  private final Map<String, Tensor> initializers = new LinkedHashMap<>();
  private final List<String> flipped = new ArrayList<>();
  private final Opset opset;
  private final OptionalInt batch;
  private final Map<String, Tensor> values;

  GraphDraft(Opset opset, OptionalInt batch, Map<String, Tensor> values) {
    this.opset = opset;
    this.batch = batch;
    this.values = values;
  }

  /// States the names of the parameters and states, which nothing else may have.
  void parameters(Collection<String> names) {
    taken.addAll(names);
  }

  /// A name like the one wished for that nothing else has.
  String free(String wish) {
    String name = wish;
    for (int i = 2; !taken.add(name); i++) {
      name = wish + "_" + i;
    }
    return name;
  }

  boolean since(int version) {
    return opset.since(version);
  }

  int opset() {
    return opset.number();
  }

  /// What a node makes, under a name that is kept for it.
  void node(String operator, List<String> inputs, String output, List<AttributeProto> attributes) {
    node(operator, inputs, List.of(output), attributes);
  }

  /// The same with several outputs, of which an empty name stands for one that nobody reads.
  void node(
      String operator, List<String> inputs, List<String> outputs, List<AttributeProto> attributes) {
    String name = outputs.stream().filter(output -> !output.isEmpty()).findFirst().orElse("");
    graph.addNode(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(attributes));
  }

  /// A tensor that belongs to the operators, not to the model.
  String constant(String wish, Tensor value) {
    return constant(wish, value, ElementType.of(value.type().dtype()));
  }

  /// The same of a type of integers that Gradus holds in another one.
  String constant(String wish, Tensor value, ElementType element) {
    String name = free(wish);
    node("Constant", List.of(), name, List.of(Attributes.tensor("value", value, element)));
    return name;
  }

  /// A parameter or state, under its own name.
  String parameter(String name) {
    initializers.put(name, value(name));
    return name;
  }

  /// A kernel in the reverse order along its spatial axes, under its own name.
  String flippedParameter(String name) {
    Tensor kernel = value(name);
    int taps = kernel.shape().slice(2, kernel.shape().rank()).elements();
    float[] from = kernel.toFloats();
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      int tap = i % taps;
      to[i] = from[i - tap + taps - 1 - tap];
    }
    initializers.put(name, Tensor.of(kernel.shape(), to));
    flipped.add(name);
    return name;
  }

  /// The kernels that are written in reverse order.
  List<String> flipped() {
    return List.copyOf(flipped);
  }

  private Tensor value(String name) {
    Tensor value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the values were checked, yet \"" + name + "\" is missing");
    }
    return value;
  }

  void input(Value value) {
    graph.addInput(info(value));
  }

  void output(Value value) {
    graph.addOutput(info(value));
  }

  /// States the type of a value between layers, for people and tools that look at the file.
  void between(Value value) {
    graph.addValueInfo(info(value));
  }

  /// The parameters and states that were asked for, as they are written.
  Map<String, Tensor> initializers() {
    return Collections.unmodifiableMap(initializers);
  }

  /// The whole graph.
  ///
  /// @param form how a tensor is told
  GraphProto named(String name, BiFunction<String, Tensor, TensorProto> form) {
    initializers.forEach((own, value) -> graph.addInitializer(form.apply(own, value)));
    return graph.setName(name).build();
  }

  private ValueInfoProto info(Value value) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < value.shape().rank(); axis++) {
      TensorShapeProto.Dimension.Builder dim = shape.addDimBuilder();
      if (axis > 0) {
        dim.setDimValue(value.shape().size(axis));
      } else if (batch.isPresent()) {
        dim.setDimValue(batch.getAsInt());
      } else {
        dim.setDimParam(BATCH);
      }
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(value.element().number()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(value.name())
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /// The type in words: `x f32[N, 3]`.
  String words(Value value) {
    List<String> sizes = new ArrayList<>();
    sizes.add(batch.isPresent() ? String.valueOf(batch.getAsInt()) : BATCH);
    for (int axis = 1; axis < value.shape().rank(); axis++) {
      sizes.add(String.valueOf(value.shape().size(axis)));
    }
    String type =
        value.element().isHeldInteger()
            ? value.element().toString()
            : value.type().dtype().toString();
    return value.name() + " " + type + sizes;
  }
}
