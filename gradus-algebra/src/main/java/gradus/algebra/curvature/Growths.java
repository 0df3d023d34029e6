package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Neg;
import java.util.List;
import java.util.Optional;

/// Looks at `f(u) − f(v)`, in either order, for a function that grows.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Growths(Inequalities search, Known known, int depth) {

  Optional<Reason> shown(Formula term, boolean strict) {
    if (term instanceof Add(List<Formula> terms)
        && terms.size() == 2
        && terms.getFirst() instanceof Neg(Formula less)
        && terms.getLast() instanceof Call more) {
      return shown(more.minus(less), strict).flatMap(it -> search.by(known, term, Formula.ONE, it));
    }
    return term instanceof Add(List<Formula> terms)
            && terms.size() == 2
            && terms.getFirst() instanceof Call(String up, List<Formula> u)
            && terms.getLast() instanceof Neg(Call(String down, List<Formula> v))
            && up.equals(down)
            && u.size() == 1
        ? search
            .shown(known, u.getFirst().minus(v.getFirst()), strict, depth + 1)
            .map(it -> new Reason.Growing(term, strict, it))
        : Optional.empty();
  }
}
