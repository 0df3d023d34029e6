package gradus.algebra.curvature;

import gradus.algebra.Setting;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Neg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the largest of some numbers is compared with: the logarithm of the sum of their
/// exponentials, that without the logarithm of their count, their mean, and one of them.
final class Extremes {

  private Extremes() {}

  /// The law by which `U − L` is 0 or more, where each of both is of these, or empty.
  static Optional<List<String>> shown(Setting setting, Formula term, boolean strict) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    collect(term, true, above, below);
    if (strict || below.size() != 1 || above.isEmpty() || above.size() > 2) {
      return Optional.empty();
    }
    Formula low = below.getFirst();
    for (Formula high : above) {
      List<Formula> rest = new ArrayList<>(above);
      rest.remove(high);
      Optional<String> law = law(setting, low, high, rest);
      if (law.isPresent()) {
        return law.map(List::of);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> law(
      Setting setting, Formula low, Formula high, List<Formula> rest) {
    Optional<Fold> sum = exponentials(high);
    if (rest.isEmpty() && low instanceof Fold most && isMost(most) && sum.isPresent()) {
      return isSame(most, sum.get()) ? Optional.of("max ≤ log-sum-exp") : Optional.empty();
    }
    if (!(high instanceof Fold most) || !isMost(most)) {
      return Optional.empty();
    }
    Optional<Fold> lower = exponentials(low);
    if (lower.isPresent()
        && rest.equals(List.of(Formula.call("log", most.to())))
        && most.from().equals(Formula.ONE)) {
      return isSame(most, lower.get())
          ? Optional.of("log-sum-exp ≤ max + log n")
          : Optional.empty();
    }
    if (rest.isEmpty()
        && low instanceof Div(Fold total, Formula count)
        && total.combination() == Combination.SUM
        && count.equals(most.to())
        && new Spreads(setting).of(count).isPositive()
        && most.from().equals(Formula.ONE)) {
      return isSame(most, total) ? Optional.of("mean ≤ max") : Optional.empty();
    }
    boolean one = rest.isEmpty() && new Shares(setting).place(low, most).isPresent();
    return one ? Optional.of("each ≤ max") : Optional.empty();
  }

  private static boolean isMost(Fold fold) {
    return fold.combination() == Combination.MAX;
  }

  /// The sum of `e^f` as one of `f`, in a logarithm.
  private static Optional<Fold> exponentials(Formula term) {
    return term instanceof Call(String log, List<Formula> inner)
            && log.equals("log")
            && inner.getFirst() instanceof Fold sum
            && sum.combination() == Combination.SUM
            && sum.body() instanceof Call(String exp, List<Formula> exponent)
            && exp.equals("exp")
        ? Optional.of(
            new Fold(Combination.SUM, sum.index(), sum.from(), sum.to(), exponent.getFirst()))
        : Optional.empty();
  }

  private static boolean isSame(Fold one, Fold other) {
    return one.from().equals(other.from())
        && one.to().equals(other.to())
        && SoftmaxForm.replaced(other.body(), other.index(), one.index()).equals(one.body());
  }

  private static void collect(
      Formula term, boolean plus, List<Formula> above, List<Formula> below) {
    switch (term) {
      case Add(List<Formula> terms) -> terms.forEach(it -> collect(it, plus, above, below));
      case Neg(Formula inner) -> collect(inner, !plus, above, below);
      case Formula.Num _,
          Formula.Named _,
          Formula.Var _,
          Formula.Entry _,
          Formula.Mul _,
          Formula.Div _,
          Formula.Power _,
          Formula.Call _,
          Formula.Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          (plus ? above : below).add(term);
    }
  }
}
