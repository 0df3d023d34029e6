package gradus.algebra.prove;

import gradus.algebra.calculus.Definitions;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Given equations, solved for one of their atoms.
final class Givens {

  private final Map<String, Formula> replacements = new LinkedHashMap<>();
  private final Set<String> fixed = new LinkedHashSet<>();

  private Givens() {}

  /// What stands in the place of an atom, by its key.
  static Map<String, Formula> of(List<Condition> conditions, Context context) {
    Givens givens = new Givens();
    conditions.forEach(condition -> givens.add(condition, context));
    return givens.replacements;
  }

  private void add(Condition condition, Context context) {
    switch (condition) {
      case Condition.And(List<Condition> parts) -> parts.forEach(part -> add(part, context));
      case Condition.Compare(Relation relation, Formula left, Formula right)
          when relation == Relation.EQ -> {
        Ring ring = context.ring();
        Polynomial form = ring.of(ring.tidy(left)).minus(ring.of(ring.tidy(right)));
        Optional<Atom> atom = pivot(form, ring);
        if (atom.isPresent()) {
          Monomial alone = Monomial.of(atom.get(), Fraction.ONE);
          Fraction coefficient = form.coefficient(alone);
          Polynomial rest = form.minus(Polynomial.of(alone, coefficient));
          replacements.put(
              atom.get().key(), rest.scale(Fraction.of(-1).over(coefficient)).formula());
          // no cycles: what a replacement speaks of is never replaced itself
          fixed.add(atom.get().key());
          rest.terms().keySet().forEach(m -> m.powers().keySet().forEach(this::fix));
        }
      }
      case Condition.Compare _, Condition.Or _, Condition.Not _ -> {}
    }
  }

  private void fix(Atom atom) {
    fixed.add(atom.key());
    fixed.addAll(atom.variables());
  }

  private Optional<Atom> pivot(Polynomial form, Ring ring) {
    Optional<Atom> best = Optional.empty();
    for (Map.Entry<Monomial, Fraction> term : form.terms().entrySet()) {
      Optional<Atom> atom = Polynomial.of(term.getKey(), Fraction.ONE).atom();
      if (atom.isEmpty() || !fits(atom.get(), term, form, ring)) {
        continue;
      }
      if (best.isEmpty() || rank(atom.get()) > rank(best.get())) {
        best = atom;
      }
    }
    return best;
  }

  private boolean fits(Atom atom, Map.Entry<Monomial, Fraction> term, Polynomial form, Ring ring) {
    Polynomial rest = form.minus(Polynomial.of(term.getKey(), term.getValue()));
    boolean variable = atom.term() instanceof Formula.Var;
    boolean unit = term.getValue().numerator().abs().equals(BigInteger.ONE);
    return !fixed.contains(atom.key())
        && Definitions.of(atom.term()).isEmpty()
        && (!ring.isWhole(term.getKey()) || unit)
        && (!variable || !Multi.uses(rest, atom.key()))
        && rest.terms().keySet().stream().noneMatch(m -> m.exponent(atom).signum() != 0);
  }

  private static int rank(Atom atom) {
    return switch (atom.term()) {
      case Formula.Fold _ -> 3;
      case Formula.Call _ -> 2;
      case Formula.Entry _ -> 1;
      case Formula.Num _,
          Formula.Named _,
          Formula.Var _,
          Formula.Add _,
          Formula.Neg _,
          Formula.Mul _,
          Formula.Div _,
          Formula.Power _,
          Formula.Iverson _,
          Formula.Choose _ ->
          0;
    };
  }
}
