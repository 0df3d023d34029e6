package gradus.algebra.prove;

import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import java.util.List;
import java.util.Map;

/// A sum as a shorter one and its last term.
///
/// @param trace where the lines go
record LastTerm(Trace trace) {

  /// Whether one sum is another one and one more term at its end.
  static boolean isLonger(Formula longer, Formula shorter, Context context) {
    if (!(longer instanceof Fold one) || !(shorter instanceof Fold other)) {
      return false;
    }
    Ring ring = context.ring();
    return one.combination() == Combination.SUM
        && one.from().equals(other.from())
        && ring.of(one.to()).minus(ring.of(other.to())).equals(Polynomial.ONE)
        && Keys.of(new Fold(Combination.SUM, one.index(), other.from(), other.to(), one.body()))
            .equals(Keys.of(other))
        && context.entails(Constraint.notNegative(ring.of(one.to()).minus(ring.of(one.from()))));
  }

  /// `Σ_{k=a}^{b} f(k) = f(b) + Σ_{k=a}^{b−1} f(k)`: backwards, without its first term, and
  /// forwards again.
  Formula parted(Fold fold, Context context) {
    Ring ring = context.inside(fold.index(), fold.from(), fold.to()).ring();
    Formula turned = ring.of(fold.from().plus(fold.to()).minus(fold.index())).formula();
    List<Formula> witness = List.of(turned, turned);
    Formula body = at(fold, turned, ring);
    Fold backwards = new Fold(Combination.SUM, fold.index(), fold.from(), fold.to(), body);
    trace.step("change of index", fold, backwards, witness);
    Formula second = ring.of(fold.from().plus(Formula.ONE)).formula();
    Fold rest = new Fold(Combination.SUM, fold.index(), second, fold.to(), body);
    Formula last = at(backwards, fold.from(), ring);
    Formula sum = new Formula.Add(List.of(last, rest));
    trace.step("first term", backwards, sum);
    Formula before = ring.of(fold.to().minus(Formula.ONE)).formula();
    Fold forwards = new Fold(Combination.SUM, fold.index(), fold.from(), before, fold.body());
    trace.step("change of index", rest, forwards, witness);
    return new Formula.Add(List.of(last, forwards));
  }

  private static Formula at(Fold fold, Formula index, Ring ring) {
    return ring.tidy(
        Multi.replaced(fold.body(), Map.of(fold.index().name(), index), ring.integers()));
  }
}
