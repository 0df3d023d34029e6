package gradus.algebra.prove;

import gradus.algebra.prove.Constraint.Sign;
import gradus.reference.Fraction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A constraint with whole coefficients, the last one the number beside the unknowns.
final class Row {

  private final long[] form;
  private final Sign sign;
  private final int hash;

  /// The coefficients, which must not be changed any more, and what is known of their sum.
  private Row(long[] form, Sign sign) {
    this.form = form;
    this.sign = sign;
    this.hash = Arrays.hashCode(form);
  }

  /// Scaled to whole numbers; throws {@link ArithmeticException} if one is large.
  static Row of(List<Fraction> form, Sign sign) {
    Fraction scale = Fraction.ONE.over(Content.scale(form));
    long[] whole = new long[form.size()];
    for (int i = 0; i < whole.length; i++) {
      Fraction each = form.get(i);
      whole[i] = each.signum() == 0 ? 0 : each.times(scale).numerator().longValueExact();
    }
    return new Row(whole, sign);
  }

  /// What is known of the sum.
  Sign sign() {
    return sign;
  }

  long at(int unknown) {
    return form[unknown];
  }

  int unknowns() {
    return form.length - 1;
  }

  boolean isNumber() {
    for (int i = 0; i < unknowns(); i++) {
      if (form[i] != 0) {
        return false;
      }
    }
    return true;
  }

  boolean isFalse() {
    long constant = at(unknowns());
    return switch (sign) {
          case ZERO -> constant != 0;
          case NOT_NEGATIVE -> constant < 0;
          case POSITIVE -> constant <= 0;
        }
        && isNumber();
  }

  /// This, times one number, and another one, times another.
  Row plus(long ours, Row other, long theirs, Sign sum) {
    long[] all = new long[form.length];
    for (int i = 0; i < all.length; i++) {
      long mine = at(i);
      long yours = other.at(i);
      if (mine != 0 || yours != 0) {
        all[i] = Math.addExact(Math.multiplyExact(ours, mine), Math.multiplyExact(theirs, yours));
      }
    }
    return new Row(all, sum);
  }

  /// The constraint with coefficients that share no factor, its constant rounded where all unknowns
  /// are whole; empty if no whole numbers can meet it.
  Optional<Row> rounded(List<Boolean> whole) {
    boolean all = true;
    long shared = 0;
    for (int i = 0; i < unknowns(); i++) {
      if (form[i] != 0) {
        all &= whole.get(i);
        shared = shared == 1 ? 1 : gcd(shared, form[i]);
      }
    }
    long constant = at(unknowns());
    if (shared == 0) {
      return Optional.of(this);
    }
    if (!all) {
      return Optional.of(over(gcd(shared, constant), constant, sign));
    }
    if (sign == Sign.ZERO) {
      return constant % shared == 0 ? Optional.of(over(shared, constant, sign)) : Optional.empty();
    }
    long bound = sign == Sign.POSITIVE ? constant - 1 : constant;
    return Optional.of(over(shared, Math.floorDiv(bound, shared) * shared, Sign.NOT_NEGATIVE));
  }

  private Row over(long divisor, long constant, Sign other) {
    if (divisor == 1 && constant == at(unknowns()) && other == sign) {
      return this;
    }
    long[] all = new long[form.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (i < unknowns() ? at(i) : constant) / divisor;
    }
    return new Row(all, other);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? Math.abs(a) : gcd(b, a % b);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Row that
            && hash == that.hash
            && sign == that.sign
            && Arrays.equals(form, that.form));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
