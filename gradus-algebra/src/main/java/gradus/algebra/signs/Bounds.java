package gradus.algebra.signs;

import gradus.algebra.CurvatureProof.Sturm;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The bounds that conditions in one name set for it, each linear.
///
/// @param given what holds
record Bounds(List<Condition> given) {

  /// Whether the range of a certificate holds all values that its variable may have.
  boolean contain(Sturm proof) {
    Fraction low = bound(given, proof.by(), 1).orElse(Fraction.INFINITY.negated());
    Fraction high = bound(given, proof.by(), -1).orElse(Fraction.INFINITY);
    if (proof.unit().signum() == 0) {
      return proof.low().compareTo(low) <= 0 && proof.high().compareTo(high) >= 0;
    }
    // the unknown is e^(unit · by): above 0, and on one side of 1 where by has a sign
    boolean below =
        proof.low().signum() == 0
            || (proof.low().compareTo(Fraction.ONE) <= 0 && low.signum() >= 0);
    boolean above =
        !proof.high().isFinite()
            || (proof.high().compareTo(Fraction.ONE) >= 0 && high.signum() <= 0);
    return proof.unit().signum() > 0 && below && above;
  }

  /// Whether corners, all along one variable, are all that the other names of a term allow.
  boolean cover(Formula term, List<Sturm> corners) {
    Formula.Var by = corners.getFirst().by();
    Set<String> names = new LinkedHashSet<>(Substitution.variables(term));
    names.remove(by.name());
    long product = 1;
    Set<Map<String, Fraction>> different = new LinkedHashSet<>();
    for (Sturm corner : corners) {
      if (!corner.by().equals(by) || !corner.parameters().keySet().containsAll(names)) {
        return false;
      }
      Map<String, Fraction> there = new LinkedHashMap<>(corner.parameters());
      there.keySet().retainAll(names);
      different.add(there);
    }
    for (String name : names) {
      Set<Fraction> values = new LinkedHashSet<>();
      different.forEach(corner -> values.add(corner.getOrDefault(name, Fraction.NAN)));
      if (!covers(term, name, values)) {
        return false;
      }
      product *= values.size();
    }
    return different.size() == product;
  }

  /// Whether values are all that a name has, or a term is affine in it and they are around all.
  boolean covers(Formula term, String name, Set<Fraction> values) {
    if (given.stream().anyMatch(it -> finite(it, name).filter(values::containsAll).isPresent())) {
      return true;
    }
    return isAffine(term, name) && surround(Formula.var(name), values);
  }

  /// Whether values are around all that a name may have.
  boolean surround(Formula.Var name, Collection<Fraction> values) {
    Optional<Fraction> low = bound(given, name, 1);
    Optional<Fraction> high = bound(given, name, -1);
    return low.isPresent()
        && high.isPresent()
        && values.stream().anyMatch(it -> it.compareTo(low.get()) <= 0)
        && values.stream().anyMatch(it -> it.compareTo(high.get()) >= 0);
  }

  private static boolean isAffine(Formula term, String name) {
    if (!Substitution.variables(term).contains(name)) {
      return true;
    }
    return switch (term) {
      case Formula.Var _ -> true;
      case Formula.Neg(Formula inner) -> isAffine(inner, name);
      case Formula.Add(List<Formula> terms) -> terms.stream().allMatch(it -> isAffine(it, name));
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().allMatch(it -> isAffine(it, name))
              && factors.stream().filter(it -> Substitution.variables(it).contains(name)).count()
                  == 1;
      case Formula.Div(Formula above, Formula below) ->
          isAffine(above, name) && !Substitution.variables(below).contains(name);
      default -> false;
    };
  }

  /// The values of a name that stands alone in equations, all of which are listed.
  private static Optional<Set<Fraction>> finite(Condition condition, String name) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula.Var it, Formula.Num value)
          when relation == Relation.EQ && it.name().equals(name) ->
          Optional.of(Set.of(new Fraction(value.numerator(), value.denominator())));
      case Condition.Or(List<Condition> parts) -> {
        Set<Fraction> all = new LinkedHashSet<>();
        boolean known = !parts.isEmpty();
        for (Condition part : parts) {
          Optional<Set<Fraction>> values = finite(part, name);
          values.ifPresent(all::addAll);
          known &= values.isPresent();
        }
        yield known ? Optional.of(all) : Optional.empty();
      }
      case Condition.And(List<Condition> parts) ->
          parts.stream().flatMap(part -> finite(part, name).stream()).findFirst();
      case Condition.Compare _, Condition.Not _ -> Optional.empty();
    };
  }

  /// The largest lower bound (`side` 1) or the least upper one (`side` −1).
  static Optional<Fraction> bound(List<Condition> conditions, Formula.Var by, int side) {
    Optional<Fraction> best = Optional.empty();
    for (Condition condition : conditions) {
      Optional<Fraction> next =
          switch (condition) {
            case Condition.And(List<Condition> parts) -> bound(parts, by, side);
            case Condition.Compare compare -> bound(compare, by, side);
            case Condition.Or _, Condition.Not _ -> Optional.empty();
          };
      if (next.isPresent() && (best.isEmpty() || better(next.get(), best.get(), side))) {
        best = next;
      }
    }
    return best;
  }

  private static boolean better(Fraction next, Fraction best, int side) {
    return side > 0 ? next.compareTo(best) > 0 : next.compareTo(best) < 0;
  }

  private static Optional<Fraction> bound(Condition.Compare compare, Formula.Var by, int side) {
    List<Fraction> line = RationalTerm.line(compare.left().minus(compare.right()), by);
    if (line.isEmpty() || line.getLast().signum() == 0) {
      return Optional.empty();
    }
    int slope = line.getLast().signum();
    boolean sets =
        switch (compare.relation()) {
          case GE, GT -> slope == side;
          case LE, LT -> slope == -side;
          case EQ -> true;
          case NE -> false;
        };
    return sets ? Optional.of(line.getFirst().negated().over(line.getLast())) : Optional.empty();
  }
}
