package gradus.algebra.curvature;

import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where terms are defined, and their logarithms.
final class Domains {

  private Domains() {}

  /// The parts of a term that are evaluated whenever it is, outside of sums.
  static List<Formula> parts(Formula term) {
    return switch (term) {
      case Formula.Add(List<Formula> terms) -> terms;
      case Formula.Neg(Formula inner) -> List.of(inner);
      case Formula.Mul(List<Formula> factors) -> factors;
      case Formula.Div(Formula above, Formula below) -> List.of(above, below);
      case Formula.Power(Formula base, Formula exponent) -> List.of(base, exponent);
      case Call(String _, List<Formula> arguments) -> arguments;
      case Formula.Num _,
          Formula.Named _,
          Formula.Var _,
          Formula.Entry _,
          Formula.Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          List.of();
    };
  }

  /// The setting, and that the arguments of logarithms are positive.
  static Setting within(Setting setting, Formula term) {
    Set<Condition> given = new LinkedHashSet<>(setting.given());
    logarithms(term, given);
    return new Setting(setting.variables(), setting.tensors(), List.copyOf(given));
  }

  private static void logarithms(Formula term, Set<Condition> given) {
    if (term instanceof Call(String function, List<Formula> arguments)
        && function.equals("log")
        && !(arguments.getFirst() instanceof Formula.Num)) {
      given.add(Condition.compare(Relation.GT, arguments.getFirst(), Formula.ZERO));
    }
    parts(term).forEach(part -> logarithms(part, given));
  }

  /// `A e^R − B` for `log A − log B + R`; none without a logarithm.
  static Optional<Formula> withoutLogarithms(Formula term) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    List<Formula> rest = new ArrayList<>();
    collect(term, true, above, below, rest);
    if (above.isEmpty() && below.isEmpty()) {
      return Optional.empty();
    }
    Formula scale = Formula.call("exp", sum(rest));
    Formula left = rest.isEmpty() ? product(above) : product(above).times(scale);
    return Optional.of(left.minus(product(below)));
  }

  private static Formula sum(List<Formula> terms) {
    return terms.stream().reduce(Formula.ZERO, Formula::plus);
  }

  private static Formula product(List<Formula> factors) {
    return factors.stream().reduce(Formula.ONE, Formula::times);
  }

  private static void collect(
      Formula term, boolean plus, List<Formula> above, List<Formula> below, List<Formula> rest) {
    switch (term) {
      case Formula.Add(List<Formula> terms) ->
          terms.forEach(it -> collect(it, plus, above, below, rest));
      case Formula.Neg(Formula inner) -> collect(inner, !plus, above, below, rest);
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
          Formula.Call _,
          Formula.Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          rest.add(plus ? term : term.negated());
    }
  }
}
