package gradus.algebra.curvature;

import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Counts the real roots of a polynomial other than 0 by Sturm's theorem, and says where it is
/// negative.
public final class Roots {

  private static final Fraction HALF = Fraction.of(1, 2);

  private final Polynomial polynomial;
  private final Polynomial squareFree;
  private final List<Polynomial> chain = new ArrayList<>();

  /// The roots of a polynomial.
  public Roots(Polynomial polynomial) {
    this.polynomial = polynomial;
    this.squareFree = polynomial.squareFree();
    Polynomial before = squareFree;
    Polynomial last = squareFree.derivative();
    chain.add(before);
    while (!last.isZero()) {
      chain.add(last);
      Polynomial rest = before.dividedBy(last).getLast().times(Fraction.of(-1));
      before = last;
      last = rest;
    }
  }

  private int variations(Fraction x) {
    int variations = 0;
    int before = 0;
    for (Polynomial it : chain) {
      int sign = it.at(x).signum();
      if (sign != 0) {
        variations += before * sign < 0 ? 1 : 0;
        before = sign;
      }
    }
    return variations;
  }

  /// How many different roots lie strictly between two numbers; either may be infinite.
  public int between(Fraction low, Fraction high) {
    Fraction first = finite(low);
    Fraction last = finite(high);
    if (first.compareTo(last) >= 0) {
      return 0;
    }
    int atEnd = squareFree.at(last).signum() == 0 ? 1 : 0;
    return variations(first) - variations(last) - atEnd;
  }

  private Fraction finite(Fraction x) {
    Fraction bound = squareFree.rootBound();
    return x.isFinite() ? x : x.signum() > 0 ? bound : bound.negated();
  }

  /// A number strictly between two at which the polynomial is negative, if there is one.
  public Optional<Fraction> negative(Fraction low, Fraction high) {
    Fraction first = low.isFinite() ? low : smaller(finite(low), high).plus(Fraction.of(-1));
    Fraction last = high.isFinite() ? high : larger(finite(high), first).plus(Fraction.ONE);
    return negative(first, false, last, false);
  }

  private static Fraction smaller(Fraction x, Fraction y) {
    return x.compareTo(y) < 0 ? x : y;
  }

  private static Fraction larger(Fraction x, Fraction y) {
    return x.compareTo(y) > 0 ? x : y;
  }

  /// The flags say that an end is known to be positive.
  private Optional<Fraction> negative(
      Fraction low, boolean lowGood, Fraction high, boolean highGood) {
    int roots = between(low, high);
    if ((roots == 0 && (lowGood || highGood)) || (roots == 1 && lowGood && highGood)) {
      return Optional.empty();
    }
    Fraction middle = low.plus(high).times(HALF);
    while (squareFree.at(middle).signum() == 0) {
      middle = low.plus(middle).times(HALF);
    }
    if (polynomial.at(middle).signum() < 0) {
      return Optional.of(middle);
    }
    Fraction at = middle;
    return negative(low, lowGood, middle, true).or(() -> negative(at, true, high, highGood));
  }
}
