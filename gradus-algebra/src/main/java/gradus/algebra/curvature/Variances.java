package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Reasons;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Var;
import java.util.List;
import java.util.Optional;

/// Variances with shares `w` that add up to 1: `Σ w v² − (Σ w v)²` is `Σ w (v − Σ w v)²`.
///
/// @param search looks for the equation
/// @param known what is given
record Variances(Inequalities search, Known known) {

  Optional<Reason> shown(Formula term, Fold share) {
    List<Setting.Range> range = List.of(new Setting.Range(share.from(), share.to()));
    return known.setting().tensors().entrySet().stream()
        .filter(it -> it.getValue().equals(range))
        .flatMap(it -> shown(term, share, it.getKey()).stream())
        .findFirst();
  }

  private Optional<Reason> shown(Formula term, Fold share, String vector) {
    Var index = share.index();
    Formula here = new Formula.Entry(vector, List.of(index));
    Var other = Inequalities.fresh(known, term.plus(share).plus(index), index.name() + "′");
    Formula there = Known.replaced(share.body().times(here), index, other);
    Formula mean = new Fold(Combination.SUM, other, share.from(), share.to(), there);
    Formula apart = here.minus(mean).power(Formula.number(2));
    Formula body = new Mul(List.of(share.body(), apart));
    Fold whole = new Fold(Combination.SUM, index, share.from(), share.to(), body);
    return Optional.<Reason>of(new Reason.Parts(whole, false))
        .filter(it -> Reasons.hold(known.setting(), it))
        .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }
}
