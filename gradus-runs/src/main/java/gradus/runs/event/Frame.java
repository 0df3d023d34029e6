package gradus.runs.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// How a record lies in a file: its length as u64, a checksum of that, the bytes, a checksum of
/// them; all little-endian.
///
/// Source: TensorFlow, `tensorflow/core/lib/io/record_writer.h` (TFRecord); the checksum is
/// CRC-32C, rotated right by 15 bits, plus a constant.
final class Frame {

  /// Bytes before the payload.
  static final int HEAD = 12;

  /// Bytes after it.
  static final int FOOT = 4;

  private static final int MASK = 0xa282ead8;

  private Frame() {}

  /// A payload in its frame.
  static byte[] around(byte[] payload) {
    ByteBuffer framed =
        ByteBuffer.allocate(Math.addExact(payload.length, HEAD + FOOT))
            .order(ByteOrder.LITTLE_ENDIAN);
    framed.putLong(payload.length);
    framed.putInt(checksum(framed.array(), 0, Long.BYTES));
    framed.put(payload);
    framed.putInt(checksum(payload, 0, payload.length));
    return framed.array();
  }

  /// The masked checksum of some bytes.
  static int checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
