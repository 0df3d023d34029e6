package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks at a function of a few entries as one of as many numbers.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Entries(Inequalities search, Known known, int depth) {

  private static final int MOST = 3;

  Optional<Reason> shown(Formula term, boolean strict) {
    Set<Formula> entries = new LinkedHashSet<>();
    collect(term, entries);
    boolean few = !entries.isEmpty() && entries.size() <= MOST;
    if (!few || depth > 4 || !hasFunction(term) || !Wholes.folds(term).isEmpty()) {
      return Optional.empty();
    }
    Known there = known;
    Formula other = term;
    List<Var> names = new ArrayList<>();
    for (Formula each : entries) {
      Var name = Inequalities.fresh(there, other, "t");
      there = there.ranged(name, each);
      other = Known.replaced(other, each, name);
      names.add(name);
    }
    if (Substitution.variables(other).size() > MOST) {
      return Optional.empty();
    }
    return of(List.copyOf(entries), names, known, term, strict);
  }

  /// With names in the place of entries, one after another.
  private Optional<Reason> of(
      List<Formula> entries, List<Var> names, Known here, Formula term, boolean strict) {
    if (entries.isEmpty()) {
      return search.shown(here, term, strict, depth);
    }
    Formula entry = entries.getFirst();
    Var name = names.getFirst();
    Formula other = Known.replaced(term, entry, name);
    return of(
            entries.subList(1, entries.size()),
            names.subList(1, names.size()),
            here.ranged(name, entry),
            other,
            strict)
        .map(it -> new Reason.General(term, strict, entry, name, it));
  }

  private static boolean hasFunction(Formula term) {
    return term instanceof Formula.Call
        || Known.evaluated(term).stream().anyMatch(Entries::hasFunction);
  }

  private static void collect(Formula term, Set<Formula> found) {
    if (term instanceof Entry) {
      found.add(term);
    }
    Known.evaluated(term).forEach(it -> collect(it, found));
  }
}
