package gradus.explain.claim;

import gradus.formula.Formula;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Sums and their kin as formulas.
///
/// @param scope where names for the indices come from
record Folds(Scope scope) {

  private static final BigInteger SHORT = BigInteger.valueOf(40);

  /// A sum or its kin; short ones with known ends are written out.
  Formula over(
      Formula.Combination kind,
      String name,
      Formula from,
      Formula to,
      UnaryOperator<Formula> body) {
    Optional<Formula> pieces = pieces(kind, name, from, to, body);
    return pieces.isPresent() ? pieces.get() : whole(kind, name, from, to, body);
  }

  /// What is joined of two vectors is summed piece by piece.
  private Optional<Formula> pieces(
      Formula.Combination kind,
      String name,
      Formula from,
      Formula to,
      UnaryOperator<Formula> body) {
    if (!from.equals(Formula.ONE) || !scope.joints.has(to)) {
      return Optional.empty();
    }
    Joints.Joint joint = scope.joints.of(to);
    Formula first =
        over(kind, name, from, joint.first(), i -> scope.joints.within(to, i, true, body));
    Formula second =
        over(
            kind,
            name,
            from,
            joint.second(),
            i -> scope.joints.within(to, Sizes.tidy(joint.first().plus(i)), false, body));
    return Optional.of(
        switch (kind) {
          case SUM -> first.plus(second);
          case PRODUCT -> first.times(second);
          case MAX -> Formula.call("max", first, second);
          case MIN -> Formula.call("min", first, second);
          case ARGMAX, ARGMIN -> whole(kind, name, from, to, body);
        });
  }

  private Formula whole(
      Formula.Combination kind,
      String name,
      Formula from,
      Formula to,
      UnaryOperator<Formula> body) {
    boolean sum = kind == Formula.Combination.SUM;
    boolean product = kind == Formula.Combination.PRODUCT;
    boolean extreme = kind == Formula.Combination.MAX || kind == Formula.Combination.MIN;
    if (extreme && from instanceof Formula.Num a && to instanceof Formula.Num b) {
      return extreme(kind, a, b, body).orElseGet(() -> folded(kind, name, from, to, body));
    }
    if ((sum || product) && from instanceof Formula.Num a && to instanceof Formula.Num b) {
      BigInteger last = b.numerator().subtract(a.numerator());
      if (last.compareTo(SHORT) < 0) {
        return written(sum, a, last.intValue(), body);
      }
    }
    return folded(kind, name, from, to, body);
  }

  private Formula folded(
      Formula.Combination kind,
      String name,
      Formula from,
      Formula to,
      UnaryOperator<Formula> body) {
    Formula.Var index = scope.fresh(name);
    return new Formula.Fold(kind, index, from, Sizes.bound(to), body.apply(index));
  }

  /// The largest or least of a few, written out.
  private static Optional<Formula> extreme(
      Formula.Combination kind, Formula.Num from, Formula.Num to, UnaryOperator<Formula> body) {
    BigInteger last = to.numerator().subtract(from.numerator());
    if (last.signum() < 0 || last.compareTo(SHORT) >= 0) {
      return Optional.empty();
    }
    String function = kind == Formula.Combination.MAX ? "max" : "min";
    Formula all = body.apply(from);
    for (int i = 1; i <= last.intValue(); i++) {
      all = Formula.call(function, all, body.apply(from.plus(Formula.number(i))));
    }
    return Optional.of(all);
  }

  private Formula written(boolean sum, Formula first, int last, UnaryOperator<Formula> body) {
    Formula all = sum ? Formula.ZERO : Formula.ONE;
    for (int i = 0; i <= last; i++) {
      scope.work();
      Formula next = body.apply(first.plus(Formula.number(i)));
      all = sum ? all.plus(next) : all.times(next);
    }
    return all;
  }
}
