package gradus.algebra.checker;

import gradus.algebra.Setting;
import gradus.algebra.checker.Sum.Atom;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A place in a term: what bound variables stand for there, and what is known.
///
/// @param values the bound variables by their names, which hide the setting's
/// @param depth how many variables are bound
record Scope(Setting setting, Map<String, Sum> values, int depth, List<Fact> known) {

  /// `form ≥ 0`, or `form > 0` if strict.
  record Fact(Sum form, boolean strict) {

    Fact contrary() {
      return new Fact(form.scale(Fraction.of(-1)), !strict);
    }

    boolean isFalse() {
      return form.isNumber() && form.constant().signum() < (strict ? 1 : 0);
    }
  }

  Scope with(List<Fact> more) {
    return new Scope(setting, values, depth, Stream.concat(known.stream(), more.stream()).toList());
  }

  /// Where a name is bound to a value.
  Scope with(String name, Sum value) {
    Map<String, Sum> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Scope(setting, more, depth + 1, known);
  }

  /// Where nothing is known, as below a derivative: what holds at a point may not hold near it.
  Scope bare() {
    return new Scope(setting, values, depth, List.of());
  }

  /// A variable that is bound next; the indices of canonical sums have smaller numbers.
  Atom fresh() {
    return new Atom(1_000_000 + depth, List.of());
  }

  Scope inside(Formula.Fold fold) {
    Canon canon = new Canon(this);
    Sum index = fresh().sum();
    return with(fold.index().name(), index)
        .with(between(canon.of(fold.from()), index, canon.of(fold.to())));
  }

  static List<Fact> between(Sum from, Sum at, Sum to) {
    return List.of(new Fact(at.minus(from), false), new Fact(to.minus(at), false));
  }

  /// What a condition says; what is no conjunction of inequalities says nothing.
  List<Fact> of(Condition condition) {
    if (condition instanceof Condition.And(List<Condition> parts)) {
      return parts.stream().flatMap(part -> of(part).stream()).toList();
    }
    if (!(condition instanceof Condition.Compare(Relation relation, Formula left, Formula right))) {
      return List.of();
    }
    Canon canon = new Canon(this);
    return relation == Relation.NE
        ? List.of()
        : facts(relation, canon.of(left).minus(canon.of(right)));
  }

  /// What `form relation 0` says.
  List<Fact> facts(Relation relation, Sum form) {
    Sum other = Sum.ZERO.minus(form);
    return switch (relation) {
      case EQ -> List.of(row(form, false), row(other, false));
      case GE, GT -> List.of(row(form, relation == Relation.GT));
      case LE, LT -> List.of(row(other, relation == Relation.LT));
      case NE -> throw new RefusedException("checker: expected a conjunction, found ≠.");
    };
  }

  /// The fact without a common factor; if its unknowns are whole, its constant is rounded.
  Fact row(Sum form, boolean strict) {
    Sum unknowns = form.minus(Sum.of(form.constant()));
    if (unknowns.isZero()) {
      return new Fact(form, strict);
    }
    Fraction scale = Fraction.ONE.over(unknowns.content());
    Sum rest = unknowns.scale(scale);
    Fraction bound = form.constant().times(scale);
    if (!isWhole(rest)) {
      return new Fact(rest.plus(Sum.of(bound)), strict);
    }
    Fraction above = bound.negated().floor().plus(Fraction.ONE);
    return new Fact(rest.plus(Sum.of(strict ? above.negated() : bound.floor())), false);
  }

  boolean isWhole(Sum sum) {
    return sum.terms().values().stream().allMatch(Scope::isWhole)
        && sum.terms().keySet().stream().flatMap(m -> m.keySet().stream()).allMatch(this::isWhole)
        && sum.terms().keySet().stream()
            .flatMap(m -> m.values().stream())
            .allMatch(exponent -> isWhole(exponent) && exponent.signum() > 0);
  }

  static boolean isWhole(Fraction number) {
    return number.denominator().equals(BigInteger.ONE);
  }

  private boolean isWhole(Atom atom) {
    return atom.isBracket()
        || atom.head() instanceof Integer
        || atom.head().equals("floor")
        || (atom.head() instanceof Formula.Var(String name) && setting.isInteger(name));
  }

  boolean entails(Sum form, boolean strict) {
    return with(List.of(new Fact(form, strict).contrary())).isImpossible();
  }

  boolean isEqual(Sum form) {
    return entails(form, false) && entails(Sum.ZERO.minus(form), false);
  }

  /// Whether nothing can meet all that is known (Fourier and Motzkin); products are the unknowns.
  boolean isImpossible() {
    Set<Fact> rows = new LinkedHashSet<>();
    known.forEach(fact -> rows.add(row(fact.form(), fact.strict())));
    List<Map<Atom, Fraction>> met = new ArrayList<>(Elimination.unknowns(rows));
    for (int i = 0; i < met.size(); i++) {
      List<Fact> more = facts(met.get(i));
      rows.addAll(more);
      Elimination.unknowns(more).stream().filter(each -> !met.contains(each)).forEach(met::add);
    }
    return new Elimination(this).isImpossible(rows);
  }

  /// What holds of a product whatever the values of the variables.
  private List<Fact> facts(Map<Atom, Fraction> powers) {
    Sum itself = Sum.of(powers, Fraction.ONE);
    List<Fact> facts = new ArrayList<>();
    if (powers.keySet().stream().allMatch(atom -> atom.head().equals("exp"))) {
      facts.add(row(itself, true));
    }
    if (powers.values().stream().allMatch(e -> isWhole(e) && !e.numerator().testBit(0))) {
      facts.add(row(itself, false));
    }
    Atom atom = powers.keySet().iterator().next();
    if (!powers.equals(Map.of(atom, Fraction.ONE))) {
      powers.keySet().stream()
          .filter(each -> each.head().equals("floor"))
          .forEach(each -> facts.addAll(floor(each.sum(), each.parts().getFirst())));
      return facts;
    }
    if (atom.isBracket()) {
      facts.add(row(itself, false));
      facts.add(row(Sum.ONE.minus(itself), false));
    }
    if (atom.head().equals("floor")) {
      facts.addAll(floor(itself, atom.parts().getFirst()));
    }
    return facts;
  }

  /// `f ≤ r < f + 1`, multiplied by what `r` is divided by, if that is positive.
  private List<Fact> floor(Sum itself, Sum argument) {
    Fraction below = new Fraction(argument.content().denominator(), BigInteger.ONE);
    Sum scale = Sum.of(below);
    for (Map.Entry<Atom, Fraction> shared : argument.shared().entrySet()) {
      if (shared.getValue().signum() < 0) {
        if (!isGivenPositive(shared.getKey())) {
          return List.of();
        }
        scale =
            scale.times(Sum.of(Map.of(shared.getKey(), shared.getValue().negated()), Fraction.ONE));
      }
    }
    Sum rest = argument.minus(itself).times(scale);
    return List.of(row(rest, false), row(scale.minus(rest), true));
  }

  /// Whether one thing that is known says that an atom is positive.
  private boolean isGivenPositive(Atom atom) {
    return known.stream()
        .anyMatch(
            fact -> {
              Sum bound = fact.form().minus(atom.sum());
              int sign = bound.isNumber() ? bound.constant().signum() : 1;
              return sign < 0 || (sign == 0 && fact.strict());
            });
  }

  /// The same polynomial at this place, without terms that cannot differ from 0 and without
  /// brackets that hold where the rest differs from 0.
  Sum trimmed(Sum sum) {
    Sum trimmed = Sum.ZERO;
    for (Map.Entry<Map<Atom, Fraction>, Fraction> term : sum.terms().entrySet()) {
      Map<Atom, Fraction> kept = new LinkedHashMap<>(term.getKey());
      for (Atom atom : term.getKey().keySet()) {
        kept.remove(atom);
        if (!atom.isBracket() || !where(kept).entails(atom.parts().getFirst(), false)) {
          kept.put(atom, term.getKey().get(atom));
        }
      }
      if (!where(kept).isImpossible()) {
        trimmed = trimmed.plus(Sum.of(kept, term.getValue()));
      }
    }
    return trimmed;
  }

  /// Where a product may differ from 0: its brackets hold, and its entries are in the ranges of
  /// their tensors.
  Scope where(Map<Atom, Fraction> powers) {
    Canon global = new Canon(new Scope(setting, Map.of(), depth, List.of()));
    List<Fact> facts = new ArrayList<>();
    for (Atom atom : powers.keySet()) {
      if (atom.isBracket()) {
        facts.add(new Fact(atom.parts().getFirst(), false));
      }
      if (atom.head() instanceof Formula.Entry(String tensor, List<Formula> _)
          && powers.getOrDefault(atom, Fraction.ZERO).signum() > 0) {
        List<Setting.Range> ranges = setting.tensors().getOrDefault(tensor, List.of());
        for (int axis = 0; axis < Math.min(ranges.size(), atom.parts().size()); axis++) {
          Setting.Range range = ranges.get(axis);
          facts.addAll(
              between(global.of(range.from()), atom.parts().get(axis), global.of(range.to())));
        }
      }
    }
    return with(facts);
  }

  /// Whether a polynomial is positive wherever it is defined, by the signs of its parts.
  boolean isPositive(Sum sum) {
    return (!sum.isZero()
            && sum.terms().entrySet().stream()
                .allMatch(
                    term ->
                        term.getValue().signum() > 0
                            && term.getKey().keySet().stream().allMatch(this::isPositive)))
        || entails(sum, true);
  }

  private boolean isPositive(Atom atom) {
    if (atom.head().equals("exp") || atom.head().equals(new Formula.Named("pi"))) {
      return true;
    }
    if (atom.head() == Formula.Combination.SUM) {
      return entails(atom.parts().get(2).minus(atom.parts().get(1)), false)
          && below(atom).isPositive(atom.parts().get(3));
    }
    return atom.head().equals(Atom.BASE) ? isPositive(atom.sum()) : entails(atom.sum(), true);
  }

  /// Inside a canonical fold.
  Scope below(Atom fold) {
    List<Sum> parts = fold.parts();
    return with(between(parts.get(1), parts.getFirst(), parts.get(2)));
  }
}
