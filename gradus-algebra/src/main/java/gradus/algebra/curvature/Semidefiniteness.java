package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Setting.Range;
import gradus.algebra.Verdict;
import gradus.algebra.refute.Effort;
import gradus.algebra.refute.Real;
import gradus.algebra.refute.Refuter;
import gradus.algebra.refute.Values;
import gradus.algebra.signs.Laws;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether a matrix is symmetric and positive semidefinite.
///
/// A matrix of numbers is decided. The Jacobian of a softmax, Gram matrices, diagonals and their
/// sums are recognised at all sizes, and small ones by their minors. Anything else is refuted by a
/// vector, where one is found.
public final class Semidefiniteness {

  private static final int LARGEST = 12;

  private static final Effort SHORT = Effort.standard().within(1_000_000);

  private Semidefiniteness() {}

  /// What can be said of a goal.
  public static Verdict decide(Goal.Semidefinite goal) {
    Optional<Verdict> refuted = asymmetric(goal).or(() -> negative(goal));
    if (refuted.isPresent()) {
      return refuted.get();
    }
    return numbers(goal)
        .<CurvatureProof>map(CurvatureProof.Pivots::new)
        .filter(it -> Laws.prove(goal, it))
        .or(() -> Minors.proof(goal))
        .<Verdict>map(Verdict.Proved::new)
        .orElse(
            new Verdict.Undecided(
                "no vector shows it negative, and it is no sum of squares that is recognised"));
  }

  private static Optional<Verdict> asymmetric(Goal.Semidefinite goal) {
    Formula other = Substitution.exchanged(goal.entry(), goal.row(), goal.column());
    return Refuter.refute(
            new Goal.Compare(Laws.within(goal), goal.entry(), Relation.EQ, other), SHORT)
        .map(Verdict.Refuted::new);
  }

  /// A vector `v` with `vᵀMv < 0`.
  private static Optional<Verdict> negative(Goal.Semidefinite goal) {
    return Refuter.refute(form(goal)).map(Verdict.Refuted::new);
  }

  /// What semidefiniteness means: `vᵀMv ≥ 0`.
  public static Goal.Compare form(Goal.Semidefinite goal) {
    Setting setting = goal.setting();
    Map<String, List<Range>> tensors = new LinkedHashMap<>(setting.tensors());
    String name = "v";
    while (tensors.containsKey(name) || setting.variables().containsKey(name)) {
      name += "′";
    }
    tensors.put(name, List.of(new Range(Formula.ONE, goal.size())));
    Formula product =
        new Entry(name, List.of(goal.row()))
            .times(goal.entry())
            .times(new Entry(name, List.of(goal.column())));
    Formula form = sum(goal.row(), goal.size(), sum(goal.column(), goal.size(), product));
    Setting with = new Setting(setting.variables(), tensors, setting.given());
    return new Goal.Compare(with, form, Relation.GE, Formula.ZERO);
  }

  private static Formula sum(Var index, Formula size, Formula body) {
    return new Fold(Combination.SUM, index, Formula.ONE, size, body);
  }

  private static Optional<List<List<Fraction>>> numbers(Goal.Semidefinite goal) {
    if (!(goal.size() instanceof Formula.Num size)
        || size.numerator().bitLength() > 8
        || size.numerator().intValue() > LARGEST) {
      return Optional.empty();
    }
    int n = size.numerator().intValue();
    List<List<Fraction>> rows = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      List<Fraction> row = new ArrayList<>();
      for (int j = 1; j <= n; j++) {
        Map<String, Fraction> at =
            Map.of(goal.row().name(), Fraction.of(i), goal.column().name(), Fraction.of(j));
        if (!(Values.of(goal.entry(), at) instanceof Real.Exact(Fraction value))) {
          return Optional.empty();
        }
        row.add(value);
      }
      rows.add(row);
    }
    return Optional.of(rows);
  }
}
