package gradus.runs.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Event files read a second way, which shares nothing with the first: bytes by hand, checksums bit
/// by bit.
final class PlainReader {

  /// A field of a message: its number, and a number or bytes.
  @SuppressWarnings("ArrayRecordComponent")
  record Field(int number, long value, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    double real() {
      return Double.longBitsToDouble(value);
    }

    List<Field> fields() {
      return PlainReader.fields(bytes);
    }
  }

  private PlainReader() {}

  /// The payloads of a file.
  static List<byte[]> records(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = new byte[8];
      bytes.get(length);
      check(length, bytes.getInt());
      byte[] payload =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      bytes.get(payload);
      check(payload, bytes.getInt());
      records.add(payload);
    }
    return records;
  }

  private static void check(byte[] bytes, int expected) {
    int crc = ~0;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x82f63b78;
      }
    }
    crc = ~crc;
    int masked = ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    if (masked != expected) {
      throw new AssertionError("checksum");
    }
  }

  /// The fields of a message, in order.
  static List<Field> fields(byte[] message) {
    ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (bytes.hasRemaining()) {
      long key = varint(bytes);
      int number = (int) (key >>> 3);
      fields.add(
          switch ((int) key & 7) {
            case 0 -> new Field(number, varint(bytes), new byte[0]);
            case 1 -> new Field(number, bytes.getLong(), new byte[0]);
            case 2 -> {
              byte[] inner = new byte[(int) varint(bytes)];
              bytes.get(inner);
              yield new Field(number, inner.length, inner);
            }
            case 5 -> new Field(number, bytes.getInt(), new byte[0]);
            default -> throw new AssertionError("wire type " + (key & 7));
          });
    }
    return fields;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /// The only field of a number, or a field of zeros.
  static Field one(List<Field> fields, int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .reduce((a, b) -> b)
        .orElse(new Field(number, 0, new byte[0]));
  }

  /// Numbers packed as f64.
  static List<Double> doubles(byte[] packed) {
    ByteBuffer bytes = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    List<Double> numbers = new ArrayList<>();
    while (bytes.hasRemaining()) {
      numbers.add(bytes.getDouble());
    }
    return numbers;
  }

  /// All values of a file with their steps, by tag: the fields of each value.
  static Map<String, Map<Long, List<Field>>> values(Path file) throws IOException {
    Map<String, Map<Long, List<Field>>> found = new LinkedHashMap<>();
    for (byte[] record : records(file)) {
      List<Field> event = fields(record);
      long step = one(event, 2).value();
      for (Field value : one(event, 5).fields()) {
        String tag = one(value.fields(), 1).text();
        found.computeIfAbsent(tag, _ -> new LinkedHashMap<>()).put(step, value.fields());
      }
    }
    return found;
  }

  /// The number of a scalar value.
  static float scalar(List<Field> value) {
    return Float.intBitsToFloat((int) one(value, 2).value());
  }
}
