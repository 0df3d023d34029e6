package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Looks at a term multiplied by what it is divided by, and divided by what all its summands share,
/// where that is positive.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Cleared(Inequalities search, Known known, int depth) {

  private static final int MOST = 4;

  Optional<Reason> shown(Formula term, boolean strict) {
    return depth > 3
        ? Optional.empty()
        : normal(term)
            .flatMap(this::factor)
            .flatMap(it -> cleared(term, it, next -> search.shown(known, next, strict, depth + 2)));
  }

  /// By a reason for the canonical form, cleared if there is something to clear.
  Optional<Reason> shown(Formula term, Function<Formula, Optional<Reason>> next) {
    return normal(term).flatMap(it -> cleared(term, factor(it).orElse(Formula.ONE), next));
  }

  private Optional<Formula> normal(Formula term) {
    return search.normal(known, term);
  }

  /// By a reason for the canonical form of a multiple.
  Optional<Reason> cleared(Formula term, Formula factor, Function<Formula, Optional<Reason>> next) {
    return normal(term.times(factor))
        .flatMap(next)
        .flatMap(reason -> search.by(known, term, factor, reason));
  }

  /// The least power of each factor that is positive, over all summands, turned upside down.
  Optional<Formula> factor(Formula normal) {
    List<Formula> terms = normal instanceof Add(List<Formula> all) ? all : List.of(normal);
    Map<Formula, Integer> least = new LinkedHashMap<>();
    List<Map<Formula, Integer>> each = new ArrayList<>();
    for (Formula term : terms) {
      Map<Formula, Integer> powers = new LinkedHashMap<>();
      collect(term, 1, powers);
      each.add(powers);
    }
    each.forEach(powers -> powers.keySet().forEach(it -> least.put(it, Integer.MAX_VALUE)));
    Formula factor = Formula.ONE;
    for (Formula base : least.keySet()) {
      int power = each.stream().mapToInt(it -> it.getOrDefault(base, 0)).min().orElse(0);
      boolean few = power != 0 && Math.abs(power) <= MOST && !(base instanceof Formula.Num);
      Formula own = few && isPositive(base.negated()) ? base.negated() : base;
      if (few && isPositive(own)) {
        Formula one = own.power(Formula.number(Math.abs(power)));
        factor = power < 0 ? factor.times(one) : factor.over(one);
      }
    }
    return factor.equals(Formula.ONE) ? Optional.empty() : Optional.of(factor);
  }

  private boolean isPositive(Formula term) {
    return new Ranges(known).of(term).isPositive();
  }

  private static void collect(Formula term, int sign, Map<Formula, Integer> powers) {
    switch (term) {
      case Neg(Formula inner) -> collect(inner, sign, powers);
      case Mul(List<Formula> factors) -> factors.forEach(it -> collect(it, sign, powers));
      case Div(Formula above, Formula below) -> {
        collect(above, sign, powers);
        collect(below, -sign, powers);
      }
      case Formula.Power(Formula base, Formula.Num n)
          when n.denominator().equals(BigInteger.ONE) && n.numerator().bitLength() < 4 ->
          powers.merge(base, sign * n.numerator().intValue(), Integer::sum);
      default -> powers.merge(term, sign, Integer::sum);
    }
  }
}
