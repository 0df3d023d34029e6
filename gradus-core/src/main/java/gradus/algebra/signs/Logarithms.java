package gradus.algebra.signs;

import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import java.util.ArrayList;
import java.util.List;

/// A difference of logarithms and a rest, with its exponentials.
///
/// @param above the arguments of what is added
/// @param below the arguments of what is taken away
/// @param rest what is no logarithm
public record Logarithms(List<Formula> above, List<Formula> below, List<Formula> rest) {

  /// `A e^R − B`, of the sign of `log A − log B + R` since `A` and `B` are positive; the term
  /// itself if it has no logarithm.
  public static Formula without(Formula term) {
    Logarithms parts = new Logarithms(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    parts.collect(term, true);
    if (parts.above.isEmpty() && parts.below.isEmpty()) {
      return term;
    }
    Formula exponent = parts.rest.stream().reduce(Formula.ZERO, Formula::plus);
    Formula left = product(parts.above);
    return (parts.rest.isEmpty() ? left : left.times(Formula.call("exp", exponent)))
        .minus(product(parts.below));
  }

  private static Formula product(List<Formula> factors) {
    return factors.stream().reduce(Formula.ONE, Formula::times);
  }

  private void collect(Formula term, boolean plus) {
    switch (term) {
      case Formula.Add(List<Formula> terms) -> terms.forEach(it -> collect(it, plus));
      case Formula.Neg(Formula inner) -> collect(inner, !plus);
      case Call(String function, List<Formula> arguments) when function.equals("log") ->
          (plus ? above : below).add(arguments.getFirst());
      case Call(String function, List<Formula> arguments) when function.equals("softplus") ->
          (plus ? above : below).add(Formula.ONE.plus(Formula.call("exp", arguments.getFirst())));
      case Formula.Num _,
          Formula.Named _,
          Formula.Var _,
          Formula.Entry _,
          Formula.Mul _,
          Formula.Div _,
          Formula.Power _,
          Call _,
          Formula.Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          rest.add(plus ? term : term.negated());
    }
  }
}
