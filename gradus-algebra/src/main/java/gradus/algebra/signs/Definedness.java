package gradus.algebra.signs;

import gradus.algebra.Setting;
import gradus.algebra.calculus.Definitions;
import gradus.algebra.checker.Premises;
import gradus.algebra.linear.Elimination;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Parts;
import java.util.List;
import java.util.Set;

/// Where terms have values.
public final class Definedness {

  private static final Set<String> TOTAL =
      Set.of("sigmoid", "tanh", "softplus", "relu", "abs", "sign", "max", "min", "expm1");

  private Definedness() {}

  /// Whether a term certainly has a value wherever another one has.
  public static boolean isDefined(Setting setting, Formula where, Formula term) {
    return Premises.of(setting, Elimination::contradiction).isDefined(total(where), total(term));
  }

  /// Whether a logarithm stands in a term: an exponential of it would be written as a power, which
  /// has a value where the logarithm has none.
  private static boolean hasLogarithm(Formula term) {
    return (term instanceof Call(String function, List<Formula> _) && function.equals("log"))
        || Parts.of(term).stream().anyMatch(Definedness::hasLogarithm);
  }

  /// The term with functions that have a value everywhere as something unknown that has.
  private static Formula total(Formula term) {
    if (term instanceof Call(String root, List<Formula> _)
        && Set.of("sqrt", "log1p").contains(root)) {
      return Definitions.of(term).map(Definedness::total).orElse(term);
    }
    List<Formula> parts = Parts.of(term).stream().map(Definedness::total).toList();
    return term instanceof Call(String function, List<Formula> _)
            && (TOTAL.contains(function) || (function.equals("exp") && hasLogarithm(term)))
        ? new Formula.Entry("value of " + function, parts)
        : Parts.replaced(term, parts);
  }
}
