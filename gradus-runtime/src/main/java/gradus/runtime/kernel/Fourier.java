package gradus.runtime.kernel;

/// The geometry of a convolution with a long kernel along one axis that is computed by discrete
/// Fourier transforms of overlapping segments ("overlap-save": A. V. Oppenheim and R. W. Schafer,
/// "Discrete-Time Signal Processing", section 8.7.3).
///
/// Results, `outWidth` in each of `rows` channels, are cut into segments of `hop` = N − kernel + 1,
/// of which each sees N elements of every channel of the source from `segment · hop − before` on,
/// +0 outside. Two neighbouring segments of an image, an even one and the next, make a pair, one
/// complex sequence of N elements, whose imaginary part is the second segment (+0 behind the last).
/// In each channel the pair is transformed to X, the weights g of two channels, +0 behind the
/// kernel, to G, and the results are the first `hop` elements of
///
/// `y_k = F⁻¹ [ Σ_c X_c · conj(G_kc) / N ]`,
///
/// in real numbers `re = Σ_c Re X · a + Σ_c Im X · (−b)`, `im = Σ_c Re X · b + Σ_c Im X · a` with
/// `a + ib = conj(G)/N`: one sum over the real parts of all channels, then over their imaginary
/// parts, in fused multiply-adds from +0.
///
/// The gradient of the weights is `F⁻¹ [ Σ_pairs X_c · conj(Ȳ_k) ] / N` at its first elements,
/// where Ȳ transforms the `hop` cotangents of each segment, +0 behind them. The sum runs over
/// chunks of {@link #CHUNK} pairs, whose sums are added in order, the first one taken as it is;
/// within a chunk over the pairs, for each the real part of X and then its imaginary part: `re`
/// with `Re Ȳ` and `Im Ȳ`, `im` with `−Im Ȳ` and `Re Ȳ`.
///
/// The transform, of radix 4, leaves frequencies in the order of their digits reversed. For the
/// distances s = N/4, N/16, …, 1, for each block of 4s elements and each j below s, of `a`, `b`,
/// `c`, `d` at j, j + s, j + 2s, j + 3s it makes, with `t₀ = a + c`, `t₁ = a − c`, `t₂ = b + d`,
/// `t₃ = b − d`, in their places `t₀ + t₂`, `(t₁ − i t₃) · w`, `(t₀ − t₂) · w²`, `(t₁ + i t₃) ·
/// w³`, where w = e^(−2πij/4s). The way back, for s = 1, 4, …, N/4, takes `a`, `b · w̄`, `c · w̄²`,
/// `d · w̄³` to `t₀ + t₂`, `t₁ + i t₃`, `t₀ − t₂`, `t₁ − i t₃`. Products with a power `u + iv` of w
/// are `fma(u, re, −(v · im))`, `fma(u, im, v · re)`, with its conjugate `fma(u, re, v · im)`,
/// `fma(u, im, −(v · re))`; every other operation is rounded by itself, so that all kernel sets
/// give the same bits.
///
/// Errors grow with the logarithm of N, relative to the size of all results of a segment. An
/// element of the source that is infinite or NaN makes all results of its pair NaN.
///
/// @param before elements of padding before the source
/// @param rowStride from one result channel's weights to the next one's
/// @param channelStride from one source channel's weights to the next one's
/// @param flips whether the weight at position `j` meets what the window sees at `kernel − 1 − j`
public record Fourier(
    int batch,
    int channels,
    int rows,
    int inWidth,
    int outWidth,
    int before,
    int kernel,
    int rowStride,
    int channelStride,
    boolean flips) {

  /// Channels come in multiples of this.
  public static final int UNIT = 16;

  /// Pairs whose products are summed up by themselves for the gradient of the weights.
  public static final int CHUNK = 24;

  private static final int SHORTEST = 33;
  private static final int SHORT = 97;
  private static final int LONGEST = 385;
  private static final int MOST_NUMBERS = 1 << 22;

  /// Whether a convolution is computed so, forward and back to its input and weights, in f32: along
  /// one axis, with a kernel of 33 to 385 elements one apart, without groups, between 16 and 256
  /// channels in multiples of 16, transformed weights of at most 16 MiB, and results of at least
  /// four times the length of a transform. The number of images does not matter.
  public static boolean serves(ConvolutionShape s) {
    WindowAxis axis = s.width();
    int reach = axis.kernel() - 1;
    return s.groups() == 1
        && s.depth().equals(WindowAxis.UNIT)
        && s.height().equals(WindowAxis.UNIT)
        && axis.kernel() >= SHORTEST
        && axis.kernel() <= LONGEST
        && axis.stride() == 1
        && axis.dilation() == 1
        && axis.padBefore() <= reach
        && axis.padAfter() <= reach
        && axis.out() == axis.in() + axis.padBefore() + axis.padAfter() - reach
        && axis.out() >= 4 * length(axis.kernel())
        && serves(s.inChannels())
        && serves(s.outChannels())
        && 4L * s.inChannels() * s.outChannels() * length(axis.kernel()) <= MOST_NUMBERS;
  }

  private static boolean serves(int channels) {
    return channels % UNIT == 0 && 2 * channels <= Product.CHUNK;
  }

  private static int length(int kernel) {
    return kernel <= SHORT ? 256 : 1024;
  }

  /// The direction from `x` to `y`.
  public static Fourier forward(ConvolutionShape s) {
    WindowAxis axis = s.width();
    return new Fourier(
        s.batch(),
        s.inChannels(),
        s.outChannels(),
        axis.in(),
        axis.out(),
        axis.padBefore(),
        axis.kernel(),
        s.inChannels() * axis.kernel(),
        axis.kernel(),
        s.flipKernel());
  }

  /// The direction from `ȳ` to `x̄`.
  public static Fourier backward(ConvolutionShape s) {
    WindowAxis axis = s.width();
    return new Fourier(
        s.batch(),
        s.outChannels(),
        s.inChannels(),
        axis.out(),
        axis.in(),
        axis.kernel() - 1 - axis.padBefore(),
        axis.kernel(),
        axis.kernel(),
        s.inChannels() * axis.kernel(),
        !s.flipKernel());
  }

  /// Elements of a transform, a power of four: N.
  public int length() {
    return length(kernel);
  }

  /// Results of a segment.
  public int hop() {
    return length() - kernel + 1;
  }

  /// Pairs of segments of an image; the last may have one only.
  public int pairsOfImage() {
    return Math.ceilDiv(outWidth, 2 * hop());
  }

  /// Pairs of all images.
  public int pairs() {
    return batch * pairsOfImage();
  }

  /// Where the first or second segment of a pair (0 or 1) begins among the results of its image;
  /// not below `outWidth` where there is no second one.
  public int start(int pair, int second) {
    return (2 * (pair % pairsOfImage()) + second) * hop();
  }

  private long couples() {
    return (long) channels * rows;
  }

  /// Multiply-adds of a transform, or of its way back: N/4 · log₄ N butterflies of 28, of which 16
  /// are additions and subtractions and 12 belong to the products with three powers.
  private long transform() {
    int length = length();
    int stages = Integer.numberOfTrailingZeros(length) / 2;
    return 28L * (length / 4) * stages;
  }

  /// Multiply-adds of this direction, where an addition or a multiplication by itself counts as one
  /// too. With T = 7 N log₄ N for a transform: for each pair of segments T for each channel of the
  /// source and, on the way back, for each of the result, and 4N for each couple of channels, whose
  /// numbers are complex; and once T + 2N for each couple, unless the weights are packed.
  public long multiplyAdds(boolean packed) {
    return pairs() * pair() + (packed ? 0 : couples() * (transform() + 2L * length()));
  }

  private long pair() {
    return transform() * (channels + rows) + 4L * length() * couples();
  }

  /// Multiply-adds of the gradient of the weights, counted as by {@link #multiplyAdds}: for each
  /// pair of segments T for each channel of the source and each of the cotangents, and 4N for each
  /// couple of channels; for each couple 2N for every chunk after the first, and at the end T on
  /// the way back and one for each weight. The transforms of the cotangents count once, though each
  /// part makes its own.
  public long gradientMultiplyAdds() {
    long chunks = Math.ceilDiv(pairs(), CHUNK);
    long sums = 2L * length() * Math.max(0, chunks - 1);
    return pairs() * pair() + couples() * (sums + transform() + kernel);
  }

  /// Where the weight for window position `j` of a result's and a source's channel lies.
  public int weight(int row, int channel, int j) {
    return row * rowStride + channel * channelStride + (flips ? kernel - 1 - j : j);
  }

  /// The powers of e^(−2πi/N), from 0 to N − 1, each real part before its imaginary part.
  public static float[] powers(int length) {
    float[] powers = new float[2 * length];
    for (int m = 0; m < length; m++) {
      double angle = 2 * Math.PI * m / length;
      powers[2 * m] = (float) StrictMath.cos(angle);
      powers[2 * m + 1] = (float) -StrictMath.sin(angle);
    }
    return powers;
  }
}
