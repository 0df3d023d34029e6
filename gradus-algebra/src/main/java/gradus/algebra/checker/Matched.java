package gradus.algebra.checker;

import gradus.algebra.Step;
import gradus.algebra.checker.Premises.Bound;
import gradus.algebra.checker.Sum.Atom;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Two nested sums that are equal by a one-to-one map between their indices.
///
/// @param step the sums; the witness states the map both ways, first the indices of the sum before
/// @param scope where they stand
record Matched(Step step, Premises scope) {

  /// Nested sums taken apart where their indices have some values.
  private record Flat(Premises scope, List<Bound> ranges, Sum body, Set<Atom> needs) {

    static Flat of(Formula term, List<Sum> values, Premises outside) {
      Premises scope = outside;
      List<Bound> ranges = new ArrayList<>();
      Formula rest = term;
      Set<Atom> needs = new LinkedHashSet<>();
      for (Sum value : values) {
        Fold fold = (Fold) rest;
        Canon canon = new Canon(scope, needs);
        ranges.addAll(Premises.between(canon.of(fold.from()), value, canon.of(fold.to())));
        scope = scope.with(fold.index().name(), value);
        rest = fold.body();
      }
      return new Flat(scope, ranges, new Canon(scope, needs).of(rest), needs);
    }

    /// The factors of the body; none if it is more than a product.
    Map<Atom, Fraction> powers() {
      return body.terms().size() == 1 ? body.terms().keySet().iterator().next() : Map.of();
    }

    Premises inside() {
      return scope.with(ranges).where(powers());
    }

    List<Bound> conditions() {
      List<Bound> conditions = new ArrayList<>(ranges);
      powers().keySet().stream()
          .filter(Atom::isBracket)
          .forEach(atom -> conditions.add(new Bound(atom.parts().getFirst(), false)));
      return conditions;
    }

    Sum rest() {
      Map<Atom, Fraction> rest = new LinkedHashMap<>(powers());
      rest.keySet().removeIf(Atom::isBracket);
      return body.terms().size() == 1 ? Sum.of(rest, body.coefficient(powers())) : body;
    }
  }

  /// Whether what holds where the body before is not 0 holds there and back again as well.
  boolean holds() {
    List<Sum> olds = indices(step.before(), -1);
    List<Sum> news = indices(step.after(), -1_000_000);
    Flat old = Flat.of(step.before(), olds, scope);
    if (old.inside().isImpossible()) {
      return new Canon(scope).of(step.after()).isZero();
    }
    if (step.witness().size() != olds.size() + news.size()) {
      return false;
    }
    Flat now = Flat.of(step.after(), news, scope);
    List<Formula> forth = step.witness().subList(0, olds.size());
    List<Formula> back = step.witness().subList(olds.size(), step.witness().size());
    List<Sum> there = new Canon(now.scope()).all(forth);
    List<Sum> here = new Canon(old.scope()).all(back);
    Flat moved = Flat.of(step.before(), there, scope);
    Flat returned = Flat.of(step.after(), here, scope);
    return there.stream().allMatch(scope::isWhole)
        && here.stream().allMatch(scope::isWhole)
        && leads(now, moved, news, back, step.after())
        && leads(old, returned, olds, forth, step.before())
        && isDefined(now, moved)
        && moved.rest().minus(now.rest()).cleared().isZero();
  }

  private static List<Sum> indices(Formula term, int first) {
    List<Sum> indices = new ArrayList<>();
    for (Formula rest = term;
        rest instanceof Fold fold && fold.combination() == Combination.SUM;
        rest = fold.body()) {
      indices.add(new Atom(first - indices.size(), List.of()).sum());
    }
    return indices;
  }

  /// Whether each place where one body is not 0 has one in the other, and leads there and back.
  private boolean leads(
      Flat from, Flat image, List<Sum> indices, List<Formula> back, Formula term) {
    List<Sum> again = new Canon(image.scope()).all(back);
    Premises there = from.inside();
    Premises inside = there.with(Flat.of(term, again, scope).conditions());
    return IntStream.range(0, indices.size())
            .allMatch(i -> there.isEqual(again.get(i).minus(indices.get(i))))
        && image.conditions().stream().allMatch(bound -> inside.entails(bound.form(), false));
  }

  /// Whether the new body is defined in the whole range, where the old one is or by its signs.
  private static boolean isDefined(Flat now, Flat moved) {
    Premises range = now.scope().with(now.ranges());
    boolean into = moved.ranges().stream().allMatch(bound -> range.entails(bound.form(), false));
    Set<Atom> given = into ? moved.needs() : Set.of();
    return new Canon(range, now.needs()).undefined(given).isEmpty();
  }
}
