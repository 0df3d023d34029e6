package gradus.random;

/// Philox 4×32-10: counter-based random numbers.
///
/// A draw is a function of `(seed, stream, index)` and of nothing else: there is no state to
/// advance, to save or to share between threads. The seed is the key, the stream is the high half
/// of the 128-bit counter and the low half counts blocks of four 32-bit words.
///
/// The kinds of draw read the same words: {@link #bits} and {@link #uniform} at index `i` read word
/// `i`, {@link #uniformDouble} and {@link #below} read words `2i` and `2i + 1`, {@link #normal}
/// reads words `4i` to `4i + 3`. Draws of different kinds are independent only on different
/// streams.
///
/// Range: every index is valid, negative ones too; they are read as unsigned.
///
/// Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3",
/// section 3.3, with ten rounds.
///
/// @param seed the key
/// @param stream which of 2⁶⁴ independent sequences of this seed
public record Philox(long seed, long stream) {

  /// What the first word of a block is multiplied by; public for kernels that draw many blocks at
  /// once.
  public static final long MULTIPLIER_0 = 0xD2511F53L;

  /// What the third word of a block is multiplied by.
  public static final long MULTIPLIER_1 = 0xCD9E8D57L;

  /// What is added to the first word of the key after each round.
  public static final int WEYL_0 = 0x9E3779B9;

  /// What is added to the second word of the key after each round.
  public static final int WEYL_1 = 0xBB67AE85;

  /// How often a block is mixed.
  public static final int ROUNDS = 10;

  /// Stream 0 of a seed.
  public static Philox of(long seed) {
    return new Philox(seed, 0);
  }

  /// Another stream of the same seed.
  public Philox stream(long stream) {
    return new Philox(seed, stream);
  }

  /// 32 random bits: word `index mod 4` of block `index / 4`.
  public int bits(long index) {
    return bits(seed, stream, index);
  }

  private static int bits(long seed, long stream, long index) {
    long pair = pair(seed, stream, index >>> 2, (int) (index >>> 1) & 1);
    return (index & 1) == 0 ? (int) (pair >>> 32) : (int) pair;
  }

  /// A multiple of 2⁻²⁴ in [0, 1), from the top 24 of {@link #bits}.
  public float uniform(long index) {
    return uniformOf(bits(index));
  }

  /// A multiple of 2⁻⁵³ in [0, 1).
  public double uniformDouble(long index) {
    return uniformOf(bits64(index));
  }

  /// A draw from the normal distribution with mean 0 and variance 1.
  ///
  /// Source: Box and Muller 1958, the cosine of the pair; by `StrictMath`, so the same on every
  /// machine. Range: at most 8.58 in magnitude.
  public double normal(long index) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniformOf(pair(index, 0))));
    return radius * StrictMath.cos(2 * Math.PI * uniformOf(pair(index, 1)));
  }

  /// An integer from 0 to `bound − 1`.
  ///
  /// It is the high half of 64 random bits times `bound`; no value is likelier than another by more
  /// than one part in 2³³.
  public int below(int bound, long index) {
    if (bound <= 0) {
      throw new IllegalArgumentException(
          ("Philox.below(bound=%d): expected a bound of at least 1, found %d. "
                  + "Ask for values below a positive bound.")
              .formatted(bound, bound));
    }
    return (int) Math.unsignedMultiplyHigh(bits64(index), bound);
  }

  /// The numbers 0 to `n − 1` in random order: Fisher and Yates from the end, where place `i` swaps
  /// with place `below(i + 1, i)`.
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int other = below(i + 1, i);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  /// Writes `bits(firstIndex)` to `bits(firstIndex + n − 1)` into `out`, from `offset` on.
  public void fillBits(long firstIndex, int[] out, int offset, int n) {
    int i = 0;
    for (; i < n && ((firstIndex + i) & 3) != 0; i++) {
      out[offset + i] = bits(firstIndex + i);
    }
    for (; i <= n - 4; i += 4) {
      block((firstIndex + i) >>> 2, out, offset + i);
    }
    for (; i < n; i++) {
      out[offset + i] = bits(firstIndex + i);
    }
  }

  /// Writes `uniform(firstIndex)` to `uniform(firstIndex + n − 1)` into `out`, from `offset` on.
  public void fillUniform(long firstIndex, float[] out, int offset, int n) {
    fillUniform(seed, stream, firstIndex, out, offset, n);
  }

  /// {@link #fillUniform(long, float[], int, int)} of the sequence `stream` of `seed`, for steps
  /// that must not make an object.
  public static void fillUniform(
      long seed, long stream, long firstIndex, float[] out, int offset, int n) {
    int i = 0;
    for (; i < n && ((firstIndex + i) & 3) != 0; i++) {
      out[offset + i] = uniformOf(bits(seed, stream, firstIndex + i));
    }
    for (; i <= n - 4; i += 4) {
      block(seed, stream, (firstIndex + i) >>> 2, out, offset + i);
    }
    for (; i < n; i++) {
      out[offset + i] = uniformOf(bits(seed, stream, firstIndex + i));
    }
  }

  private static float uniformOf(int bits) {
    return (bits >>> 8) * 0x1p-24f;
  }

  private static double uniformOf(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  private long bits64(long index) {
    return pair(index >>> 1, (int) index & 1);
  }

  private void block(long block, int[] out, int offset) {
    long front = pair(block, 0);
    long back = pair(block, 1);
    out[offset] = (int) (front >>> 32);
    out[offset + 1] = (int) front;
    out[offset + 2] = (int) (back >>> 32);
    out[offset + 3] = (int) back;
  }

  /// As {@link #pair} mixes, but both halves at once, since many draws come through here.
  private static void block(long seed, long stream, long block, float[] out, int offset) {
    long front = Long.rotateLeft(block, 32);
    long back = Long.rotateLeft(stream, 32);
    int key0 = (int) seed;
    int key1 = (int) (seed >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long mixed = mix(MULTIPLIER_1, back, front, key0);
      back = mix(MULTIPLIER_0, front, back, key1);
      front = mixed;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    out[offset] = uniformOf((int) (front >>> 32));
    out[offset + 1] = uniformOf((int) front);
    out[offset + 2] = uniformOf((int) (back >>> 32));
    out[offset + 3] = uniformOf((int) back);
  }

  /// Words 0 and 1 of a block (`half` 0) or words 2 and 3 (`half` 1), the earlier in the high bits.
  long pair(long block, int half) {
    return pair(seed, stream, block, half);
  }

  private static long pair(long seed, long stream, long block, int half) {
    long front = Long.rotateLeft(block, 32);
    long back = Long.rotateLeft(stream, 32);
    int key0 = (int) seed;
    int key1 = (int) (seed >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long mixed = mix(MULTIPLIER_1, back, front, key0);
      back = mix(MULTIPLIER_0, front, back, key1);
      front = mixed;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    return half == 0 ? front : back;
  }

  /// One half of a round: the product of the other pair's first word keeps its low half as the
  /// second word; its high half, the own second word and the key make the first.
  private static long mix(long multiplier, long other, long own, int key) {
    return multiplier * (other >>> 32) ^ (own << 32) ^ ((long) key << 32);
  }
}
