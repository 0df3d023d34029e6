package gradus.algebra.curvature;

import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Parts of a term in whose place one number may be put.
final class Composites {

  private static final int MOST = 8;

  private Composites() {}

  /// The parts that are more than a name and are no number, the largest first.
  static List<Formula> of(Formula term) {
    List<Formula> found = new ArrayList<>();
    Known.evaluated(term).forEach(part -> collect(part, found));
    return found.stream()
        .distinct()
        .sorted(java.util.Comparator.comparingInt(it -> -size(it)))
        .limit(MOST)
        .toList();
  }

  private static void collect(Formula term, List<Formula> found) {
    if (!(term instanceof Var) && !isNumber(term)) {
      found.add(term);
    }
    Known.evaluated(term).forEach(part -> collect(part, found));
  }

  private static boolean isNumber(Formula term) {
    return term instanceof Formula.Named
        || term instanceof Formula.Num
        || (!Parts.of(term).isEmpty()
            && !(term instanceof Formula.Entry)
            && Parts.of(term).stream().allMatch(Composites::isNumber));
  }

  /// Of how many parts a term is made.
  static int size(Formula term) {
    return 1 + Parts.of(term).stream().mapToInt(Composites::size).sum();
  }

  /// Whether a term has no other name, and nothing but functions of it, one at least.
  static boolean isAbout(Formula term, Var name) {
    return hasFunction(term)
        && Substitution.variables(term).equals(Set.of(name.name()))
        && isPlain(term);
  }

  private static boolean hasFunction(Formula term) {
    return term instanceof Formula.Call
        || term instanceof Formula.Power
        || term instanceof Formula.Div
        || Parts.of(term).stream().anyMatch(Composites::hasFunction);
  }

  private static boolean isPlain(Formula term) {
    return !(term instanceof Formula.Entry)
        && !(term instanceof Formula.Fold)
        && Parts.of(term).stream().allMatch(Composites::isPlain);
  }
}
