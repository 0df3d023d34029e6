package gradus.algebra.signs;

import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;

/// A polynomial other than 0 and the remainders of Euclid's algorithm on it and its derivative,
/// with signs turned. Coefficients stand from the constant one on.
///
/// @param chain the polynomial first
record SturmChain(List<List<Fraction>> chain) {

  private static final Fraction MINUS = Fraction.of(-1);

  static SturmChain of(List<Fraction> polynomial) {
    List<List<Fraction>> chain = new ArrayList<>();
    chain.add(trimmed(polynomial));
    List<Fraction> next = slope(chain.getFirst());
    while (!next.isEmpty()) {
      chain.add(next);
      next = rest(chain.get(chain.size() - 2), next).stream().map(MINUS::times).toList();
    }
    return new SturmChain(chain);
  }

  private static List<Fraction> trimmed(List<Fraction> x) {
    int length = x.size();
    while (length > 0 && x.get(length - 1).signum() == 0) {
      length--;
    }
    return List.copyOf(x.subList(0, length));
  }

  private static List<Fraction> slope(List<Fraction> x) {
    List<Fraction> slope = new ArrayList<>();
    for (int i = 1; i < x.size(); i++) {
      slope.add(x.get(i).times(Fraction.of(i)));
    }
    return trimmed(slope);
  }

  private static List<Fraction> rest(List<Fraction> x, List<Fraction> divisor) {
    List<Fraction> rest = new ArrayList<>(x);
    while (rest.size() >= divisor.size()) {
      Fraction factor = rest.getLast().over(divisor.getLast()).negated();
      int shift = rest.size() - divisor.size();
      for (int i = 0; i < divisor.size(); i++) {
        rest.set(i + shift, rest.get(i + shift).plus(factor.times(divisor.get(i))));
      }
      rest = new ArrayList<>(trimmed(rest));
    }
    return rest;
  }

  static List<Fraction> product(List<Fraction> x, List<Fraction> y) {
    List<Fraction> product = new ArrayList<>();
    for (int i = 0; i < x.size() + y.size() - 1; i++) {
      Fraction sum = Fraction.ZERO;
      for (int j = Math.max(0, i - y.size() + 1); j <= i && j < x.size(); j++) {
        sum = sum.plus(x.get(j).times(y.get(i - j)));
      }
      product.add(sum);
    }
    return product;
  }

  static Fraction value(List<Fraction> polynomial, Fraction x) {
    Fraction value = Fraction.ZERO;
    for (Fraction coefficient : polynomial.reversed()) {
      value = value.times(x).plus(coefficient);
    }
    return value;
  }

  private Fraction value(Fraction x) {
    return value(chain.getFirst(), x);
  }

  private int changes(Fraction x) {
    int changes = 0;
    int before = 0;
    for (List<Fraction> polynomial : chain) {
      int sign = value(polynomial, x).signum();
      changes += sign * before < 0 ? 1 : 0;
      before = sign == 0 ? before : sign;
    }
    return changes;
  }

  /// A number beyond all roots, on the side of an infinite one.
  private Fraction finite(Fraction x) {
    Fraction sum = Fraction.of(2);
    for (Fraction coefficient : chain.getFirst()) {
      Fraction ratio = coefficient.over(chain.getFirst().getLast());
      sum = sum.plus(ratio.signum() < 0 ? ratio.negated() : ratio);
    }
    return x.isFinite() ? x : x.signum() > 0 ? sum : sum.negated();
  }

  /// How many roots lie between two numbers that are no roots themselves.
  private int inside(Fraction low, Fraction high) {
    return low.compareTo(high) < 0 ? changes(low) - changes(high) : 0;
  }

  /// How many different roots lie strictly between two numbers; the ends are moved inwards off
  /// roots, past no other root.
  int roots(Fraction low, Fraction high) {
    Fraction first = finite(low);
    Fraction last = finite(high);
    return first.compareTo(last) < 0 ? inside(off(first, last), off(last, first)) : 0;
  }

  /// A number near an end, towards the other one, with no root between it and the end.
  private Fraction off(Fraction end, Fraction other) {
    if (value(end).signum() != 0) {
      return end;
    }
    Fraction step = other.plus(end.negated()).times(Fraction.of(1, 1024));
    Fraction near = end.plus(step);
    while (value(near).signum() == 0 || rootsBeside(end, near)) {
      step = step.times(Fraction.of(1, 1024));
      near = end.plus(step);
    }
    return near;
  }

  /// Whether a root other than the end lies up to a number: the end divided out, the signs count.
  private boolean rootsBeside(Fraction end, Fraction near) {
    List<Fraction> rest = chain.getFirst();
    while (value(rest, end).signum() == 0) {
      rest = quotient(rest, end);
    }
    SturmChain without = of(rest);
    boolean up = end.compareTo(near) < 0;
    return (up ? without.inside(end, near) : without.inside(near, end)) > 0;
  }

  /// The polynomial divided by `x − root`, by Horner's rule.
  private static List<Fraction> quotient(List<Fraction> polynomial, Fraction root) {
    List<Fraction> quotient = new ArrayList<>();
    Fraction carry = Fraction.ZERO;
    for (int i = polynomial.size() - 1; i > 0; i--) {
      carry = carry.times(root).plus(polynomial.get(i));
      quotient.addFirst(carry);
    }
    return quotient;
  }

  /// Whether the polynomial is 0 or more between two numbers.
  boolean isNowhereNegative(Fraction low, Fraction high) {
    Fraction first = finite(low);
    Fraction last = finite(high);
    if (first.compareTo(last) >= 0) {
      return false;
    }
    Fraction from = off(first, last);
    Fraction to = off(last, first);
    return value(from).signum() > 0 && value(to).signum() > 0 && isPositiveAround(from, to);
  }

  /// Both ends are positive: no root between, one root, which then is even, or each half again.
  private boolean isPositiveAround(Fraction low, Fraction high) {
    if (inside(low, high) <= 1) {
      return true;
    }
    Fraction middle = low.plus(high).times(Fraction.of(1, 2));
    while (value(middle).signum() == 0) {
      middle = low.plus(middle).times(Fraction.of(1, 2));
    }
    return value(middle).signum() > 0
        && isPositiveAround(low, middle)
        && isPositiveAround(middle, high);
  }
}
