package gradus.algebra.linear;

import java.util.Arrays;
import java.util.List;

/// A line of an argument in whole numbers: the factors of the unknowns by their places, and the
/// number beside them last.
///
/// They share no factor, so that lines that say the same are the same.
final class Row {

  private final long[] factors;
  private final boolean strict;
  private final int hash;

  private Row(long[] factors, boolean strict) {
    this.factors = factors;
    this.strict = strict;
    this.hash = Arrays.hashCode(factors) + (strict ? 1 : 0);
  }

  /// The line `factors · unknowns + number ≥ 0`, or more than 0. Where only whole unknowns stand in
  /// it, its number is rounded.
  static Row of(long[] factors, boolean strict, List<Boolean> whole) {
    int last = factors.length - 1;
    long shared = 0;
    boolean all = true;
    for (int i = 0; i < last; i++) {
      if (factors[i] != 0) {
        shared = gcd(factors[i], shared);
        all &= whole.get(i);
      }
    }
    long number = factors[last];
    boolean rounded = all && shared != 0;
    long by = rounded ? shared : Math.max(1, gcd(number, shared));
    for (int i = 0; i < last; i++) {
      factors[i] /= by;
    }
    factors[last] =
        rounded ? Math.floorDiv(strict ? Math.decrementExact(number) : number, by) : number / by;
    return new Row(factors, strict && !rounded);
  }

  private static long gcd(long one, long other) {
    long a = Math.absExact(one);
    long b = Math.absExact(other);
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }

  /// This, times a number, and another one, times another number.
  ///
  /// Throws {@link ArithmeticException} if one of the numbers is too large.
  Row plus(long ours, Row other, long theirs, List<Boolean> whole) {
    long[] sum = new long[factors.length];
    for (int i = 0; i < sum.length; i++) {
      long mine = factors[i];
      long yours = other.factors[i];
      if (mine != 0 || yours != 0) {
        sum[i] = Math.addExact(Math.multiplyExact(ours, mine), Math.multiplyExact(theirs, yours));
      }
    }
    return of(sum, strict || other.strict, whole);
  }

  long at(int unknown) {
    return factors[unknown];
  }

  /// Whether it is a number of which it is wrong that it is 0 or more, or more than 0.
  boolean isFalse() {
    long number = factors[factors.length - 1];
    return (strict ? number <= 0 : number < 0) && content() == 0;
  }

  /// The largest number that divides all factors of unknowns.
  long content() {
    long shared = 0;
    for (int i = 0; i < factors.length - 1 && shared != 1; i++) {
      if (factors[i] != 0) {
        shared = gcd(factors[i], shared);
      }
    }
    return shared;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row that
        && hash == that.hash
        && strict == that.strict
        && Arrays.equals(factors, that.factors);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
