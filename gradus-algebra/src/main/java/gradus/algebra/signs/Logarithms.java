package gradus.algebra.signs;

import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import java.util.ArrayList;
import java.util.List;

/// A difference of logarithms and a rest, with its exponentials.
///
/// @param above the arguments of what is added
/// @param below the arguments of what is taken away
/// @param more what is no logarithm and is added, and numbers
/// @param less what is no logarithm and is taken away
record Logarithms(
    List<Formula> above, List<Formula> below, List<Formula> more, List<Formula> less) {

  /// `A e^R − B e^S`, of the sign of `log A − log B + R − S` since `A` and `B` are positive.
  static Formula without(Formula term) {
    Logarithms parts =
        new Logarithms(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    parts.collect(term, true);
    return product(parts.above, parts.more).minus(product(parts.below, parts.less));
  }

  private static Formula product(List<Formula> factors, List<Formula> exponents) {
    Formula product = factors.stream().reduce(Formula.ONE, Formula::times);
    Formula exponent = exponents.stream().reduce(Formula.ZERO, Formula::plus);
    return exponents.isEmpty() ? product : product.times(Formula.call("exp", exponent));
  }

  private void collect(Formula term, boolean plus) {
    switch (term) {
      case Formula.Add(List<Formula> terms) -> terms.forEach(it -> collect(it, plus));
      case Formula.Neg(Formula inner) -> collect(inner, !plus);
      case Call(String function, List<Formula> arguments) when function.equals("log") ->
          (plus ? above : below).add(arguments.getFirst());
      case Call(String function, List<Formula> arguments) when function.equals("softplus") ->
          (plus ? above : below).add(Formula.ONE.plus(Formula.call("exp", arguments.getFirst())));
      case Formula.Num _ -> more.add(plus ? term : term.negated());
      default -> (plus ? more : less).add(term);
    }
  }
}
