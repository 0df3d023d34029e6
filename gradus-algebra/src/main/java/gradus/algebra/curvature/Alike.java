package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import java.util.Optional;
import java.util.Set;

/// Looks at a term with one name in the place of another one that is given to be equal, as cases of
/// `[i = j]` leave it.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Alike(Inequalities search, Known known, int depth) {

  Optional<Reason> shown(Formula term, boolean strict) {
    Set<String> names = Substitution.variables(term);
    for (Condition condition : known.setting().given()) {
      if (condition instanceof Condition.Compare(Relation relation, Var u, Var v)
          && relation == Relation.EQ
          && names.contains(u.name())
          && names.contains(v.name())) {
        Formula other = Known.replaced(term, v, u);
        return search
            .shown(known, other, strict, depth + 1)
            .flatMap(it -> search.by(known, term, Formula.ONE, it));
      }
    }
    return Optional.empty();
  }
}
