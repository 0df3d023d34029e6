package gradus.onnx.write;

import gradus.nn.data.Sha;
import gradus.onnx.wire.StringStringEntryProto;
import gradus.onnx.wire.TensorProto;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Tensors in a file of their own beside a model.
///
/// Its name ends in a digest of what it holds: a model that is written anew names a new file, and
/// one that was there before keeps its own.
final class ExternalTensors {

  private static final int EXTERNAL = 1;

  /// Where large tensors begin, so that other engines can map them into memory.
  private static final int PAGE = 4096;

  private static final int WORD = 64;
  private static final int LARGE = 1 << 16;
  private static final int DIGITS = 8;

  private final Map<String, Tensor> tensors;
  private final Map<String, Long> offsets = new LinkedHashMap<>();
  private final String name;

  /// @param model the name of the model's file
  ExternalTensors(String model, Map<String, Tensor> tensors) {
    this.tensors = tensors;
    MessageDigest digest = Sha.start();
    long end = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      byte[] bytes = TensorMessage.raw(entry.getValue());
      int multiple = bytes.length < LARGE ? WORD : PAGE;
      long start = Math.ceilDiv(end, multiple) * multiple;
      offsets.put(entry.getKey(), start);
      end = start + bytes.length;
      digest.update(bytes);
    }
    String hex = HexFormat.of().formatHex(digest.digest());
    this.name = "%s.%s.data".formatted(model, hex.substring(0, DIGITS));
  }

  /// The name of the file.
  String name() {
    return name;
  }

  /// What the model says of a tensor.
  TensorProto message(String tensor, Tensor value) {
    long length = (long) value.elements() * value.type().dtype().bytes();
    return TensorMessage.typed(tensor, value)
        .setDataLocation(EXTERNAL)
        .addExternalData(entry("location", name))
        .addExternalData(entry("offset", String.valueOf(offset(tensor))))
        .addExternalData(entry("length", String.valueOf(length)))
        .build();
  }

  private long offset(String tensor) {
    return Objects.requireNonNull(offsets.get(tensor), tensor);
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /// Writes the file.
  void writeTo(OutputStream out) throws IOException {
    long at = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long start = offset(entry.getKey());
      out.write(new byte[(int) (start - at)]);
      byte[] bytes = TensorMessage.raw(entry.getValue());
      out.write(bytes);
      at = start + bytes.length;
    }
  }
}
