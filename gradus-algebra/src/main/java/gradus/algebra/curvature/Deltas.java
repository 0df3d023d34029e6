package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.util.List;
import java.util.Optional;

/// Terms without sums of which one index is left, as derivatives by entries leave them: `Σ [s = i]
/// e^xₛ` is `e^xᵢ`. What stands around them, also within sizes and squares, is brought into its
/// canonical form.
///
/// @param search looks for canonical forms and for the reason
record Deltas(Inequalities search) {

  Optional<Reason> shown(Known known, Formula term, boolean strict, int depth) {
    if (!hasDelta(term)) {
      return Optional.empty();
    }
    Formula plain = plain(known, term);
    return plain.equals(term)
        ? Optional.empty()
        : search
            .shown(known, plain, strict, depth + 1)
            .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }

  private Formula plain(Known known, Formula term) {
    if (!hasDelta(term)) {
      return term;
    }
    if (isBeside(term)) {
      return search.normal(known, term).orElse(term);
    }
    return switch (term) {
      case Fold(var kind, var index, Formula from, Formula to, Formula body) ->
          new Fold(kind, index, from, to, plain(known.inside((Fold) term), body));
      case Iverson _, Formula.Choose _, Formula.Entry _ -> term;
      default -> Parts.replaced(term, Parts.of(term).stream().map(it -> plain(known, it)).toList());
    };
  }

  private static boolean hasDelta(Formula term) {
    return isDelta(term) || Parts.of(term).stream().anyMatch(Deltas::hasDelta);
  }

  /// Whether such a sum is a summand or factor, or one in them.
  private static boolean isBeside(Formula term) {
    return isDelta(term)
        || ((term instanceof Add
                || term instanceof Neg
                || term instanceof Mul
                || term instanceof Div)
            && Parts.of(term).stream().anyMatch(Deltas::isBeside));
  }

  /// Whether a term is a sum over an index that a factor lets have one value.
  private static boolean isDelta(Formula term) {
    return term instanceof Fold sum
        && sum.combination() == Formula.Combination.SUM
        && factors(sum.body()).stream().anyMatch(it -> isAt(it, sum));
  }

  private static List<Formula> factors(Formula term) {
    return switch (term) {
      case Mul(List<Formula> all) -> all.stream().flatMap(it -> factors(it).stream()).toList();
      case Neg(Formula inner) -> factors(inner);
      case Div(Formula above, Formula _) -> factors(above);
      default -> List.of(term);
    };
  }

  private static boolean isAt(Formula factor, Fold sum) {
    return factor instanceof Iverson(Condition.Compare(Relation relation, Formula u, Formula v))
        && relation == Relation.EQ
        && Substitution.variables(u.minus(v)).contains(sum.index().name());
  }
}
