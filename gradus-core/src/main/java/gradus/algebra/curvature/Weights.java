package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Weights p for which a matrix may be `diag(p) − ppᵀ`.
public final class Weights {

  private Weights() {}

  /// Proposals: whether one is right is for a replay to say.
  public static List<CurvatureProof> proposals(Goal.Semidefinite goal) {
    List<Formula> found = new ArrayList<>();
    collect(goal, gradus.algebra.calculus.Derivative.taken(goal.entry()), found);
    List<Formula> multiples = new ArrayList<>(List.of(Formula.ONE));
    multiples(goal, gradus.algebra.calculus.Derivative.taken(goal.entry()), multiples);
    List<CurvatureProof> proposals = new ArrayList<>();
    for (Formula times : multiples.stream().distinct().limit(3).toList()) {
      found.stream()
          .distinct()
          .limit(3)
          .forEach(it -> proposals.add(new CurvatureProof.SquareSum(it, goal.row(), times)));
    }
    return proposals;
  }

  /// Sums of entries of which the matrix may be a multiple.
  private static void multiples(Goal.Semidefinite goal, Formula term, List<Formula> found) {
    if (term instanceof Fold sum && sum.combination() == Combination.SUM) {
      entries(sum.body(), sum)
          .map(it -> new Fold(Combination.SUM, sum.index(), sum.from(), sum.to(), it))
          .filter(it -> new Ranges(new Known(goal.setting())).of(it).isNotNegative())
          .forEach(found::add);
    }
    Parts.of(term).forEach(part -> multiples(goal, part, found));
  }

  private static Stream<Formula> entries(Formula term, Fold sum) {
    return term.equals(new Entry(name(term), List.of(sum.index())))
        ? Stream.of(term)
        : Parts.of(term).stream().flatMap(it -> entries(it, sum));
  }

  private static String name(Formula term) {
    return term instanceof Entry(String tensor, List<Formula> _) ? tensor : "";
  }

  private static void collect(Goal.Semidefinite goal, Formula term, List<Formula> found) {
    boolean about =
        Substitution.variables(term).contains(goal.row().name())
            && !Substitution.variables(term).contains(goal.column().name());
    if (about && (term instanceof Div || term instanceof Entry)) {
      found.add(term);
      return;
    }
    if (term instanceof Fold sum
        && sum.combination() == Combination.SUM
        && sum.body() instanceof Call(String exp, List<Formula> _)
        && exp.equals("exp")) {
      found.add(SoftmaxForm.replaced(sum.body(), sum.index(), goal.row()).over(sum));
    }
    Parts.of(term).forEach(part -> collect(goal, part, found));
  }
}
