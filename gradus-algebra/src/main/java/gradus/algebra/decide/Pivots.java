package gradus.algebra.decide;

import gradus.algebra.Goal;
import gradus.algebra.signs.Reasons;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Polynomials on whose sign a limit may depend.
final class Pivots {

  private static final int MOST = 3;

  private Pivots() {}

  /// What is compared in the terms of a goal, then its names, few of them.
  static List<Formula> of(Goal.Limit goal) {
    Set<Formula> pivots = new LinkedHashSet<>();
    List.of(goal.value(), goal.function()).forEach(it -> compared(it, pivots));
    Substitution.variables(goal.function()).forEach(it -> pivots.add(Formula.var(it)));
    return pivots.stream()
        .filter(it -> Reasons.isPolynomial(it) && !isAbout(goal, it))
        .limit(MOST)
        .toList();
  }

  private static boolean isAbout(Goal.Limit goal, Formula term) {
    return Substitution.variables(term).contains(goal.by().name());
  }

  private static void compared(Formula term, Set<Formula> pivots) {
    if (term instanceof Call(String function, List<Formula> arguments)) {
      switch (function) {
        case "relu", "abs", "sign" -> pivots.add(arguments.getFirst());
        case "max", "min" -> pivots.add(arguments.getFirst().minus(arguments.getLast()));
        default -> {}
      }
    }
    Parts.of(term).forEach(it -> compared(it, pivots));
  }
}
