package gradus.onnx.read;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import gradus.onnx.model.OnnxFunction;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.wire.FunctionProto;
import gradus.onnx.wire.ModelProto;
import gradus.onnx.wire.OperatorSetIdProto;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
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
          String.valueOf(e.getMessage()).contains("ended unexpectedly")
              ? "its end in the middle of a field"
              : "bytes that are no protocol buffer",
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
    Map<String, Long> opsets = opsets(file, "opset_import", proto.getOpsetImportList());
    if (opsets.isEmpty() && ir < 3) {
      opsets.put("", 1L);
    }
    Known.require(file, proto, opsets);
    Map<OnnxFunction.Key, OnnxFunction> functions = new LinkedHashMap<>();
    for (FunctionProto function : proto.getFunctionsList()) {
      OnnxFunction read = function(function, opsets);
      if (functions.put(read.key(), read) != null) {
        throw damaged(
            file, "functions of different names", "two of " + read.key(), "Leave one of them out.");
      }
    }
    Operations operations = new Operations(file, opsets, functions);
    return new OnnxModel(operations, ir, graphs.read(proto.getGraph()));
  }

  static Map<String, Long> opsets(String file, String place, List<OperatorSetIdProto> imports) {
    Map<String, Long> opsets = new LinkedHashMap<>();
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
      if (one.getVersion() < 1 || (main && one.getVersion() > OnnxModel.NEWEST_OPSET)) {
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
    String place = "function '" + proto.getName() + "'";
    Map<String, Long> opsets = new LinkedHashMap<>(model);
    opsets.putAll(opsets(file, place + ", opset_import", proto.getOpsetImportList()));
    Ordering ordering = new Ordering(file, place);
    proto.getInputList().forEach(ordering::input);
    List<OnnxNode> nodes = ordering.sorted(graphs.nodes(proto.getNodeList()));
    proto.getOutputList().forEach(output -> ordering.requireMade("output", output));
    return new OnnxFunction(
        Known.key(proto),
        proto.getInputList(),
        proto.getOutputList(),
        proto.getAttributeList(),
        graphs.attributes(place, proto.getAttributeProtoList()),
        nodes,
        opsets);
  }
}
