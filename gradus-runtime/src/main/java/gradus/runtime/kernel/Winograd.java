package gradus.runtime.kernel;

/// The geometry of a convolution of 3 × 3 windows that is computed by Winograd's minimal filtering
/// F(4 × 4, 3 × 3): 36 products for 16 results instead of 144 (A. Lavin and S. Gray, "Fast
/// Algorithms for Convolutional Neural Networks", 2016, section 4.3).
///
/// Results, `outHeight × outWidth` in each of `rows` channels, are cut into tiles of 4 × 4; the
/// tile in tile row `r` and tile column `q` sees the 6 × 6 elements of each of `channels` channels
/// of the source from (4r − top, 4q − left) on, +0 outside. With the transforms below, down the
/// columns first, then along the lines,
///
/// `result = Aᵀ [ Σ_c (G g Gᵀ) ⊙ (Bᵀ d B) ] A`,
///
/// where the sum runs over the channels in order, in fused multiply-adds from +0. The transforms,
/// each operation rounded (`fma` once), so that all kernel sets give the same bits:
///
/// - `Bᵀ d`: with `p = fma(−4, d₂, d₄)`, `q = fma(−4, d₁, d₃)`, `r = d₄ − d₂`, `s = d₃ − d₁`:
///   `fma(4, d₀, fma(−5, d₂, d₄))`, `p + q`, `p − q`, `fma(2, s, r)`, `fma(−2, s, r)`, `fma(4, d₁,
///   fma(−5, d₃, d₅))`.
/// - `G g`: with `t = (g₀ + g₂) · (−1/6)`, `u = fma(g₀, 1/24, g₂ · 1/6)`: `g₀ · 1/4`, `fma(g₁,
///   −1/6, t)`, `fma(g₁, 1/6, t)`, `fma(g₁, 1/12, u)`, `fma(g₁, −1/12, u)`, `g₂`.
/// - `Aᵀ m`: with `s = m₁ + m₂`, `d = m₁ − m₂`, `p = m₃ + m₄`, `q = m₃ − m₄`: `(m₀ + s) + p`,
///   `fma(2, q, d)`, `fma(4, p, s)`, `fma(8, q, d) + m₅`.
///
/// Rounding errors are a few times those of the sum by its definition. An element of the source
/// that is infinite or NaN makes all results of its tiles NaN.
///
/// @param rowStride from one result channel's weights to the next one's
/// @param channelStride from one source channel's weights to the next one's
/// @param flips whether the weight at position `j` meets what the window sees at `8 − j`
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
    int rowStride,
    int channelStride,
    boolean flips) {

  /// Elements of a transformed tile.
  public static final int POINTS = 36;

  /// Results of a tile along each axis.
  public static final int TILE = 4;

  /// Channels come in multiples of this.
  public static final int UNIT = 32;

  private static final int CHUNK_TILES = 32;
  private static final int FEWEST_PLACES = 64;

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

  /// Places of all tiles, those beyond the image included.
  private static int places(ConvolutionShape s) {
    return TILE * TILE * Math.ceilDiv(s.height().out(), TILE) * Math.ceilDiv(s.width().out(), TILE);
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
        s.inChannels() * 9,
        9,
        s.flipKernel());
  }

  /// The direction from `ȳ` to `x̄`.
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
        9,
        s.inChannels() * 9,
        !s.flipKernel());
  }

  /// Rows of tiles in an image.
  public int tileRows() {
    return Math.ceilDiv(outHeight, TILE);
  }

  /// Tiles in a row.
  public int tileColumns() {
    return Math.ceilDiv(outWidth, TILE);
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
    return (long) channels * rows;
  }

  /// Multiply-adds of this direction, where an addition or a multiplication by itself counts as one
  /// too: for each tile 36 for each pair of channels, 144 for each channel of the source (twelve
  /// lines by `Bᵀ`) and 100 for each of the result (ten by `Aᵀ`); and once 81 for each pair of
  /// channels (nine lines by `G`), unless the weights are packed.
  public long multiplyAdds(boolean packed) {
    long tile = POINTS * pairs() + 144L * channels + 100L * rows;
    return tiles() * tile + (packed ? 0 : 81 * pairs());
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

  /// Where the weight for window position `j` of a result's and a source's channel lies.
  public int weight(int row, int channel, int j) {
    return row * rowStride + channel * channelStride + (flips ? 8 - j : j);
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
