package gradus.onnx.write;

import gradus.onnx.wire.AttributeProto;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;

/// One layer while it is written.
///
/// @param graph where its nodes go
/// @param path its name; its result is called so, and the names of its parameters begin with it
/// @param inputs what it reads
/// @param result what it makes
record LayerDraft(GraphDraft graph, String path, List<Value> inputs, Value result) {

  /// The name of the first input.
  String x() {
    return inputs.getFirst().name();
  }

  /// The shape of the first input for one example.
  Shape shape() {
    return inputs.getFirst().shape();
  }

  boolean since(int version) {
    return graph.since(version);
  }

  /// A parameter of the layer.
  String parameter(String name) {
    return graph.parameter(path + "." + name);
  }

  /// A single number.
  String number(String word, double value) {
    return graph.constant(path + "/" + word, Tensor.scalar((float) value));
  }

  /// Whole numbers, such as a shape.
  String wholes(String word, List<Integer> values) {
    long[] longs = values.stream().mapToLong(Integer::longValue).toArray();
    return graph.constant(path + "/" + word, Tensor.of(Shape.of(longs.length), longs));
  }

  /// Something on the way to the result.
  String part(String word, String operator, List<String> from, AttributeProto... attributes) {
    String name = graph.free(path + "/" + word);
    graph.node(operator, from, name, List.of(attributes));
    return name;
  }

  /// The result.
  void make(String operator, List<String> from, AttributeProto... attributes) {
    graph.node(operator, from, result.name(), List.of(attributes));
  }
}
