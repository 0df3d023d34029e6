package gradus.onnx.write;

import gradus.nn.data.AtomicFile;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Network;
import gradus.nn.run.Session;
import gradus.onnx.wire.ModelProto;
import gradus.onnx.wire.OperatorSetIdProto;
import gradus.onnx.wire.TensorProto;
import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

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

  /// The bytes of a file that holds everything itself.
  ///
  /// Throws {@link IllegalArgumentException} for a layer that is not one of Gradus, or a network of
  /// more than 2 GB, which one file cannot hold; {@link FormatException} where the values are not
  /// those of the network.
  ///
  /// @param values the parameters and states by name
  public static byte[] write(Network network, Map<String, Tensor> values, WriteOptions options) {
    long bytes = bytes(network);
    if (bytes > LARGEST) {
      throw new IllegalArgumentException(
          "OnnxWriter: expected parameters of at most %d bytes, which one file of ONNX holds, found %d. Write to a path, which puts them into a file beside it."
              .formatted(LARGEST, bytes));
    }
    return Draft.of(network, values, options).model(TensorMessage::of).toByteArray();
  }

  /// Writes a file, whole or not at all, and returns what it says of itself: origin, inputs,
  /// outputs and the convention of its convolutions, a line each, and the file of its parameters
  /// where that is another.
  ///
  /// Parameters of more than 2 GB, or if the options ask for it, are written to a file beside it
  /// before, whose name begins as the model's does.
  ///
  /// Throws as the writing of bytes does, before a file is touched.
  public static String write(
      Path file, Network network, Map<String, Tensor> values, WriteOptions options) {
    Draft draft = Draft.of(network, values, options);
    if (!options.external() && bytes(network) <= LARGEST) {
      AtomicFile.write(file, draft.model(TensorMessage::of)::writeTo);
      return draft.doc();
    }
    String name = String.valueOf(file.getFileName());
    ExternalTensors data = new ExternalTensors(name, draft.graph().initializers());
    AtomicFile.write(file.resolveSibling(data.name()), data::writeTo);
    AtomicFile.write(file, draft.model(data::message)::writeTo);
    return draft.doc() + "\nParameters in " + data.name() + ": keep it beside the model.";
  }

  /// A model before its tensors are told.
  ///
  /// @param graph its nodes
  /// @param opset the version of its operators
  /// @param doc what it says of itself
  private record Draft(GraphDraft graph, Opset opset, String doc) {

    static Draft of(Network network, Map<String, Tensor> values, WriteOptions options) {
      Opset opset = new Opset(options.opset());
      List<Variable> variables = network.instantiate(Binding.inference(1)).variables();
      check(variables, values);
      GraphDraft graph = new GraphDraft(opset, options.batch(), values);
      graph.parameters(variables.stream().map(Variable::name).toList());
      return new Draft(graph, opset, new NetworkWriter(graph, network, options).write());
    }

    ModelProto model(BiFunction<String, Tensor, TensorProto> form) {
      return ModelProto.newBuilder()
          .setIrVersion(opset.irVersion())
          .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset.number()))
          .setProducerName("gradus")
          .setProducerVersion(Session.VERSION)
          .setDocString(doc)
          .setGraph(graph.named("network", form))
          .build();
    }
  }

  /// How many bytes the parameters and states take.
  private static long bytes(Network network) {
    return network.instantiate(Binding.inference(1)).variables().stream()
        .mapToLong(it -> it.node().type().bytes())
        .sum();
  }

  private static void check(List<Variable> variables, Map<String, Tensor> values) {
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
