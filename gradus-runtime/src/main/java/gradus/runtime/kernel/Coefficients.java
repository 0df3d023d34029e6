package gradus.runtime.kernel;

/// The constants of {@link Elementary}, shared with the lanes of the SIMD kernels.
///
/// The polynomials are minimax fits by iterated reweighted least squares, their coefficients
/// rounded to `float` one after the other, lowest power first, and the rest fitted again.
public final class Coefficients {

  /// Adding and subtracting 1.5 · 2²³ rounds to an integer, which then stands in the low bits.
  public static final float ROUND = 12_582_912f;

  /// The same with 127 added: shifted left by 23 bits, the sum is 2ⁿ for the integer n.
  public static final float ROUND_127 = ROUND + 127;

  /// The same with 126 added, for 2ⁿ⁻¹.
  public static final float ROUND_126 = ROUND + 126;

  /// The same with 151 added, for 2ⁿ⁺²⁴.
  public static final float ROUND_151 = ROUND + 151;

  public static final int SIGN_BIT = 0x80000000;

  public static final float LOG2_E = 0x1.715476p0f;
  public static final float LN2 = 0x1.62e430p-1f;

  /// ln 2 in two parts, both positive: their products with small integers are exact enough.
  public static final float LN2_HIGH = 0x1.62e4p-1f;

  public static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /// exp x is ∞ from here on, and already from 88.73 on.
  public static final float EXP_OVERFLOW = 89f;

  /// exp x is 0 up to here; between here and −87.3 it is denormal.
  public static final float EXP_UNDERFLOW = -104f;

  /// `(eʳ − 1 − r) / r²` on ±ln 2 / 2, within 2⁻²⁶ of `eʳ − 1`.
  public static final float EXP_2 = 0x1.fffffep-2f;

  public static final float EXP_3 = 0x1.5554b4p-3f;
  public static final float EXP_4 = 0x1.5556f2p-5f;
  public static final float EXP_5 = 0x1.122560p-7f;
  public static final float EXP_6 = 0x1.6b9ca8p-10f;

  /// `(eʳ − 1 − r) / r²` on ±ln 2, within 2⁻³⁰ of `eʳ`.
  public static final float WIDE_2 = 0.5f;

  public static final float WIDE_3 = 0x1.55555cp-3f;
  public static final float WIDE_4 = 0x1.555532p-5f;
  public static final float WIDE_5 = 0x1.110b5ep-7f;
  public static final float WIDE_6 = 0x1.6c2cb0p-10f;
  public static final float WIDE_7 = 0x1.a56144p-13f;
  public static final float WIDE_8 = 0x1.9b86c6p-16f;

  /// The bits of 2/3: subtracting them leaves in the exponent field the power of two that brings a
  /// number to [2/3, 4/3).
  public static final int TWO_THIRDS_BITS = 0x3F2AAAAB;

  public static final int EXPONENT_BITS = 0xFF800000;

  public static final int FOUR_BITS = 0x40800000;

  /// `(log(1 + f) − f + f²/2) / f³` on ±1/3, within 2⁻²⁷·⁷.
  public static final float LOG_3 = 0x1.555506p-2f;

  public static final float LOG_4 = -0x1.fffef6p-3f;
  public static final float LOG_5 = 0x1.99d066p-3f;
  public static final float LOG_6 = -0x1.559ce0p-3f;
  public static final float LOG_7 = 0x1.1ed342p-3f;
  public static final float LOG_8 = -0x1.f32932p-4f;
  public static final float LOG_9 = 0x1.1e7972p-3f;
  public static final float LOG_10 = -0x1.07d454p-3f;

  /// The smallest normal float; below it a logarithm scales by 2²³ first.
  public static final float SMALLEST_NORMAL = 0x1p-126f;

  /// tanh rounds to 1 from here on.
  public static final float TANH_ONE = 9.02f;

  /// Up to here tanh is `e / (2 − e)`, and beyond it `1 − 2u / (1 + u)`: `u = exp(−2|x|)`, `e = 1 −
  /// u`.
  public static final float TANH_SPLIT = 0.55f;

  /// expm1 rounds to −1 up to here.
  public static final float EXPM1_MINUS_ONE = -18f;

  /// Up to here erf is a polynomial in x, and beyond it 1 − exp of one.
  public static final float ERF_SPLIT = 0x1.db0p-1f;

  /// `erf(x) / x − 1` in x² up to the split, within 2⁻²⁵·⁸ of erf.
  public static final float ERF_0 = 0x1.06eba6p-3f;

  public static final float ERF_2 = -0x1.8126e4p-2f;
  public static final float ERF_4 = 0x1.ce19e6p-4f;
  public static final float ERF_6 = -0x1.b681acp-6f;
  public static final float ERF_8 = 0x1.46fb92p-8f;
  public static final float ERF_10 = -0x1.38fe32p-11f;

  /// `log(1 − erf(t)) / t + 1` from the split to 3.93, within 2⁻²⁸ of erf.
  public static final float ERFC_1 = -0x1.072f52p-3f;

  public static final float ERFC_2 = -0x1.457fa4p-1f;
  public static final float ERFC_3 = -0x1.af0956p-4f;
  public static final float ERFC_4 = 0x1.76ba04p-6f;
  public static final float ERFC_5 = -0x1.a49fcap-9f;
  public static final float ERFC_6 = 0x1.bf4002p-13f;

  /// erf rounds to 1 from here on.
  public static final float ERF_ONE = 3.92f;

  /// `log(1 + e) / e − 1` in e on [0, 1], within 2⁻²⁷·⁵.
  public static final float SOFT_1 = -0x1.ffffd2p-2f;

  public static final float SOFT_2 = 0x1.554dd4p-2f;
  public static final float SOFT_3 = -0x1.ff249ep-3f;
  public static final float SOFT_4 = 0x1.93510ap-3f;
  public static final float SOFT_5 = -0x1.3a596cp-3f;
  public static final float SOFT_6 = 0x1.b50ae6p-4f;
  public static final float SOFT_7 = -0x1.d78a7ep-5f;
  public static final float SOFT_8 = 0x1.4a23a0p-6f;
  public static final float SOFT_9 = -0x1.b1630ep-9f;

  /// Up to here sine and cosine reduce by π/2 in three parts, beyond it they go through
  /// `StrictMath`.
  public static final float SIN_LIMIT = 32_768f;

  /// Up to here sin x rounds to x.
  public static final float SIN_TINY = 0x1p-12f;

  public static final float TWO_OVER_PI = 0x1.45f306p-1f;

  /// π/2 is the sum of the three, each the rest cut (not rounded) to a float, so all are positive.
  public static final float HALF_PI_HIGH = 0x1.921fb4p0f;

  public static final float HALF_PI_MIDDLE = 0x1.4442d0p-24f;
  public static final float HALF_PI_LOW = 0x1.846988p-48f;

  /// `(sin r − r) / r³` in r² on ±π/4, within 2⁻²⁷·⁸.
  public static final float SIN_3 = -0x1.555544p-3f;

  public static final float SIN_5 = 0x1.1106c6p-7f;
  public static final float SIN_7 = -0x1.991c1ap-13f;

  /// `(cos r − 1 + r²/2) / r⁴` in r² on ±π/4, within 2⁻³².
  public static final float COS_4 = 0x1.55554ap-5f;

  public static final float COS_6 = -0x1.6c0c26p-10f;
  public static final float COS_8 = 0x1.99e71ap-16f;

  /// `(arctan t − t) / t³` in t² on [0, 1], within 2⁻²⁸·⁴ of arctan.
  public static final float ATAN_3 = -0x1.55553ep-2f;

  public static final float ATAN_5 = 0x1.9991e4p-3f;
  public static final float ATAN_7 = -0x1.242084p-3f;
  public static final float ATAN_9 = 0x1.c08c1ap-4f;
  public static final float ATAN_11 = -0x1.580814p-4f;
  public static final float ATAN_13 = 0x1.da24cap-5f;
  public static final float ATAN_15 = -0x1.fd6fbcp-6f;
  public static final float ATAN_17 = 0x1.6410e4p-7f;
  public static final float ATAN_19 = -0x1.d32dacp-10f;

  private Coefficients() {}
}
