package gradus.algebra.checker;

import gradus.algebra.LinearLine;
import gradus.algebra.LinearLine.Combined;
import gradus.algebra.LinearLine.Law;
import gradus.algebra.LinearLine.Product;
import gradus.algebra.Setting;
import gradus.algebra.checker.Sum.Atom;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A place in a term: what bound variables stand for there, and what is known.
///
/// @param search looks for linear arguments; each of their lines is verified here
/// @param setting what is known of the names
/// @param values the bound variables by their names, which hide the setting's
/// @param depth how many variables are bound
/// @param known what holds, each as a {@link #row}
public record Premises(
    Search search, Setting setting, Map<String, Sum> values, int depth, List<Bound> known) {

  /// `form ≥ 0`, or `form > 0`.
  ///
  /// @param form a polynomial
  /// @param strict whether it is not 0
  public record Bound(Sum form, boolean strict) {

    Bound contrary() {
      return new Bound(form.scale(Fraction.of(-1)), !strict);
    }

    /// Whether it is a number of which that is wrong.
    public boolean isFalse() {
      return form.isNumber() && form.constant().signum() < (strict ? 1 : 0);
    }
  }

  /// Looks for lines that lead from what is known to something false.
  @FunctionalInterface
  public interface Search {

    /// The lines; none if none were found.
    List<LinearLine<Map<Atom, Fraction>>> contradiction(Premises scope);
  }

  /// What is given in a setting; throws {@link RefusedException} if it has no value.
  public static Premises of(Setting setting, Search search) {
    Premises scope = new Premises(search, setting, Map.of(), 0, List.of());
    for (Condition condition : setting.given()) {
      scope = scope.with(scope.of(condition));
    }
    return scope;
  }

  /// Whether a term is 0 or more, or more than 0, by a linear argument from what is known.
  public boolean entails(Formula term, boolean strict) {
    return entails(new Canon(this).of(term), strict);
  }

  /// Whether a term certainly has a value wherever another one has.
  public boolean isDefined(Formula where, Formula term) {
    Canon given = new Canon(this);
    given.of(where);
    Canon own = new Canon(this);
    own.of(term);
    return own.undefined(given.needs()).isEmpty();
  }

  Premises with(List<Bound> more) {
    Stream<Bound> rows = more.stream().map(bound -> row(bound.form(), bound.strict()));
    List<Bound> all = Stream.concat(known.stream(), rows).toList();
    return new Premises(search, setting, values, depth, all);
  }

  Premises with(String name, Sum value) {
    Map<String, Sum> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Premises(search, setting, more, depth + 1, known);
  }

  /// Where nothing is known, as below a derivative: what holds at a point may not hold near it.
  Premises bare() {
    return new Premises(search, setting, values, depth, List.of());
  }

  /// A variable that is bound next; the indices of canonical sums have smaller numbers.
  Atom fresh() {
    return new Atom(1_000_000 + depth, List.of());
  }

  Premises inside(Formula.Fold fold) {
    Canon canon = new Canon(this);
    Sum index = fresh().sum();
    return with(fold.index().name(), index)
        .with(between(canon.of(fold.from()), index, canon.of(fold.to())));
  }

  static List<Bound> between(Sum from, Sum at, Sum to) {
    return List.of(new Bound(at.minus(from), false), new Bound(to.minus(at), false));
  }

  /// What a condition says; what is no conjunction of inequalities says nothing.
  List<Bound> of(Condition condition) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) ->
          parts.stream().flatMap(part -> of(part).stream()).toList();
      case Condition.Compare(Relation relation, Formula left, Formula right)
          when relation != Relation.NE ->
          bounds(relation, new Canon(this).of(left).minus(new Canon(this).of(right)));
      case Condition.Compare _, Condition.Or _, Condition.Not _ -> List.of();
    };
  }

  /// What `form relation 0` says.
  List<Bound> bounds(Relation relation, Sum form) {
    Sum other = Sum.ZERO.minus(form);
    return switch (relation) {
      case EQ -> List.of(row(form, false), row(other, false));
      case GE, GT -> List.of(row(form, relation == Relation.GT));
      case LE, LT -> List.of(row(other, relation == Relation.LT));
      case NE -> throw new RefusedException("expected a conjunction, found ≠");
    };
  }

  /// The bound with whole coefficients; if its unknowns are whole, its constant is rounded.
  Bound row(Sum form, boolean strict) {
    Sum unknowns = form.minus(Sum.of(form.constant()));
    if (unknowns.isZero()) {
      return new Bound(form, strict);
    }
    Sum scaled = form.scale(Fraction.ONE.over(unknowns.content()));
    Fraction bound = scaled.constant();
    Sum rest = scaled.minus(Sum.of(bound));
    if (!isWhole(rest)) {
      return new Bound(scaled, strict);
    }
    Fraction next = bound.negated().floor().plus(Fraction.ONE).negated();
    return new Bound(rest.plus(Sum.of(strict ? next : bound.floor())), false);
  }

  /// Whether a sum is whole wherever its names have values.
  public boolean isWhole(Sum sum) {
    return sum.terms().values().stream().allMatch(Premises::isWhole)
        && sum.atoms().allMatch(this::isWhole)
        && sum.terms().keySet().stream()
            .flatMap(powers -> powers.values().stream())
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
    return with(List.of(new Bound(form, strict).contrary())).isImpossible();
  }

  boolean isEqual(Sum form) {
    return entails(form, false) && entails(Sum.ZERO.minus(form), false);
  }

  /// Whether nothing can meet all that is known: whether lines lead to something false.
  boolean isImpossible() {
    List<Bound> lines = new ArrayList<>(known);
    search.contradiction(this).forEach(line -> lines.add(bound(line, lines)));
    return lines.stream().anyMatch(Bound::isFalse);
  }

  /// What a line says after others.
  public Bound bound(LinearLine<Map<Atom, Fraction>> line, List<Bound> before) {
    return switch (line) {
      case Law(Map<Atom, Fraction> product, int law) -> laws(product).get(law);
      case Product(int i, int j) -> {
        Bound one = before.get(i);
        yield row(one.form.times(before.get(j).form), one.strict && before.get(j).strict);
      }
      case Combined(int i, Fraction a, int j, Fraction b) -> {
        if (a.signum() <= 0 || b.signum() <= 0) {
          throw new RefusedException("expected positive factors, found " + a + " and " + b);
        }
        Sum form = before.get(i).form.scale(a).plus(before.get(j).form.scale(b));
        yield row(form, before.get(i).strict || before.get(j).strict);
      }
    };
  }

  /// What holds of a product whatever the values of the variables.
  public List<Bound> laws(Map<Atom, Fraction> powers) {
    Sum itself = Sum.of(powers, Fraction.ONE);
    List<Bound> laws = new ArrayList<>();
    if (powers.keySet().stream().allMatch(atom -> atom.head().equals("exp"))) {
      laws.add(row(itself, true));
    }
    if (powers.values().stream().allMatch(e -> isWhole(e) && !e.numerator().testBit(0))) {
      laws.add(row(itself, false));
    }
    for (Atom atom : itself.atoms().filter(it -> it.sum().equals(itself)).toList()) {
      if (atom.isBracket()) {
        laws.addAll(List.of(row(itself, false), row(Sum.ONE.minus(itself), false)));
      }
      if (atom.head().equals("floor")) {
        Sum rest = atom.parts().getFirst().minus(itself);
        laws.addAll(List.of(row(rest, false), row(Sum.ONE.minus(rest), true)));
      }
    }
    return laws;
  }

  /// Without terms that are 0 here, and without brackets that hold where the rest is not 0.
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

  /// Where a product may differ from 0: its brackets hold, its entries are in their ranges.
  Premises where(Map<Atom, Fraction> powers) {
    Canon global = new Canon(new Premises(search, setting, Map.of(), depth, List.of()));
    List<Bound> bounds = new ArrayList<>();
    powers.forEach(
        (atom, exponent) -> {
          if (atom.isBracket()) {
            bounds.add(new Bound(atom.parts().getFirst(), false));
          }
          if (atom.head() instanceof Formula.Entry(String tensor, List<Formula> _)
              && exponent.signum() > 0) {
            List<Setting.Range> ranges = setting.tensors().getOrDefault(tensor, List.of());
            for (int axis = 0; axis < Math.min(ranges.size(), atom.parts().size()); axis++) {
              Sum from = global.of(ranges.get(axis).from());
              Sum to = global.of(ranges.get(axis).to());
              bounds.addAll(between(from, atom.parts().get(axis), to));
            }
          }
        });
    return with(bounds);
  }

  /// Whether a polynomial is positive wherever it is defined, by the signs of its parts.
  boolean isPositive(Sum sum) {
    return (!sum.isZero()
            && sum.terms().values().stream().allMatch(factor -> factor.signum() > 0)
            && sum.atoms().allMatch(this::isPositive))
        || entails(sum, true);
  }

  private boolean isPositive(Atom atom) {
    return atom.head().equals("exp")
        || atom.head().equals(new Formula.Named("pi"))
        || (atom.head() == Combination.SUM
            && entails(atom.parts().get(2).minus(atom.parts().get(1)), false)
            && below(atom).isPositive(atom.parts().get(3)))
        || (atom.head().equals(Atom.BASE) ? isPositive(atom.sum()) : entails(atom.sum(), true));
  }

  Premises below(Atom fold) {
    List<Sum> parts = fold.parts();
    return with(between(parts.get(1), parts.getFirst(), parts.get(2)));
  }
}
