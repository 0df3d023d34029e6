package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Num;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Looks at a number less sums, such as `2 − Σ |pₛ − [s = c]|`, index by index: the number is a
/// multiple of two things that add up to 1, of shares or of `Σ [s = c]`.
///
/// @param wholes looks at the one sum that is made
record Peaks(Wholes wholes) {

  Optional<Reason> shown(Formula term, Supplier<List<Fold>> shares) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    Fraction number = Fraction.ZERO;
    for (Formula each : List.copyOf(above)) {
      number = number.plus(number(each));
    }
    for (Formula each : List.copyOf(below)) {
      number = number.plus(number(each).negated());
    }
    above.removeIf(it -> it instanceof Num);
    below.removeIf(it -> it instanceof Num);
    if (number.signum() <= 0 || below.isEmpty() || !(below.getFirst() instanceof Fold sum)) {
      return Optional.empty();
    }
    boolean alike =
        above.stream().allMatch(it -> Wholes.isLike(it, sum))
            && below.stream().allMatch(it -> Wholes.isLike(it, sum));
    if (!alike) {
      return Optional.empty();
    }
    Formula rest = Formula.ZERO;
    for (Formula each : above) {
      rest = rest.plus(body(each, sum));
    }
    for (Formula each : below) {
      rest = rest.minus(body(each, sum));
    }
    for (Formula share : shares(sum, shares, number)) {
      Fold whole = new Fold(Combination.SUM, sum.index(), sum.from(), sum.to(), share.plus(rest));
      Optional<Reason> found =
          wholes
              .termwise(whole, false)
              .flatMap(it -> wholes.search().by(wholes.known(), term, Formula.ONE, it));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// What one index has of the number: of one thing that adds up to 1 once, and of another the
  /// rest; or all of one place.
  private List<Formula> shares(Fold sum, Supplier<List<Fold>> shares, Fraction number) {
    Set<Formula> peaks = peaks(sum);
    List<Formula> units =
        new ArrayList<>(
            shares.get().stream()
                .filter(it -> Wholes.isLike(it, sum))
                .map(it -> body(it, sum))
                .toList());
    units.addAll(peaks);
    List<Formula> found = new ArrayList<>();
    Fraction rest = number.plus(Fraction.of(-1));
    for (int i = 0; rest.signum() > 0 && i < units.size(); i++) {
      for (int j = i + 1; j < units.size(); j++) {
        found.add(times(rest, units.get(i)).plus(units.get(j)));
      }
    }
    peaks.forEach(it -> found.add(times(number, it)));
    return found;
  }

  private static Formula times(Fraction number, Formula by) {
    return number.equals(Fraction.ONE) ? by : new Mul(List.of(Ranges.number(number), by));
  }

  private static Fraction number(Formula term) {
    return term instanceof Num(BigInteger above, BigInteger below)
        ? new Fraction(above, below)
        : Fraction.ZERO;
  }

  private static Formula body(Formula fold, Fold like) {
    return Known.replaced(((Fold) fold).body(), ((Fold) fold).index(), like.index());
  }

  /// Brackets that are 1 at one place of a sum.
  private Set<Formula> peaks(Fold sum) {
    Set<Formula> found = new LinkedHashSet<>();
    collect(sum.body(), sum, found);
    return found;
  }

  private void collect(Formula term, Fold sum, Set<Formula> found) {
    if (term instanceof Iverson(Condition.Compare(Relation relation, Formula left, Formula right))
        && relation == Relation.EQ
        && (isPlace(left.minus(right).plus(sum.index()), sum)
            || isPlace(right.minus(left).plus(sum.index()), sum))) {
      found.add(term);
    }
    if (!(term instanceof Fold)) {
      Parts.of(term).forEach(it -> collect(it, sum, found));
    }
  }

  /// Whether a term is a place of a sum, the same for every index.
  private boolean isPlace(Formula term, Fold sum) {
    return wholes
        .search()
        .normal(wholes.known().inside(sum), term)
        .filter(it -> !Substitution.variables(it).contains(sum.index().name()))
        .filter(it -> wholes.known().holds(sum, it))
        .isPresent();
  }
}
