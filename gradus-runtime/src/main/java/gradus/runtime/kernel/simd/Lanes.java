package gradus.runtime.kernel.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of this machine.
final class Lanes {

  /// From 128 to 512 bits.
  static final VectorSpecies<Float> FLOATS = widest();

  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  /// How many floats stand in a vector: 4, 8 or 16.
  static final int LANES = FLOATS.length();

  /// As many bytes as there are lanes; a vector of 4 bytes does not exist, and this one has 8 then.
  static final VectorSpecies<Byte> BYTES =
      LANES == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

  private Lanes() {}

  private static VectorSpecies<Float> widest() {
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    return bits >= 512
        ? FloatVector.SPECIES_512
        : bits >= 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
  }
}
