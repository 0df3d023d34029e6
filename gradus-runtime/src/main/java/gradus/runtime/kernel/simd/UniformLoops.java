package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;

import gradus.random.Philox;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Uniform draws of {@link Philox}, with a block of four words in each lane of two vectors.
final class UniformLoops {

  private static final VectorSpecies<Long> LONGS = FLOATS.withLanes(long.class);

  /// Blocks drawn at once.
  private static final int BLOCKS = LONGS.length();

  private static final LongVector COUNT = LongVector.zero(LONGS).addIndex(1);

  /// The first lane of one vector, the first of the other, the second of the one, and so on.
  private static final VectorShuffle<Long> FIRST_HALVES = interleaved(0);

  private static final VectorShuffle<Long> LAST_HALVES = interleaved(BLOCKS / 2);

  private UniformLoops() {}

  private static VectorShuffle<Long> interleaved(int from) {
    return VectorShuffle.fromOp(LONGS, i -> from + i / 2 + (i % 2 == 0 ? 0 : BLOCKS));
  }

  static void uniform(long seed, long stream, long firstIndex, float[] z, int zo, int n) {
    int head = Math.min(n, (int) (-firstIndex & 3));
    Philox.fillUniform(seed, stream, firstIndex, z, zo, head);
    int i = head;
    for (; i <= n - 4 * BLOCKS; i += 4 * BLOCKS) {
      blocks(seed, stream, (firstIndex + i) >>> 2, z, zo + i);
    }
    Philox.fillUniform(seed, stream, firstIndex + i, z, zo + i, n - i);
  }

  /// What `Philox` does to one block, to `BLOCKS` of them.
  private static void blocks(long seed, long stream, long block, float[] z, int at) {
    LongVector front = COUNT.add(block).lanewise(VectorOperators.ROL, 32);
    LongVector back = LongVector.broadcast(LONGS, Long.rotateLeft(stream, 32));
    int key0 = (int) seed;
    int key1 = (int) (seed >>> 32);
    for (int round = 0; round < Philox.ROUNDS; round++) {
      LongVector mixed = mix(Philox.MULTIPLIER_1, back, front, key0);
      back = mix(Philox.MULTIPLIER_0, front, back, key1);
      front = mixed;
      key0 += Philox.WEYL_0;
      key1 += Philox.WEYL_1;
    }
    // the earlier word of a pair is in the high half, and must come first in memory
    front = front.lanewise(VectorOperators.ROL, 32);
    back = back.lanewise(VectorOperators.ROL, 32);
    store(front.rearrange(FIRST_HALVES, back), z, at);
    store(front.rearrange(LAST_HALVES, back), z, at + LANES);
  }

  private static LongVector mix(long multiplier, LongVector other, LongVector own, int key) {
    return other
        .lanewise(VectorOperators.LSHR, 32)
        .mul(multiplier)
        .lanewise(VectorOperators.XOR, own.lanewise(VectorOperators.LSHL, 32))
        .lanewise(VectorOperators.XOR, (long) key << 32);
  }

  private static void store(LongVector words, float[] z, int at) {
    IntVector bits = words.reinterpretAsInts().lanewise(VectorOperators.LSHR, 8);
    FloatVector draws = (FloatVector) bits.convertShape(VectorOperators.I2F, FLOATS, 0);
    draws.mul(0x1p-24f).intoArray(z, at);
  }
}
