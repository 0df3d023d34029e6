package gradus.runtime.kernel;

/// The geometry of a convolution that is computed by Winograd's minimal filtering, F(4 × 4, 3 × 3)
/// or F(3 × 3, 4 × 4): 36 products for the results of a tile instead of 144 (A. Lavin and S. Gray,
/// "Fast Algorithms for Convolutional Neural Networks", 2016, section 4.3). Both evaluate at the
/// points 0, ±1, ±2 and ∞, and share what they make of the source.
///
/// Windows that are one apart have 3 × 3 taps. Windows of 5 to 8 that are two apart are taken apart
/// by the remainders of positions by two: the source's even and odd lines and columns are four
/// channels of their own (phases), which windows one apart see with 3 × 3 or 4 × 4 taps, those
/// beyond the kernel having the weight +0. So `seenChannels` channels are seen: phase `(φ, ψ)` of
/// channel `c` is `stride² c + stride φ + ψ`, and its element `(n, m)` is the source's `(stride n +
/// φ − top, stride m + ψ − left)`, +0 outside the source and beyond what the last window sees: `n <
/// outHeight + taps − 1`, `m < outWidth + taps − 1`.
///
/// Results, `outHeight × outWidth` in each of `rows` channels, are cut into tiles of `tile × tile`;
/// the tile in tile row `r` and tile column `q` sees the 6 × 6 elements of each of the channels
/// from `(tile r, tile q)` on. With the transforms below, down the columns first, then along the
/// lines,
///
/// `result = Aᵀ [ Σ_c (G g Gᵀ) ⊙ (Bᵀ d B) ] A`,
///
/// where the sum runs over the seen channels in order, in fused multiply-adds from +0. The
/// transforms, each operation rounded (`fma` once), so that all kernel sets give the same bits:
///
/// - `Bᵀ d`: with `p = fma(−4, d₂, d₄)`, `q = fma(−4, d₁, d₃)`, `r = d₄ − d₂`, `s = d₃ − d₁`:
///   `fma(4, d₀, fma(−5, d₂, d₄))`, `p + q`, `p − q`, `fma(2, s, r)`, `fma(−2, s, r)`, `fma(4, d₁,
///   fma(−5, d₃, d₅))`.
/// - `G g` of three: with `t = (g₀ + g₂) · (−1/6)`, `u = fma(g₀, 1/24, g₂ · 1/6)`: `g₀ · 1/4`,
///   `fma(g₁, −1/6, t)`, `fma(g₁, 1/6, t)`, `fma(g₁, 1/12, u)`, `fma(g₁, −1/12, u)`, `g₂`.
/// - `G g` of four: with `t = (g₀ + g₂) · (−1/6)`, `v = (g₁ + g₃) · (−1/6)`, `u = fma(g₀, 1/24, g₂
///   · 1/6)`, `w = fma(g₁, 1/12, g₃ · 1/3)`: `g₀ · 1/4`, `t + v`, `t − v`, `u + w`, `u − w`, `g₃`.
/// - `Aᵀ m`: with `s = m₁ + m₂`, `d = m₁ − m₂`, `p = m₃ + m₄`, `q = m₃ − m₄`: `(m₀ + s) + p`,
///   `fma(2, q, d)`, and for a tile of four `fma(4, p, s)`, `fma(8, q, d) + m₅`, of three `fma(4,
///   p, s) + m₅`.
///
/// Rounding errors are a few times those of the sum by its definition. An element of the source
/// that is infinite or NaN makes all results of its tiles NaN.
///
/// @param stride how far windows are apart, along both axes
/// @param rowStride from one result channel's weights to the next one's
/// @param channelStride from one source channel's weights to the next one's
/// @param flips whether the weight at position `j` meets what the window sees at the same place
///   from its end
public record Winograd(
    int batch,
    int channels,
    int rows,
    int inHeight,
    int inWidth,
    int outHeight,
    int outWidth,
    int top,
    int left,
    int stride,
    int kernelHeight,
    int kernelWidth,
    int rowStride,
    int channelStride,
    boolean flips) {

  /// Elements of a transformed tile.
  public static final int POINTS = 36;

  /// Results of a tile along each axis, where windows are one apart.
  public static final int TILE = 4;

  /// Channels come in multiples of this.
  public static final int UNIT = 32;

  private static final int CHUNK_TILES = 32;
  private static final int FEWEST_PLACES = 64;

  /// Terms of a strided window's sum from which on its phases pay (decision 0042).
  private static final int FEWEST_TERMS = 100;

  private static final int SHORTEST_PHASED = 5;
  private static final int LONGEST_PHASED = 8;

  /// Whether a convolution is computed so, forward and back to its input, in f32: windows of 3 × 3
  /// one apart, without groups, between 32 and 512 channels in multiples of 32, and an image of `y`
  /// of at least 64 places that fill at least half of its tiles. The number of images does not
  /// matter, so that an image gives the same bits in every batch.
  public static boolean serves(ConvolutionShape s) {
    return s.groups() == 1
        && s.depth().equals(WindowAxis.UNIT)
        && serves(s.height())
        && serves(s.width())
        && serves(s.inChannels())
        && serves(s.outChannels())
        && s.outPlane() >= FEWEST_PLACES
        && places(s) <= 2 * s.outPlane();
  }

  /// Whether a convolution is computed so in phases, forward only, in f32: windows of 5 to 8 two
  /// apart, along both axes with as many taps of a phase, without groups, whose sums have 100 terms
  /// at least, up to 128 input channels, between 32 and 512 output channels in multiples of 32, and
  /// an image of `y` as above.
  public static boolean servesPhases(ConvolutionShape s) {
    return s.groups() == 1
        && s.depth().equals(WindowAxis.UNIT)
        && servesPhases(s.height())
        && servesPhases(s.width())
        && Math.ceilDiv(s.height().kernel(), 2) == Math.ceilDiv(s.width().kernel(), 2)
        && s.inChannels() * s.kernelPlane() >= FEWEST_TERMS
        && 4 * s.inChannels() <= Product.CHUNK
        && serves(s.outChannels())
        && s.outPlane() >= FEWEST_PLACES
        && places(s) <= 2 * s.outPlane();
  }

  private static boolean servesPhases(WindowAxis axis) {
    int kernel = axis.kernel();
    return kernel >= SHORTEST_PHASED
        && kernel <= LONGEST_PHASED
        && Math.max(axis.padBefore(), axis.padAfter()) < kernel
        && axis.equals(WindowAxis.of(axis.in(), kernel, 2, 1, axis.padBefore(), axis.padAfter()));
  }

  /// Places of all tiles, those beyond the image included.
  private static int places(ConvolutionShape s) {
    int tile = forward(s).tile();
    return tile * tile * Math.ceilDiv(s.height().out(), tile) * Math.ceilDiv(s.width().out(), tile);
  }

  private static boolean serves(WindowAxis axis) {
    return axis.kernel() == 3
        && axis.stride() == 1
        && axis.dilation() == 1
        && axis.padBefore() <= 2
        && axis.padAfter() <= 2
        && axis.out() == axis.in() + axis.padBefore() + axis.padAfter() - 2;
  }

  private static boolean serves(int channels) {
    return channels % UNIT == 0 && channels <= Product.CHUNK;
  }

  /// The direction from `x` to `y`.
  public static Winograd forward(ConvolutionShape s) {
    return new Winograd(
        s.batch(),
        s.inChannels(),
        s.outChannels(),
        s.height().in(),
        s.width().in(),
        s.height().out(),
        s.width().out(),
        s.height().padBefore(),
        s.width().padBefore(),
        s.width().stride(),
        s.height().kernel(),
        s.width().kernel(),
        s.inChannels() * s.kernelPlane(),
        s.kernelPlane(),
        s.flipKernel());
  }

  /// The direction from `ȳ` to `x̄`, where windows are one apart.
  public static Winograd backward(ConvolutionShape s) {
    return new Winograd(
        s.batch(),
        s.outChannels(),
        s.inChannels(),
        s.height().out(),
        s.width().out(),
        s.height().in(),
        s.width().in(),
        2 - s.height().padBefore(),
        2 - s.width().padBefore(),
        1,
        3,
        3,
        9,
        s.inChannels() * 9,
        !s.flipKernel());
  }

  /// Taps of a window along each axis, in a phase: 3 or 4.
  public int taps() {
    return Math.ceilDiv(kernelHeight, stride);
  }

  /// Results of a tile along each axis: 4 or 3.
  public int tile() {
    return 7 - taps();
  }

  /// Phases of a channel: 1 or 4.
  public int phases() {
    return stride * stride;
  }

  /// Channels that tiles see: all phases of the source's.
  public int seenChannels() {
    return channels * phases();
  }

  /// Lines of a phase that windows see.
  public int seenHeight() {
    return outHeight + taps() - 1;
  }

  /// Columns of a phase that windows see.
  public int seenWidth() {
    return outWidth + taps() - 1;
  }

  /// Rows of tiles in an image.
  public int tileRows() {
    return Math.ceilDiv(outHeight, tile());
  }

  /// Tiles in a row.
  public int tileColumns() {
    return Math.ceilDiv(outWidth, tile());
  }

  /// Rows of tiles, counted over all images, whose products are summed up by themselves for the
  /// gradient of the weights.
  public int chunkRows() {
    return Math.max(1, CHUNK_TILES / tileColumns());
  }

  private long tiles() {
    return (long) batch * tileRows() * tileColumns();
  }

  private long pairs() {
    return (long) seenChannels() * rows;
  }

  /// Multiply-adds of this direction, where an addition or a multiplication by itself counts as one
  /// too: for each tile 36 for each pair of channels, 144 for each seen one (twelve lines by `Bᵀ`)
  /// and 100 for each of the result (ten by `Aᵀ`; 81 of tiles of three, nine); and once 81 for each
  /// pair of channels (nine lines by `G`; 130 of four taps, ten), unless the weights are packed.
  public long multiplyAdds(boolean packed) {
    boolean three = taps() == 3;
    long tile = POINTS * pairs() + 144L * seenChannels() + (three ? 100L : 81L) * rows;
    return tiles() * tile + (packed ? 0 : (three ? 81 : 130) * pairs());
  }

  /// Multiply-adds of the gradient of the weights, counted as by {@link #multiplyAdds}: for each
  /// tile 36 for each pair of channels, 144 for each channel of the source and 90 for each of the
  /// cotangents (ten lines by `A`); for each pair 36 for every chunk of rows after the first, and
  /// at the end 99 (nine lines by `Gᵀ`).
  public long gradientMultiplyAdds() {
    long tile = POINTS * pairs() + 144L * channels + 90L * rows;
    long chunks = Math.ceilDiv(batch * tileRows(), chunkRows());
    return tiles() * tile + pairs() * (POINTS * Math.max(0, chunks - 1) + 99);
  }

  /// Where the weight for position `j` of the `taps × taps` of a result's and a seen channel lies;
  /// −1 beyond the kernel, where it is 0.
  public int weight(int row, int seen, int j) {
    int phase = seen % phases();
    int y = j / taps() * stride + phase / stride;
    int x = j % taps() * stride + phase % stride;
    if (y >= kernelHeight || x >= kernelWidth) {
      return -1;
    }
    int position = y * kernelWidth + x;
    int last = kernelHeight * kernelWidth - 1;
    return row * rowStride + seen / phases() * channelStride + (flips ? last - position : position);
  }

  /// Elements of one channel of the source.
  public int inPlane() {
    return inHeight * inWidth;
  }

  /// Elements of one channel of the result.
  public int outPlane() {
    return outHeight * outWidth;
  }
}
