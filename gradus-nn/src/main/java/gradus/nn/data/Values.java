package gradus.nn.data;

import java.security.MessageDigest;

/// The numbers of a set, as they are kept in memory.
///
/// Images stay bytes (a quarter of the memory: MNIST takes 47 MB, not 188) and become floats when
/// they are copied into a batch. Never changed after birth, so subsets share them.
sealed interface Values {

  /// How many numbers.
  int length();

  /// What each number was divided by when it was read: 255 for pixels, 1 where none was.
  float divisor();

  /// Copies `count` numbers from `from` on.
  void copy(int from, int count, float[] into, int offset);

  /// Feeds `count` numbers from `from` on to a digest.
  void digest(MessageDigest digest, int from, int count);

  /// Says how the numbers are kept; part of the digest.
  String form();

  /// Kept as they are.
  final class Floats implements Values {
    private final float[] values;
    private final float divisor;

    Floats(float[] values) {
      this(values, 1);
    }

    /// @param divisor what each was divided by already
    Floats(float[] values, float divisor) {
      this.values = values;
      this.divisor = divisor;
    }

    @Override
    public float divisor() {
      return divisor;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public void copy(int from, int count, float[] into, int offset) {
      System.arraycopy(values, from, into, offset, count);
    }

    @Override
    public void digest(MessageDigest digest, int from, int count) {
      Sha.floats(digest, values, from, count);
    }

    @Override
    public String form() {
      return "f32";
    }
  }

  /// Kept as unsigned bytes; the number is the byte divided by a divisor (255 for pixels).
  final class Bytes implements Values {
    private final byte[] values;
    private final float divisor;
    private final float[] table = new float[256];

    Bytes(byte[] values, float divisor) {
      this.values = values;
      this.divisor = divisor;
      for (int i = 0; i < table.length; i++) {
        table[i] = i / divisor;
      }
    }

    @Override
    public float divisor() {
      return divisor;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public void copy(int from, int count, float[] into, int offset) {
      for (int i = 0; i < count; i++) {
        into[offset + i] = table[values[from + i] & 0xFF];
      }
    }

    @Override
    public void digest(MessageDigest digest, int from, int count) {
      digest.update(values, from, count);
    }

    @Override
    public String form() {
      return "u8/" + divisor;
    }
  }
}
