package gradus.onnx.read;

import com.google.protobuf.InvalidProtocolBufferException;
import gradus.onnx.model.OnnxTensor;
import gradus.onnx.wire.TensorProto;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Files that hold one tensor, such as `input_0.pb` of ONNX's tests.
public final class TensorFile {

  private TensorFile() {}

  /// The tensor in a file.
  ///
  /// Throws {@link FormatException} where the file is damaged, {@link
  /// gradus.onnx.model.UnsupportedException} for an element type that Gradus does not have.
  public static OnnxTensor read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      return read(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new FormatException(
          name, "whole file", "a readable file", e.toString(), "Check the file.", e);
    }
  }

  /// The tensor in bytes.
  ///
  /// @param name what messages call it
  public static OnnxTensor read(String name, byte[] bytes) {
    try {
      TensorProto proto = TensorProto.parseFrom(bytes);
      return new TensorReader(name, new ExternalData(name, Optional.empty()))
          .typed("tensor", proto);
    } catch (InvalidProtocolBufferException e) {
      throw new FormatException(
          name,
          "whole file",
          "a tensor of ONNX",
          String.valueOf(e.getMessage()),
          "The file is damaged or of another kind; write it again.",
          e);
    }
  }
}
