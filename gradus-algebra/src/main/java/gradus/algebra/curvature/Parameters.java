package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.algebra.signs.Reasons;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at all values of a name that has few, or at the two ends of one in which a term is affine.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Parameters(Inequalities search, Known known, int depth) {

  Optional<Reason> shown(Formula term, boolean strict) {
    List<String> names = Substitution.variables(term).stream().sorted().toList();
    return names.size() < 2 || depth > 3
        ? Optional.empty()
        : names.stream().flatMap(it -> at(term, strict, Formula.var(it)).stream()).findFirst();
  }

  /// Both ends of what a name may be, where a term bends down between them; else none.
  private List<Fraction> ends(Signs signs, Formula term, Var name) {
    List<Fraction> ends =
        known.setting().isInteger(name.name()) ? List.of() : signs.ends(name.name());
    if (ends.isEmpty()) {
      return ends;
    }
    try {
      Formula bend = new Derivative(name).of(new Derivative(name).of(term));
      return new Ranges(known).of(bend.negated()).isNotNegative() ? ends : List.of();
    } catch (GraphException noRule) {
      return List.of();
    }
  }

  private Optional<Reason> at(Formula term, boolean strict, Var name) {
    Signs signs = new Signs(known.setting(), strict);
    List<Fraction> affine = signs.values(term, name.name());
    List<Fraction> values = affine.isEmpty() ? ends(signs, term, name) : affine;
    Known there = known.with(name, Setting.Kind.REAL);
    List<Reason> each = new ArrayList<>();
    for (Fraction value : values) {
      Formula at = Known.replaced(term, name, Ranges.number(value));
      Optional<Reason> reason = search.shown(there, at, strict, depth + 1);
      if (reason.isEmpty()) {
        return reason;
      }
      each.add(reason.get());
    }
    return Optional.<Reason>of(new Reason.Values(term, strict, name, values, each))
        .filter(it -> !values.isEmpty() && Reasons.hold(known.setting(), it));
  }
}
