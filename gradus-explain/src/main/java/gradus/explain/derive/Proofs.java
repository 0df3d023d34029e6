package gradus.explain.derive;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Verdict;
import gradus.algebra.decide.Decision;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// What the engine's own algebra says of an equation between scalars.
final class Proofs {

  private Proofs() {}

  /// `proved` where the closed form of a rule is proved to be the derivative, else "".
  static String remark(ScalarRule rule) {
    return word(Formula.call("derivative", rule.definition(), rule.by()), rule.closed());
  }

  /// `proved`, `refuted`, … or "" where nothing can be said.
  static String word(Formula left, Formula right) {
    Map<Formula, Formula> letters = new LinkedHashMap<>();
    Formula a = scalars(left, letters);
    Formula b = scalars(right, letters);
    Goal goal = new Goal.Compare(new Setting(Map.of(), Map.of(), List.of()), a, Relation.EQ, b);
    return switch (Decision.decide(goal)) {
      case Verdict.Proved _ -> "proved for all values";
      case Verdict.ProvedFor _ -> "proved for some sizes";
      case Verdict.Refuted _ -> "refuted";
      case Verdict.Checked(int digits, int points) ->
          "checked to " + digits + " digits at " + points + " points";
      case Verdict.Undecided _ -> "";
    };
  }

  /// The term with a letter in the place of each entry.
  private static Formula scalars(Formula term, Map<Formula, Formula> letters) {
    return new Substitution(
            Formula::var,
            entry -> letters.computeIfAbsent(entry, _ -> Formula.var("x" + (letters.size() + 1))),
            new LinkedHashSet<>())
        .in(term);
  }
}
