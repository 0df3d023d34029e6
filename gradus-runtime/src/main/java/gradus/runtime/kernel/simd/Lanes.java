package gradus.runtime.kernel.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of this machine.
final class Lanes {

  /// From 128 to 512 bits.
  static final VectorSpecies<Float> FLOATS = widest();

  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  /// How many floats stand in a vector: 4, 8 or 16.
  static final int LANES = FLOATS.length();

  private Lanes() {}

  private static VectorSpecies<Float> widest() {
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    return bits >= 512
        ? FloatVector.SPECIES_512
        : bits >= 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(FLOATS, x, at);
  }

  static FloatVector load(float[] x, int at, VectorMask<Float> mask) {
    return FloatVector.fromArray(FLOATS, x, at, mask);
  }
}
