package gradus.nn.data;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The header of a safetensors file: which tensor lies where, checked before anything is read.
///
/// @param entries in the order of their data
/// @param metadata free text by name
/// @param dataStart the byte at which the numbers begin
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {
  static final String METADATA = "__metadata__";

  // the limit of the safetensors library itself
  private static final long LONGEST_HEADER = 100_000_000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// One tensor; `begin` and `end` count from the start of the numbers.
  record Entry(String name, Element element, Shape shape, long begin, long end) {}

  static SafetensorsHeader read(Path file, FileChannel in) throws IOException {
    long size = in.size();
    if (size < 8) {
      throw new FormatException(
          file.toString(),
          "byte 0",
          "8 bytes of header length",
          size + " bytes",
          "Give a .safetensors file; this one is cut short or empty.");
    }
    ByteBuffer start = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    Safetensors.readFully(file, in, 0, start);
    long length = start.getLong();
    long most = Math.min(size - 8, LONGEST_HEADER);
    if (length < 0 || length > most) {
      throw new FormatException(
          file.toString(),
          "byte 0",
          "a header length of at most %d".formatted(most),
          Long.toUnsignedString(length),
          "Give a .safetensors file; this one is damaged or of another format.");
    }
    ByteBuffer header = ByteBuffer.allocate((int) length);
    Safetensors.readFully(file, in, 8, header);
    return parse(file, header.array(), size);
  }

  private static SafetensorsHeader parse(Path file, byte[] json, long size) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JacksonException e) {
      throw notJson(file, e.getOriginalMessage().lines().findFirst().orElse("other bytes"), e);
    }
    if (!root.isObject()) {
      throw notJson(file, "other bytes", null);
    }
    long dataStart = 8L + json.length;
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        field
            .getValue()
            .properties()
            .forEach(e -> metadata.put(e.getKey(), e.getValue().asString("")));
      } else {
        entries.add(entry(file, field.getKey(), field.getValue(), size - dataStart));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    requireGapless(file, entries, size - dataStart);
    return new SafetensorsHeader(entries, metadata, dataStart);
  }

  private static FormatException notJson(
      Path file, String found, @org.jspecify.annotations.Nullable Throwable cause) {
    String expected = "a header that is one JSON object without double names";
    String mend = "Give a .safetensors file; this one is damaged or of another format.";
    return cause == null
        ? new FormatException(file.toString(), "byte 8", expected, found, mend)
        : new FormatException(file.toString(), "byte 8", expected, found, mend, cause);
  }

  private static Entry entry(Path file, String name, JsonNode node, long dataBytes) {
    String type = node.path("dtype").asString("");
    Element element =
        Element.named(type)
            .orElseThrow(
                () ->
                    wrong(
                        file,
                        name,
                        "a dtype among F16, BF16, F32, F64, I8 to I64, U8 to U64 and BOOL",
                        type.isEmpty() ? "none" : type));
    Shape shape = shape(file, name, node.path("shape"), dataBytes);
    JsonNode offsets = node.path("data_offsets");
    boolean fine = offsets.isArray() && offsets.size() == 2;
    if (!fine || !offsets.get(0).isIntegralNumber() || !offsets.get(1).isIntegralNumber()) {
      throw wrong(file, name, "two whole numbers as data_offsets", offsets.toString());
    }
    long begin = offsets.get(0).asLong(-1);
    long end = offsets.get(1).asLong(-1);
    if (begin < 0 || end < begin || end > dataBytes) {
      throw wrong(
          file,
          name,
          "data_offsets within the %d bytes of data".formatted(dataBytes),
          "[%d, %d]".formatted(begin, end));
    }
    long bytes = (long) element.width() * shape.elements();
    if (end - begin != bytes) {
      throw wrong(
          file,
          name,
          "%d bytes for %s of shape %s".formatted(bytes, element, shape),
          Long.toString(end - begin));
    }
    return new Entry(name, element, shape, begin, end);
  }

  private static Shape shape(Path file, String name, JsonNode node, long dataBytes) {
    long elements = 1;
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode size : node) {
      long value = size.isIntegralNumber() ? size.asLong(-1) : -1;
      boolean fine = value >= 0 && value <= DataFile.LONGEST;
      elements = fine ? elements * value : -1;
      if (elements < 0 || elements > DataFile.LONGEST) {
        throw wrong(
            file, name, "a shape within %d bytes of data".formatted(dataBytes), node.toString());
      }
      sizes.add((int) value);
    }
    if (!node.isArray()) {
      throw wrong(file, name, "a shape", "none");
    }
    return new Shape(sizes);
  }

  private static void requireGapless(Path file, List<Entry> entries, long dataBytes) {
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin() != end) {
        throw wrong(
            file,
            entry.name(),
            "data from %d, where the tensor before ends".formatted(end),
            Long.toString(entry.begin()));
      }
      end = entry.end();
    }
    if (end != dataBytes) {
      throw new FormatException(
          file.toString(),
          "the data",
          "%d bytes, which the tensors take".formatted(end),
          Long.toString(dataBytes),
          "The file is damaged; fetch it again.");
    }
  }

  private static FormatException wrong(Path file, String name, String expected, String found) {
    return new FormatException(
        file.toString(),
        "tensor \"%s\"".formatted(name),
        expected,
        found,
        "The header is damaged; fetch or write the file again.");
  }
}
