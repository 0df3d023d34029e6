package gradus.onnx.write;

import gradus.nn.data.AtomicFile;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Network;
import gradus.nn.run.Session;
import gradus.onnx.wire.ModelProto;
import gradus.onnx.wire.OperatorSetIdProto;
import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Writes networks as ONNX, for inference.
///
/// Each layer is one node where ONNX has an operator for it, or the few that make it. Values have
/// the names of the network's inputs and layers, initializers those of the parameters and states,
/// with the same bits. Convolution: ONNX's `Conv` is cross-correlation, as that of Gradus is unless
/// a layer asks for true convolution; such a kernel is written flipped, and the file says so. The
/// same network and values give the same bytes.
public final class OnnxWriter {

  private static final long LARGEST = 2_000_000_000;

  private OnnxWriter() {}

  /// The bytes of a file.
  ///
  /// Throws {@link IllegalArgumentException} for a layer that is not one of Gradus, or a network of
  /// more than 2 GB, which the format cannot hold; {@link FormatException} where the values are not
  /// those of the network.
  ///
  /// @param values the parameters and states by name
  public static byte[] write(Network network, Map<String, Tensor> values, WriteOptions options) {
    return model(network, values, options).toByteArray();
  }

  /// Writes a file, whole or not at all, and returns what it says of itself: origin, inputs,
  /// outputs and the convention of its convolutions, a line each.
  ///
  /// Throws as the writing of bytes does, before the file is touched.
  public static String write(
      Path file, Network network, Map<String, Tensor> values, WriteOptions options) {
    ModelProto model = model(network, values, options);
    AtomicFile.write(file, model::writeTo);
    return model.getDocString();
  }

  private static ModelProto model(
      Network network, Map<String, Tensor> values, WriteOptions options) {
    Opset opset = new Opset(options.opset());
    List<Variable> variables = network.instantiate(Binding.inference(1)).variables();
    check(variables, values);
    GraphDraft graph = new GraphDraft(opset, options.batch(), values);
    graph.parameters(variables.stream().map(Variable::name).toList());
    String doc = new NetworkWriter(graph, network, options).write();
    return ModelProto.newBuilder()
        .setIrVersion(opset.irVersion())
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset.number()))
        .setProducerName("gradus")
        .setProducerVersion(Session.VERSION)
        .setDocString(doc)
        .setGraph(graph.named("network"))
        .build();
  }

  private static void check(List<Variable> variables, Map<String, Tensor> values) {
    long bytes = variables.stream().mapToLong(it -> it.node().type().bytes()).sum();
    if (bytes > LARGEST) {
      throw new IllegalArgumentException(
          "OnnxWriter: expected parameters of at most %d bytes, which one file of ONNX holds, found %d. Keep the network as a model folder."
              .formatted(LARGEST, bytes));
    }
    for (Variable variable : variables) {
      Tensor value = values.get(variable.name());
      if (value == null || !value.type().equals(variable.node().type())) {
        throw new FormatException(
            "the model",
            "tensor \"" + variable.name() + "\"",
            variable.node().type().toString(),
            value == null ? "none" : value.type().toString(),
            "The weights belong to another network.");
      }
    }
  }
}
