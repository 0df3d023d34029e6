package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Parts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks at `U − Σ f` index by index, as a sum of `U/n − f`, and at `Σ f − U` as one of `f − U/n`;
/// if a sum is divided, at that multiple of it.
///
/// @param wholes looks at the one sum that is made
record Indexwise(Wholes wholes) {

  /// A sum, and by what it is divided where it stands.
  private record Counted(Fold sum, Formula divisor) {}

  Optional<Reason> shown(Formula term, boolean strict) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    List<Formula> all = new ArrayList<>(above);
    all.addAll(below);
    Set<Counted> sums = new LinkedHashSet<>();
    for (Formula each : all.size() > 1 || !below.isEmpty() ? all : List.<Formula>of()) {
      switch (each) {
        case Div(Fold sum, Formula by) -> sums.add(new Counted(sum, by));
        case Fold sum -> sums.add(new Counted(sum, Formula.ONE));
        default -> {}
      }
    }
    if (sums.isEmpty()) {
      inner(term).forEach(it -> sums.add(new Counted(it, Formula.ONE)));
    }
    Optional<Counted> first = sums.stream().filter(it -> isCounted(it.sum())).findFirst();
    return first
        .flatMap(it -> wholes.termwise(together(it, above, below), strict))
        .flatMap(it -> wholes.search().by(wholes.known(), term, first.orElseThrow().divisor(), it));
  }

  private boolean isCounted(Fold sum) {
    return sum.from().equals(Formula.ONE)
        && sum.combination() == Combination.SUM
        && wholes.known().entails(sum.to().minus(Formula.ONE), false);
  }

  /// Sums in multiples and sums of them.
  private static List<Fold> inner(Formula term) {
    return switch (term) {
      case Fold sum -> List.of(sum);
      case Add _, Neg _, Mul _ ->
          Parts.of(term).stream().flatMap(it -> inner(it).stream()).toList();
      case Div(Formula above, Formula _) -> inner(above);
      default -> List.of();
    };
  }

  private static Fold together(Counted counted, List<Formula> above, List<Formula> below) {
    Fold sum = counted.sum();
    Formula one = Formula.ZERO;
    for (Formula each : above) {
      one = one.plus(share(each, sum, counted.divisor()));
    }
    for (Formula each : below) {
      one = one.minus(share(each, sum, counted.divisor()));
    }
    return new Fold(Combination.SUM, sum.index(), sum.from(), sum.to(), one);
  }

  /// What one index has of a multiple of a summand: of a sum its body, of anything else an equal
  /// part.
  private static Formula share(Formula term, Fold sum, Formula divisor) {
    Formula count = sum.to();
    return switch (term) {
      case Div(Fold fold, Formula by) when Wholes.isLike(fold, sum) && by.equals(divisor) ->
          body(fold, sum);
      case Fold fold when Wholes.isLike(fold, sum) -> body(fold, sum).times(divisor);
      case Neg(Formula inner) -> share(inner, sum, divisor).negated();
      case Add(List<Formula> terms) ->
          Inequalities.sum(terms.stream().map(it -> share(it, sum, divisor)).toList());
      case Div(Formula over, Formula by) when holds(over, sum) && !holds(by, sum) ->
          share(over, sum, divisor).over(by);
      case Mul(List<Formula> factors) when factors.stream().anyMatch(it -> holds(it, sum)) -> {
        List<Formula> rest = new ArrayList<>(factors);
        int first = 0;
        while (!holds(rest.get(first), sum)) {
          first++;
        }
        rest.set(first, share(rest.get(first), sum, divisor));
        yield new Mul(rest);
      }
      case Mul(List<Formula> factors) when factors.contains(count) -> {
        List<Formula> rest = new ArrayList<>(factors);
        rest.remove(count);
        yield (rest.size() == 1 ? rest.getFirst() : new Mul(rest)).times(divisor);
      }
      default -> divisor.equals(count) ? term : term.times(divisor).over(count);
    };
  }

  private static boolean holds(Formula term, Fold sum) {
    return inner(term).stream().anyMatch(it -> Wholes.isLike(it, sum));
  }

  private static Formula body(Fold fold, Fold sum) {
    return Known.replaced(fold.body(), fold.index(), sum.index());
  }
}
