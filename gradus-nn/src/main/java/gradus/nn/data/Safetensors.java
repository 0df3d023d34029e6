package gradus.nn.data;

import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Named tensors in one file, in the safetensors format.
///
/// A file is 8 bytes of the header's length (little-endian), the header in JSON, and the numbers.
/// What lies in it can run nothing; types without a like here become the next larger one (see
/// [gradus.tensor.DType]). Source: the format's description in the safetensors repository.
///
/// @param tensors by name, in the order of the file
/// @param metadata free text by name
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

  /// Copies the maps, and keeps their order.
  public Safetensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /// The tensor of a name.
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "Safetensors.tensor(\"%s\"): expected a tensor of that name, found %s. Check the name."
              .formatted(name, String.join(", ", tensors.keySet())));
    }
    return tensor;
  }

  /// Reads a file.
  ///
  /// Throws [FormatException] for a file that is damaged or not safetensors.
  public static Safetensors read(Path file) {
    DataFile.require(file);
    try (FileChannel in = FileChannel.open(file)) {
      SafetensorsHeader header = SafetensorsHeader.read(file, in);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (SafetensorsHeader.Entry entry : header.entries()) {
        int bytes = Math.toIntExact(entry.end() - entry.begin());
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        readFully(file, in, header.dataStart() + entry.begin(), buffer);
        String place = "tensor \"%s\"".formatted(entry.name());
        tensors.put(
            entry.name(), entry.element().decode(entry.shape(), buffer, file.toString(), place));
      }
      return new Safetensors(tensors, header.metadata());
    } catch (IOException e) {
      throw DataFile.unreadable(file.toString(), e);
    }
  }

  /// Fills the buffer from a place in the file.
  static void readFully(Path file, FileChannel in, long from, ByteBuffer buffer)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (in.read(buffer, from + buffer.position()) < 0) {
        throw new FormatException(
            file.toString(),
            "byte " + (from + buffer.position()),
            "%d bytes more".formatted(buffer.remaining()),
            "the end of the file",
            "The file was cut while it was read; read it again.");
      }
    }
    buffer.flip();
  }

  /// Writes the file, whole or not at all (see [AtomicFile]).
  ///
  /// Larger elements come first, so that each tensor starts at a multiple of its element's width.
  public void write(Path file) {
    List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(tensors.entrySet());
    ordered.sort(Comparator.comparingInt(entry -> -entry.getValue().type().dtype().bytes()));
    byte[] header = header(ordered);
    AtomicFile.write(
        file,
        out -> {
          WritableByteChannel channel = Channels.newChannel(out);
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          writeFully(channel, length.putLong(header.length).flip());
          writeFully(channel, ByteBuffer.wrap(header));
          for (Map.Entry<String, Tensor> entry : ordered) {
            writeFully(channel, encoded(entry.getValue()));
          }
        });
  }

  private byte[] header(List<Map.Entry<String, Tensor>> ordered) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode free = root.putObject(SafetensorsHeader.METADATA);
      metadata.forEach(free::put);
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : ordered) {
      Tensor tensor = entry.getValue();
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", Element.of(tensor.type().dtype()).name());
      var shape = node.putArray("shape");
      tensor.type().shape().sizes().forEach(shape::add);
      long bytes = (long) tensor.type().dtype().bytes() * tensor.type().shape().elements();
      node.putArray("data_offsets").add(offset).add(offset + bytes);
      offset += bytes;
    }
    String json = root.toString();
    int padding = -json.getBytes(StandardCharsets.UTF_8).length & 7;
    return (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
  }

  private static ByteBuffer encoded(Tensor tensor) {
    int bytes = Math.multiplyExact(tensor.type().dtype().bytes(), tensor.type().shape().elements());
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Element.encode(tensor, buffer);
    return buffer.flip();
  }

  private static void writeFully(WritableByteChannel out, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }
}
