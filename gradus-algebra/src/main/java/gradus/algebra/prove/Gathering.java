package gradus.algebra.prove;

import gradus.algebra.Step;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sums over one range, gathered into one sum whose body is 0.
///
/// Sums are brought into canonical form one by one; two bodies that differ in form alone, such as
/// `y (1 − σ)` and `y − y σ` with fractions in many denominators, are only seen to be equal when
/// they stand under one sum.
final class Gathering {

  private Gathering() {}

  /// Sums of one range beside one factor; what has a value everywhere is drawn into their bodies.
  private record Group(Monomial beside, Fold first, List<Polynomial> bodies) {}

  /// The lines that bring a term in canonical form to 0; empty if this does not show that it is.
  static Optional<List<Step>> lines(Formula term, Context context) {
    Polynomial whole = Division.cancelled(context.ring().of(term));
    if (whole.isZero()) {
      return Optional.of(List.of(new Step("algebra", term, Formula.ZERO, List.of())));
    }
    Optional<List<Group>> groups = groups(whole, context);
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    List<Formula> sums = new ArrayList<>();
    List<Step> inner = new ArrayList<>();
    for (Group group : groups.get()) {
      Fold first = group.first();
      Context inside = context.inside(first.index(), first.from(), first.to());
      Formula body = group.bodies().stream().reduce(Polynomial.ZERO, Polynomial::plus).formula();
      Optional<List<Step>> lines =
          group.bodies().size() < 2 ? Optional.empty() : lines(body, inside);
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      Fold sum = of(first, body);
      sums.add(Written.product(List.of(Written.term(group.beside(), Fraction.ONE), sum)));
      inner.addAll(lines.get());
      inner.add(new Step("linearity", of(first, Formula.ZERO), Formula.ZERO, List.of()));
    }
    List<Step> all = new ArrayList<>();
    all.add(new Step("linearity", term, Written.sum(sums), List.of()));
    all.addAll(inner);
    return Optional.of(all);
  }

  private static Fold of(Fold like, Formula body) {
    return new Fold(Combination.SUM, like.index(), like.from(), like.to(), body);
  }

  /// The terms by range and by what stands beside their sum; empty if one holds no sum.
  private static Optional<List<Group>> groups(Polynomial whole, Context context) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Map.Entry<Monomial, Fraction> term : whole.terms().entrySet()) {
      Optional<Atom> sum =
          term.getKey().powers().entrySet().stream()
              .filter(power -> power.getValue().equals(Fraction.ONE))
              .map(Map.Entry::getKey)
              .filter(atom -> atom.term() instanceof Fold f && f.combination() == Combination.SUM)
              .findFirst();
      if (sum.isEmpty()) {
        return Optional.empty();
      }
      Fold fold = (Fold) sum.get().term();
      Monomial factors = term.getKey().without(sum.get());
      Monomial beside = factors.only(atom -> !isTotal(atom, factors));
      Monomial within = factors.only(atom -> isTotal(atom, factors));
      String key =
          Keys.of(Written.term(beside, Fraction.ONE))
              + Keys.of(fold.from())
              + ".."
              + Keys.of(fold.to());
      Group group = groups.computeIfAbsent(key, _ -> new Group(beside, fold, new ArrayList<>()));
      Ring inside =
          context.inside(group.first().index(), group.first().from(), group.first().to()).ring();
      Formula body =
          Multi.replaced(
              fold.body(), Map.of(fold.index().name(), group.first().index()), inside.integers());
      group.bodies().add(inside.of(body).times(Polynomial.of(within, term.getValue())));
    }
    return Optional.of(List.copyOf(groups.values()));
  }

  /// Whether a factor may stand in a sum: it has a value also where the sum is empty.
  private static boolean isTotal(Atom atom, Monomial factors) {
    return Laws.isTotal(Written.term(Monomial.of(atom, factors.exponent(atom)), Fraction.ONE));
  }
}
