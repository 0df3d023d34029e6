package gradus.nn.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// Feeds values to SHA-256 in one fixed form: lengths first, little-endian.
public final class Sha {
  private static final int CHUNK = 4096;

  private Sha() {}

  /// A digest that has taken nothing yet.
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: expected in every Java, found none.", e);
    }
  }

  static void number(MessageDigest digest, long value) {
    digest.update(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).flip());
  }

  static void text(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(digest, bytes.length);
    digest.update(bytes);
  }

  static void texts(MessageDigest digest, List<String> texts) {
    number(digest, texts.size());
    texts.forEach(text -> text(digest, text));
  }

  static void ints(MessageDigest digest, int[] values) {
    number(digest, values.length);
    ByteBuffer buffer = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK) {
      int n = Math.min(CHUNK, values.length - from);
      buffer.clear().asIntBuffer().put(values, from, n);
      digest.update(buffer.limit(4 * n));
    }
  }

  static void floats(MessageDigest digest, float[] values, int offset, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < count; from += CHUNK) {
      int n = Math.min(CHUNK, count - from);
      buffer.clear().asFloatBuffer().put(values, offset + from, n);
      digest.update(buffer.limit(4 * n));
    }
  }
}
