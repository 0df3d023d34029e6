package gradus.runtime.kernel.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of this machine.
final class Lanes {

  /// From 128 to 512 bits.
  static final VectorSpecies<Float> FLOATS = widest();

  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  /// How many floats stand in a vector: 4, 8 or 16.
  static final int LANES = FLOATS.length();

  /// As many bytes as there are lanes; a vector of 4 bytes does not exist, and 8 are taken then.
  private static final VectorSpecies<Byte> BYTES =
      LANES == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

  private Lanes() {}

  private static VectorSpecies<Float> widest() {
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    return bits >= 512
        ? FloatVector.SPECIES_512
        : bits >= 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
  }

  // The methods below are so small that C2 always inlines them: what is not inlined makes an object
  // of each vector and mask that it is handed or returns.

  /// Writes 1 or 0 for each lane.
  static void storeTruths(VectorMask<Float> mask, byte[] z, int at) {
    if (LANES == 4) {
      storeFour(mask, z, at);
    } else {
      storeMore(mask, z, at);
    }
  }

  private static void storeFour(VectorMask<Float> mask, byte[] z, int at) {
    for (int lane = 0; lane < LANES; lane++) {
      z[at + lane] = (byte) (mask.laneIsSet(lane) ? 1 : 0);
    }
  }

  private static void storeMore(VectorMask<Float> mask, byte[] z, int at) {
    ByteVector.zero(BYTES).blend((byte) 1, mask.cast(BYTES)).intoArray(z, at);
  }

  /// Which of the next bytes, one for each lane, are not 0.
  static VectorMask<Float> loadTruths(byte[] m, int at) {
    return LANES == 4 ? loadFour(m, at) : loadMore(m, at);
  }

  private static VectorMask<Float> loadFour(byte[] m, int at) {
    IntVector bytes = IntVector.zero(INTS);
    for (int lane = 0; lane < LANES; lane++) {
      bytes = bytes.withLane(lane, m[at + lane]);
    }
    return bytes.compare(VectorOperators.NE, 0).cast(FLOATS);
  }

  private static VectorMask<Float> loadMore(byte[] m, int at) {
    return ByteVector.fromArray(BYTES, m, at).compare(VectorOperators.NE, (byte) 0).cast(FLOATS);
  }
}
