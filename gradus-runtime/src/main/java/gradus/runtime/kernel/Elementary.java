package gradus.runtime.kernel;

import static gradus.runtime.kernel.Coefficients.*;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.fma;

/// The elementary functions of `float`, defined once for all kernels.
///
/// The SIMD kernels do in each lane the operations written here, in this order, so a result has the
/// same bits on every machine and at every vector width. The largest errors, over all floats, in
/// units in the last place of the result: see each function; the tests hold them.
public final class Elementary {

  private Elementary() {}

  /// `eˣ`, within 1.5 ulp. ∞ from 88.73 on; below −87.3 gradually denormal, 0 below −103.98.
  public static float exp(float x) {
    float y = expInRange(x);
    y = x > EXP_OVERFLOW ? Float.POSITIVE_INFINITY : y;
    return x < EXP_UNDERFLOW ? 0 : y;
  }

  /// `eˣ` for x from −174 to 177: `(eʳ · 2ᵏ) · 2ᵏ`, because 2²ᵏ may be out of range.
  private static float expInRange(float x) {
    float t = fma(x, 0.5f * LOG2_E, ROUND_127);
    float k = t - ROUND_127;
    float r = fma(k, -2 * LN2_LOW, fma(k, -2 * LN2_HIGH, x));
    float q = fma(WIDE_8, r, WIDE_7);
    q = fma(q, r, WIDE_6);
    q = fma(q, r, WIDE_5);
    q = fma(q, r, WIDE_4);
    q = fma(q, r, WIDE_3);
    q = fma(q, r, WIDE_2);
    float p = fma(r * r, q, r);
    float scale = intBitsToFloat(floatToRawIntBits(t) << 23);
    return fma(p, scale, scale) * scale;
  }

  /// `eʳ − 1` for r within ±ln 2 / 2.
  private static float expm1Near0(float r) {
    float q = fma(EXP_6, r, EXP_5);
    q = fma(q, r, EXP_4);
    q = fma(q, r, EXP_3);
    q = fma(q, r, EXP_2);
    return fma(r * r, q, r);
  }

  /// `eˣ − 1`, within 1.6 ulp; ±0 gives ±0.
  public static float expm1(float x) {
    float t = fma(x, LOG2_E, ROUND_126);
    float n = t - ROUND_126;
    float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
    float p = expm1Near0(r);
    // half of 2ⁿ, because n may be 128
    float half = intBitsToFloat(floatToRawIntBits(t) << 23);
    float y = fma(p, half, half - 0.5f);
    y = n == 0 ? p : y + y;
    y = x > EXP_OVERFLOW ? Float.POSITIVE_INFINITY : y;
    y = x < EXPM1_MINUS_ONE ? -1 : y;
    return withSignBitOf(x, y);
  }

  /// The natural logarithm, within 1 ulp. ±0 gives −∞, below 0 gives NaN.
  public static float log(float x) {
    boolean denormal = x < SMALLEST_NORMAL;
    int bits = floatToRawIntBits(denormal ? x * 0x1p23f : x);
    int exponent = (bits - TWO_THIRDS_BITS) & EXPONENT_BITS;
    float i = fma((float) exponent, 0x1p-23f, denormal ? -23f : 0f);
    float y = logNear1(intBitsToFloat(bits - exponent) - 1, i);
    float special = x == 0 ? Float.NEGATIVE_INFINITY : x < 0 ? Float.NaN : x;
    return x > 0 && x < Float.POSITIVE_INFINITY ? y : special;
  }

  /// `log(1 + f) + i · ln 2` for f within ±1/3.
  private static float logNear1(float f, float i) {
    float q = fma(LOG_10, f, LOG_9);
    q = fma(q, f, LOG_8);
    q = fma(q, f, LOG_7);
    q = fma(q, f, LOG_6);
    q = fma(q, f, LOG_5);
    q = fma(q, f, LOG_4);
    q = fma(q, f, LOG_3);
    q = fma(q, f, -0.5f);
    return fma(i, LN2_HIGH, fma(q, f * f, i * LN2_LOW) + f);
  }

  /// `log(1 + x)`, within 1.6 ulp; ±0 gives ±0, −1 gives −∞, below −1 gives NaN.
  public static float log1p(float x) {
    float y = withSignBitOf(x, log1pFinite(x));
    float special = x == -1 ? Float.NEGATIVE_INFINITY : x < -1 ? Float.NaN : x;
    return x > -1 && x < Float.POSITIVE_INFINITY ? y : special;
  }

  private static float log1pFinite(float x) {
    int exponent = (floatToRawIntBits(x + 1) - TWO_THIRDS_BITS) & EXPONENT_BITS;
    // (1 + x) / 2ⁱ − 1 as x / 2ⁱ + (1 / 2ⁱ − 1), so that the low bits of x are not lost
    float scaled = intBitsToFloat(floatToRawIntBits(x) - exponent);
    float quadruple = intBitsToFloat(FOUR_BITS - exponent);
    float f = scaled + fma(0.25f, quadruple, -1f);
    return logNear1(f, (float) exponent * 0x1p-23f);
  }

  /// `1 / (1 + e⁻ˣ)`, within 1.7 ulp; denormal below −87.3.
  public static float sigmoid(float x) {
    float e = expOfNegative(-Math.abs(x));
    float w = e / (1 + e);
    float top = x < 0 ? e : 1;
    return fma(-top, w, top); // more accurate than top / (1 + e)
  }

  /// `eˣ` for x ≤ 0: 2²⁴ times too large at first, because 2ⁿ may be denormal.
  private static float expOfNegative(float x) {
    float t = fma(x, LOG2_E, ROUND_151);
    float n = t - ROUND_151;
    float p = expm1Near0(fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x)));
    float scale = intBitsToFloat(floatToRawIntBits(t) << 23);
    float y = fma(p, scale, scale) * 0x1p-24f;
    return x < EXP_UNDERFLOW ? 0 : y;
  }

  /// `log(1 + eˣ)`, within 2 ulp: `max(x, 0) + log(1 + e^−|x|)`, so large x is kept and small x
  /// decays.
  public static float softplus(float x) {
    float linear = x <= 0 ? 0 : x;
    float e = expOfNegative(-Math.abs(x));
    float q = fma(SOFT_9, e, SOFT_8);
    q = fma(q, e, SOFT_7);
    q = fma(q, e, SOFT_6);
    q = fma(q, e, SOFT_5);
    q = fma(q, e, SOFT_4);
    q = fma(q, e, SOFT_3);
    q = fma(q, e, SOFT_2);
    q = fma(q, e, SOFT_1);
    return linear + fma(q * e, e, e);
  }

  /// The hyperbolic tangent, within 2 ulp; ±0 gives ±0, ±∞ gives ±1.
  public static float tanh(float x) {
    float a = Math.abs(x);
    float t = fma(a, -2 * LOG2_E, ROUND_127);
    float n = t - ROUND_127;
    float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, -2 * a));
    float p = expm1Near0(r);
    float scale = intBitsToFloat(floatToRawIntBits(t) << 23);
    float u = fma(p, scale, scale); // exp(−2a)
    float e = fma(p, -scale, 1 - scale); // 1 − u
    float w = (a > TANH_SPLIT ? u : e) / (2 - e);
    float half = 0.5f * e;
    // near 0, half + half · w is more accurate than its equal w
    float y = a > TANH_SPLIT ? fma(-2f, w, 1f) : fma(half, w, half);
    return withSignBitOf(x, a > TANH_ONE ? 1 : y);
  }

  /// The error function, within 1.2 ulp; ±0 gives ±0, ±∞ gives ±1.
  public static float erf(float x) {
    return Math.abs(x) > ERF_SPLIT ? erfFar(x) : erfNear0(x);
  }

  private static float erfNear0(float x) {
    float s = x * x;
    float q = fma(ERF_10, s, ERF_8);
    q = fma(q, s, ERF_6);
    q = fma(q, s, ERF_4);
    q = fma(q, s, ERF_2);
    q = fma(q, s, ERF_0);
    return fma(q, x, x);
  }

  private static float erfFar(float x) {
    float t = Math.abs(x);
    float q = fma(ERFC_6, t, ERFC_5);
    q = fma(q, t, ERFC_4);
    q = fma(q, t, ERFC_3);
    q = fma(q, t, ERFC_2);
    q = fma(q, t, ERFC_1 - 1);
    float v = q * t;
    float shifted = fma(v, LOG2_E, ROUND_127);
    float p = expm1Near0(fma(shifted - ROUND_127, -LN2, v));
    float scale = intBitsToFloat(floatToRawIntBits(shifted) << 23);
    float y = 1 - fma(p, scale, scale);
    y = t > ERF_ONE ? 1 : y;
    return x < 0 ? -y : y;
  }

  /// The sine, within 1.6 ulp; ±0 gives ±0, ±∞ gives NaN. Beyond ±32 768 by `StrictMath`.
  public static float sin(float x) {
    float a = Math.abs(x);
    if (!(a <= SIN_LIMIT)) {
      return (float) StrictMath.sin(x);
    }
    float t = fma(x, TWO_OVER_PI, ROUND);
    float y = quarter(floatToRawIntBits(t), reduced(x, t - ROUND));
    return a < SIN_TINY ? x : y;
  }

  /// The cosine, within 1.6 ulp; ±∞ gives NaN. Beyond ±32 768 by `StrictMath`.
  public static float cos(float x) {
    if (!(Math.abs(x) <= SIN_LIMIT)) {
      return (float) StrictMath.cos(x);
    }
    float t = fma(x, TWO_OVER_PI, ROUND);
    return quarter(floatToRawIntBits(t) + 1, reduced(x, t - ROUND));
  }

  /// `x − n · π/2`.
  private static float reduced(float x, float n) {
    return fma(n, -HALF_PI_LOW, fma(n, -HALF_PI_MIDDLE, fma(n, -HALF_PI_HIGH, x)));
  }

  /// `sin(r + turns · π/2)` for r within ±π/4.
  private static float quarter(int turns, float r) {
    float s = r * r;
    float sin = fma(fma(SIN_7, s, SIN_5), s, SIN_3);
    sin = fma(sin, r * s, r);
    float cos = fma(fma(COS_8, s, COS_6), s, COS_4);
    cos = fma(fma(cos, s, -0.5f), s, 1f);
    float y = (turns & 1) == 0 ? sin : cos;
    return intBitsToFloat(floatToRawIntBits(y) ^ ((turns & 2) << 30));
  }

  /// The arctangent, within 1.7 ulp; ±0 gives ±0, ±∞ gives ±π/2.
  public static float atan(float x) {
    float a = Math.abs(x);
    float t = a > 1 ? 1 / a : a;
    float s = t * t;
    float q = fma(ATAN_19, s, ATAN_17);
    q = fma(q, s, ATAN_15);
    q = fma(q, s, ATAN_13);
    q = fma(q, s, ATAN_11);
    q = fma(q, s, ATAN_9);
    q = fma(q, s, ATAN_7);
    q = fma(q, s, ATAN_5);
    q = fma(q, s, ATAN_3);
    float bend = q * s;
    // beyond 1 it is π/2 − arctan(1/a), with π/2 in two parts
    float far = HALF_PI_HIGH + (fma(-bend, t, HALF_PI_MIDDLE) - t);
    return withSignBitOf(x, a > 1 ? far : fma(bend, t, t));
  }

  /// `xʸ` by `StrictMath` in double, rounded once: within 0.51 ulp, edge values as `Math.pow`.
  ///
  /// By its logarithm and exponential: its power makes arrays at each call.
  public static float pow(float x, float y) {
    if (y == 0) {
      return 1;
    }
    float power = (float) StrictMath.exp(y * StrictMath.log(Math.abs((double) x)));
    if (floatToRawIntBits(x) >= 0) {
      return power;
    }
    if (y != Math.rint(y)) {
      return x < 0 && x > Float.NEGATIVE_INFINITY ? Float.NaN : power;
    }
    boolean isOdd = Math.abs(y) < 0x1p24f && ((int) y & 1) == 1; // all beyond are even
    return isOdd ? -power : power;
  }

  /// −1, 0 or 1; ±0 and NaN stay what they are.
  public static float sign(float x) {
    return x > 0 ? 1 : x < 0 ? -1 : x;
  }

  /// The largest integer not above `x`; −0 and values beyond 2²³ stay what they are.
  public static float floor(float x) {
    return (float) Math.floor(x);
  }

  /// `x` where `x > 0`, +0 elsewhere, NaN for NaN.
  public static float relu(float x) {
    return x <= 0 ? 0 : x;
  }

  private static float withSignBitOf(float x, float y) {
    return intBitsToFloat(floatToRawIntBits(y) | (floatToRawIntBits(x) & SIGN_BIT));
  }
}
