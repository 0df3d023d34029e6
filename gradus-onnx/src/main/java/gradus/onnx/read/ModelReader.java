package gradus.onnx.read;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import gradus.onnx.model.OnnxFunction;
import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.operator.Operators;
import gradus.onnx.wire.FunctionProto;
import gradus.onnx.wire.ModelProto;
import gradus.onnx.wire.OperatorSetIdProto;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model from its file: everything that can be wrong without knowing sizes is found here.
///
/// @param file the file, for messages
/// @param graphs reads graphs
record ModelReader(String file, GraphReader graphs) {

  private static final int DEEPEST = 64;

  static OnnxModel read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      if (!Files.isRegularFile(file)) {
        throw damaged(name, "a file", "none at " + file, "Check the path.");
      }
      if (Files.size(file) > Integer.MAX_VALUE) {
        throw damaged(
            name,
            "at most 2147483647 bytes",
            Files.size(file) + " bytes",
            "Save the tensors as external data.");
      }
      try (InputStream stream = Files.newInputStream(file)) {
        Optional<Path> folder = Optional.of(file.toAbsolutePath().getParent());
        return of(name, folder).model(CodedInputStream.newInstance(stream));
      }
    } catch (IOException e) {
      throw new FormatException(
          name, "whole file", "a readable file", e.toString(), "Check the file.", e);
    }
  }

  static OnnxModel read(String name, byte[] bytes) {
    return of(name, Optional.empty()).model(CodedInputStream.newInstance(bytes));
  }

  private static ModelReader of(String name, Optional<Path> folder) {
    TensorReader tensors = new TensorReader(name, new ExternalData(name, folder));
    return new ModelReader(name, new GraphReader(name, tensors));
  }

  private static FormatException damaged(String name, String expected, String found, String mend) {
    return new FormatException(name, "whole file", expected, found, mend);
  }

  private OnnxModel model(CodedInputStream stream) {
    stream.setRecursionLimit(DEEPEST);
    ModelProto proto;
    try {
      proto = ModelProto.parseFrom(stream);
    } catch (InvalidProtocolBufferException e) {
      throw new FormatException(
          file,
          "byte " + stream.getTotalBytesRead(),
          "a model of ONNX",
          String.valueOf(e.getMessage()),
          "The file is damaged or of another kind; export it again.",
          e);
    } catch (IOException e) {
      throw new FormatException(
          file, "whole file", "a readable file", e.toString(), "Check the file.", e);
    }
    long ir = proto.getIrVersion();
    if (ir < 1 || !proto.hasGraph()) {
      throw damaged(
          file,
          "a model of ONNX with ir_version and graph",
          ir < 1 ? "ir_version " + ir : "no graph",
          "The file is damaged or of another kind; export it again.");
    }
    if (ir > OnnxModel.NEWEST_IR) {
      throw new UnsupportedException(
          file,
          "ir_version",
          "1 to " + OnnxModel.NEWEST_IR,
          String.valueOf(ir),
          "Export it with an older version of ONNX.");
    }
    Map<String, Long> opsets = opsets("opset_import", proto.getOpsetImportList());
    if (opsets.isEmpty() && ir < 3) {
      opsets.put("", 1L);
    }
    Map<OnnxFunction.Key, OnnxFunction> functions = new LinkedHashMap<>();
    for (FunctionProto function : proto.getFunctionsList()) {
      OnnxFunction read = function(function, opsets);
      if (functions.put(read.key(), read) != null) {
        throw damaged(
            file, "functions of different names", "two of " + read.key(), "Leave one of them out.");
      }
    }
    OnnxGraph graph = graphs.read(proto.getGraph());
    requireKnown(graph, opsets, functions);
    return new OnnxModel(file, ir, opsets, graph, functions);
  }

  private Map<String, Long> opsets(String place, List<OperatorSetIdProto> imports) {
    Map<String, Long> opsets = new HashMap<>();
    for (OperatorSetIdProto one : imports) {
      String domain = one.getDomain().equals("ai.onnx") ? "" : one.getDomain();
      Long other = opsets.put(domain, one.getVersion());
      if (other != null && other != one.getVersion()) {
        throw new FormatException(
            file,
            place,
            "each domain once",
            "'" + domain + "' in versions " + other + " and " + one.getVersion(),
            "The model is not valid; export it again.");
      }
      boolean main = domain.isEmpty();
      if (one.getVersion() < 1 || main && one.getVersion() > OnnxModel.NEWEST_OPSET) {
        throw new UnsupportedException(
            file,
            place,
            main ? "opset 1 to " + OnnxModel.NEWEST_OPSET : "a version of 1 or more",
            "opset " + one.getVersion(),
            "Convert the model with onnx.version_converter.");
      }
    }
    return opsets;
  }

  private OnnxFunction function(FunctionProto proto, Map<String, Long> model) {
    String domain = proto.getDomain().equals("ai.onnx") ? "" : proto.getDomain();
    String place = "function '" + proto.getName() + "'";
    Map<String, Long> opsets = new HashMap<>(model);
    opsets.putAll(opsets(place + ", opset_import", proto.getOpsetImportList()));
    Ordering ordering = new Ordering(file, place);
    proto.getInputList().forEach(ordering::input);
    List<OnnxNode> nodes = ordering.sorted(graphs.nodes(proto.getNodeList()));
    proto.getOutputList().forEach(output -> ordering.requireMade("output", output));
    return new OnnxFunction(
        new OnnxFunction.Key(domain, proto.getName(), proto.getOverload()),
        proto.getInputList(),
        proto.getOutputList(),
        proto.getAttributeList(),
        graphs.attributes(place, proto.getAttributeProtoList()),
        nodes,
        opsets);
  }

  /// Refuses operators that no one knows: all of them at once.
  private void requireKnown(
      OnnxGraph graph,
      Map<String, Long> opsets,
      Map<OnnxFunction.Key, OnnxFunction> functions) {
    List<String> unknown = new ArrayList<>();
    unknown.addAll(unknown(graph.nodes(), opsets, functions));
    functions
        .values()
        .forEach(one -> unknown.addAll(unknown(one.nodes(), one.opsets(), functions)));
    if (!unknown.isEmpty()) {
      throw new UnsupportedException(
          file,
          "op_type",
          "operators that Gradus has (gradus onnx ops)",
          "others: " + String.join("; ", unknown),
          "Write them out in other operators, or export with another opset.");
    }
  }

  private static List<String> unknown(
      List<OnnxNode> nodes,
      Map<String, Long> opsets,
      Map<OnnxFunction.Key, OnnxFunction> functions) {
    List<String> unknown = new ArrayList<>();
    for (OnnxNode node : nodes) {
      long version = opsets.getOrDefault(node.domain(), 0L);
      boolean known =
          functions.containsKey(OnnxFunction.Key.of(node))
              || Operators.named(node.domain(), node.operator())
                  .filter(rule -> rule.covers(version))
                  .isPresent();
      if (!known) {
        unknown.add(node.place() + " of version " + version);
      }
    }
    return unknown;
  }
}
