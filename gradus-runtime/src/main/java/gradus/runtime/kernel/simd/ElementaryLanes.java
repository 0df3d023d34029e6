package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Coefficients.*;
import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.INTS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2I;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import gradus.runtime.kernel.Elementary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// {@link Elementary} in lanes: method by method and operation by operation the same, so the bits
/// are equal. Change both or neither.
final class ElementaryLanes {

  private ElementaryLanes() {}

  static FloatVector exp(FloatVector x) {
    FloatVector y = expInRange(x);
    y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_OVERFLOW));
    return y.blend(0f, x.compare(LT, EXP_UNDERFLOW));
  }

  /// {@link #exp} of numbers that are not above 0, and NaN, with the same bits.
  static FloatVector expUpTo0(FloatVector x) {
    return expInRange(x).blend(0f, x.compare(LT, EXP_UNDERFLOW));
  }

  private static FloatVector expInRange(FloatVector x) {
    FloatVector t = x.fma(broadcast(FLOATS, 0.5f * LOG2_E), broadcast(FLOATS, ROUND_127));
    FloatVector k = t.sub(ROUND_127);
    FloatVector r =
        k.fma(broadcast(FLOATS, -2 * LN2_LOW), k.fma(broadcast(FLOATS, -2 * LN2_HIGH), x));
    FloatVector q = r.fma(broadcast(FLOATS, WIDE_8), broadcast(FLOATS, WIDE_7));
    q = q.fma(r, broadcast(FLOATS, WIDE_6));
    q = q.fma(r, broadcast(FLOATS, WIDE_5));
    q = q.fma(r, broadcast(FLOATS, WIDE_4));
    q = q.fma(r, broadcast(FLOATS, WIDE_3));
    q = q.fma(r, broadcast(FLOATS, WIDE_2));
    FloatVector p = r.mul(r).fma(q, r);
    FloatVector scale = twoToThe(t);
    return p.fma(scale, scale).mul(scale);
  }

  private static FloatVector twoToThe(FloatVector t) {
    return t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector expm1Near0(FloatVector r) {
    FloatVector q = r.fma(broadcast(FLOATS, EXP_6), broadcast(FLOATS, EXP_5));
    q = q.fma(r, broadcast(FLOATS, EXP_4));
    q = q.fma(r, broadcast(FLOATS, EXP_3));
    q = q.fma(r, broadcast(FLOATS, EXP_2));
    return r.mul(r).fma(q, r);
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector t = x.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUND_126));
    FloatVector n = t.sub(ROUND_126);
    FloatVector r = n.fma(broadcast(FLOATS, -LN2_LOW), n.fma(broadcast(FLOATS, -LN2_HIGH), x));
    FloatVector p = expm1Near0(r);
    FloatVector half = twoToThe(t);
    FloatVector y = p.fma(half, half.sub(0.5f));
    y = y.add(y).blend(p, n.compare(EQ, 0f));
    y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, EXP_OVERFLOW));
    y = y.blend(-1f, x.compare(LT, EXPM1_MINUS_ONE));
    return withSignBitOf(x, y);
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> denormal = x.compare(LT, SMALLEST_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), denormal).reinterpretAsInts();
    IntVector exponent = bits.sub(TWO_THIRDS_BITS).and(EXPONENT_BITS);
    FloatVector i =
        toFloats(exponent)
            .fma(broadcast(FLOATS, 0x1p-23f), broadcast(FLOATS, 0f).blend(-23f, denormal));
    FloatVector y = logNear1(bits.sub(exponent).reinterpretAsFloats().sub(1f), i);
    FloatVector special =
        x.blend(Float.NaN, x.compare(LT, 0f)).blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
    return special.blend(y, x.compare(GT, 0f).and(x.compare(LT, Float.POSITIVE_INFINITY)));
  }

  private static FloatVector toFloats(IntVector v) {
    return (FloatVector) v.convertShape(I2F, FLOATS, 0);
  }

  private static FloatVector logNear1(FloatVector f, FloatVector i) {
    FloatVector q = f.fma(broadcast(FLOATS, LOG_10), broadcast(FLOATS, LOG_9));
    q = q.fma(f, broadcast(FLOATS, LOG_8));
    q = q.fma(f, broadcast(FLOATS, LOG_7));
    q = q.fma(f, broadcast(FLOATS, LOG_6));
    q = q.fma(f, broadcast(FLOATS, LOG_5));
    q = q.fma(f, broadcast(FLOATS, LOG_4));
    q = q.fma(f, broadcast(FLOATS, LOG_3));
    q = q.fma(f, broadcast(FLOATS, -0.5f));
    return i.fma(broadcast(FLOATS, LN2_HIGH), q.fma(f.mul(f), i.mul(LN2_LOW)).add(f));
  }

  static FloatVector log1p(FloatVector x) {
    FloatVector y = withSignBitOf(x, log1pFinite(x));
    FloatVector special =
        x.blend(Float.NaN, x.compare(LT, -1f)).blend(Float.NEGATIVE_INFINITY, x.compare(EQ, -1f));
    return special.blend(y, x.compare(GT, -1f).and(x.compare(LT, Float.POSITIVE_INFINITY)));
  }

  private static FloatVector log1pFinite(FloatVector x) {
    IntVector exponent = x.add(1f).reinterpretAsInts().sub(TWO_THIRDS_BITS).and(EXPONENT_BITS);
    FloatVector scaled = x.reinterpretAsInts().sub(exponent).reinterpretAsFloats();
    FloatVector quadruple =
        IntVector.broadcast(INTS, FOUR_BITS).sub(exponent).reinterpretAsFloats();
    FloatVector f = scaled.add(quadruple.fma(broadcast(FLOATS, 0.25f), broadcast(FLOATS, -1f)));
    return logNear1(f, toFloats(exponent).mul(0x1p-23f));
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = expOfNegative(x.abs().neg());
    FloatVector w = e.div(e.add(1f));
    FloatVector top = broadcast(FLOATS, 1f).blend(e, x.compare(LT, 0f));
    return top.neg().fma(w, top);
  }

  private static FloatVector expOfNegative(FloatVector x) {
    FloatVector t = x.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUND_151));
    FloatVector n = t.sub(ROUND_151);
    FloatVector p =
        expm1Near0(n.fma(broadcast(FLOATS, -LN2_LOW), n.fma(broadcast(FLOATS, -LN2_HIGH), x)));
    FloatVector scale = twoToThe(t);
    FloatVector y = p.fma(scale, scale).mul(0x1p-24f);
    return y.blend(0f, x.compare(LT, EXP_UNDERFLOW));
  }

  static FloatVector softplus(FloatVector x) {
    return relu(x).add(bend(x));
  }

  /// The part of softplus that bends: `log(1 + e^−|x|)`. Softplus adds {@link #relu}.
  static FloatVector bend(FloatVector x) {
    FloatVector e = expOfNegative(x.abs().neg());
    FloatVector q = e.fma(broadcast(FLOATS, SOFT_9), broadcast(FLOATS, SOFT_8));
    q = q.fma(e, broadcast(FLOATS, SOFT_7));
    q = q.fma(e, broadcast(FLOATS, SOFT_6));
    q = q.fma(e, broadcast(FLOATS, SOFT_5));
    q = q.fma(e, broadcast(FLOATS, SOFT_4));
    q = q.fma(e, broadcast(FLOATS, SOFT_3));
    q = q.fma(e, broadcast(FLOATS, SOFT_2));
    q = q.fma(e, broadcast(FLOATS, SOFT_1));
    return q.mul(e).fma(e, e);
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector t = a.fma(broadcast(FLOATS, -2 * LOG2_E), broadcast(FLOATS, ROUND_127));
    FloatVector n = t.sub(ROUND_127);
    FloatVector r =
        n.fma(broadcast(FLOATS, -LN2_LOW), n.fma(broadcast(FLOATS, -LN2_HIGH), a.mul(-2f)));
    FloatVector p = expm1Near0(r);
    FloatVector scale = twoToThe(t);
    FloatVector u = p.fma(scale, scale);
    FloatVector e = p.fma(scale.neg(), broadcast(FLOATS, 1f).sub(scale));
    VectorMask<Float> far = a.compare(GT, TANH_SPLIT);
    FloatVector w = e.blend(u, far).div(broadcast(FLOATS, 2f).sub(e));
    FloatVector half = e.mul(0.5f);
    FloatVector y =
        half.fma(w, half).blend(w.fma(broadcast(FLOATS, -2f), broadcast(FLOATS, 1f)), far);
    return withSignBitOf(x, y.blend(1f, a.compare(GT, TANH_ONE)));
  }

  /// erf up to the split; {@link #erfFar} goes on from there.
  static FloatVector erfNear0(FloatVector x) {
    FloatVector s = x.mul(x);
    FloatVector q = s.fma(broadcast(FLOATS, ERF_10), broadcast(FLOATS, ERF_8));
    q = q.fma(s, broadcast(FLOATS, ERF_6));
    q = q.fma(s, broadcast(FLOATS, ERF_4));
    q = q.fma(s, broadcast(FLOATS, ERF_2));
    q = q.fma(s, broadcast(FLOATS, ERF_0));
    return q.fma(x, x);
  }

  static FloatVector erfFar(FloatVector x) {
    FloatVector t = x.abs();
    FloatVector q = t.fma(broadcast(FLOATS, ERFC_6), broadcast(FLOATS, ERFC_5));
    q = q.fma(t, broadcast(FLOATS, ERFC_4));
    q = q.fma(t, broadcast(FLOATS, ERFC_3));
    q = q.fma(t, broadcast(FLOATS, ERFC_2));
    q = q.fma(t, broadcast(FLOATS, ERFC_1 - 1));
    FloatVector v = q.mul(t);
    FloatVector shifted = v.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ROUND_127));
    FloatVector p = expm1Near0(shifted.sub(ROUND_127).fma(broadcast(FLOATS, -LN2), v));
    FloatVector scale = twoToThe(shifted);
    FloatVector y =
        broadcast(FLOATS, 1f).sub(p.fma(scale, scale)).blend(1f, t.compare(GT, ERF_ONE));
    return y.blend(y.neg(), x.compare(LT, 0f));
  }

  /// Where {@link #erfFar} holds.
  static VectorMask<Float> isFar(FloatVector x) {
    return x.abs().compare(GT, ERF_SPLIT);
  }

  /// Whether sine and cosine can be taken in lanes at all of `x`.
  static boolean reducible(FloatVector x) {
    return x.abs().compare(LE, SIN_LIMIT).allTrue();
  }

  /// The sine where {@link #reducible}.
  static FloatVector sin(FloatVector x) {
    FloatVector t = x.fma(broadcast(FLOATS, TWO_OVER_PI), broadcast(FLOATS, ROUND));
    FloatVector y = quarter(t.reinterpretAsInts(), reduced(x, t.sub(ROUND)));
    return y.blend(x, x.abs().compare(LT, SIN_TINY));
  }

  /// The cosine where {@link #reducible}.
  static FloatVector cos(FloatVector x) {
    FloatVector t = x.fma(broadcast(FLOATS, TWO_OVER_PI), broadcast(FLOATS, ROUND));
    return quarter(t.reinterpretAsInts().add(1), reduced(x, t.sub(ROUND)));
  }

  private static FloatVector reduced(FloatVector x, FloatVector n) {
    FloatVector r =
        n.fma(broadcast(FLOATS, -HALF_PI_MIDDLE), n.fma(broadcast(FLOATS, -HALF_PI_HIGH), x));
    return n.fma(broadcast(FLOATS, -HALF_PI_LOW), r);
  }

  private static FloatVector quarter(IntVector turns, FloatVector r) {
    FloatVector s = r.mul(r);
    FloatVector sin =
        s.fma(broadcast(FLOATS, SIN_7), broadcast(FLOATS, SIN_5)).fma(s, broadcast(FLOATS, SIN_3));
    sin = sin.fma(r.mul(s), r);
    FloatVector cos =
        s.fma(broadcast(FLOATS, COS_8), broadcast(FLOATS, COS_6)).fma(s, broadcast(FLOATS, COS_4));
    cos = cos.fma(s, broadcast(FLOATS, -0.5f)).fma(s, broadcast(FLOATS, 1f));
    VectorMask<Float> odd = turns.and(1).compare(NE, 0).cast(FLOATS);
    IntVector y = sin.blend(cos, odd).reinterpretAsInts();
    return y.lanewise(XOR, turns.and(2).lanewise(LSHL, 30)).reinterpretAsFloats();
  }

  static FloatVector atan(FloatVector x) {
    FloatVector a = x.abs();
    VectorMask<Float> far = a.compare(GT, 1f);
    FloatVector t = a.blend(broadcast(FLOATS, 1f).div(a), far);
    FloatVector s = t.mul(t);
    FloatVector q = s.fma(broadcast(FLOATS, ATAN_19), broadcast(FLOATS, ATAN_17));
    q = q.fma(s, broadcast(FLOATS, ATAN_15));
    q = q.fma(s, broadcast(FLOATS, ATAN_13));
    q = q.fma(s, broadcast(FLOATS, ATAN_11));
    q = q.fma(s, broadcast(FLOATS, ATAN_9));
    q = q.fma(s, broadcast(FLOATS, ATAN_7));
    q = q.fma(s, broadcast(FLOATS, ATAN_5));
    q = q.fma(s, broadcast(FLOATS, ATAN_3));
    FloatVector bend = q.mul(s);
    FloatVector y = bend.neg().fma(t, broadcast(FLOATS, HALF_PI_MIDDLE)).sub(t).add(HALF_PI_HIGH);
    return withSignBitOf(x, bend.fma(t, t).blend(y, far));
  }

  static FloatVector sign(FloatVector x) {
    return x.blend(1f, x.compare(GT, 0f)).blend(-1f, x.compare(LT, 0f));
  }

  static FloatVector floor(FloatVector x) {
    FloatVector whole = toFloats((IntVector) x.convertShape(F2I, INTS, 0));
    FloatVector below = whole.blend(whole.sub(1f), whole.compare(GT, x));
    return x.blend(withSignBitOf(x, below), x.abs().compare(LT, 0x1p23f));
  }

  static FloatVector relu(FloatVector x) {
    return x.blend(0f, x.compare(LE, 0f));
  }

  private static FloatVector withSignBitOf(FloatVector x, FloatVector y) {
    return y.reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN_BIT)).reinterpretAsFloats();
  }
}
