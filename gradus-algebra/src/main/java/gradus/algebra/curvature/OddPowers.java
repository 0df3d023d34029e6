package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.algebra.signs.Reasons;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Power;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Looks at a difference of two odd powers by the sum `m` and the difference `d` of their bases:
/// `u³ − v³ = (3 m² d + d³)/4` is more than 0 where `u > v`, also where the slope is 0 in between.
///
/// @param search looks for the equation
/// @param known what is given
record OddPowers(Inequalities search, Known known) {

  private static final int MOST = 15;

  Optional<Reason> shown(Formula term, boolean strict) {
    List<String> names = Substitution.variables(term).stream().sorted().toList();
    List<Integer> powers = new ArrayList<>();
    collect(term, powers);
    if (names.size() < 2 || powers.isEmpty()) {
      return Optional.empty();
    }
    int power = Collections.max(powers);
    Formula factor = Formula.ONE.over(factor(term, power));
    if (!new Ranges(known).of(factor).isPositive()) {
      return Optional.empty();
    }
    for (String upper : names) {
      for (String lower : names) {
        Var u = Formula.var(upper);
        Var v = Formula.var(lower);
        if (!upper.equals(lower) && known.entails(u.minus(v), strict)) {
          Reason sum = sum(u, v, power, strict);
          Optional<Reason> found =
              Reasons.hold(known.setting(), sum)
                  ? search.by(known, term, factor, sum)
                  : Optional.empty();
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  /// What the highest power is multiplied by.
  private Formula factor(Formula term, int power) {
    Formula normal = search.normal(known, term).orElse(term);
    for (Formula each : Apart.flat(normal)) {
      if (each instanceof Mul(List<Formula> factors)
          && factors.size() == 2
          && factors.getLast() instanceof Power(Formula _, Formula n)
          && n.equals(Formula.number(power))) {
        return factors.getFirst();
      }
    }
    return Formula.ONE;
  }

  private static void collect(Formula term, List<Integer> powers) {
    if (term instanceof Power(Formula _, Formula.Num n)
        && n.denominator().equals(BigInteger.ONE)
        && n.numerator().testBit(0)
        && n.numerator().compareTo(BigInteger.TWO) > 0
        && n.numerator().compareTo(BigInteger.valueOf(MOST)) <= 0) {
      powers.add(n.numerator().intValue());
    }
    Known.evaluated(term).forEach(it -> collect(it, powers));
  }

  /// `uⁿ − vⁿ` as the sum of all `2 (n over j) (m/2)^(n−j) (d/2)^j` for odd `j`.
  private static Reason sum(Formula u, Formula v, int power, boolean strict) {
    Formula mean = u.plus(v);
    Formula apart = new Add(List.of(u, new Neg(v)));
    List<Formula> terms = new ArrayList<>();
    List<Reason> each = new ArrayList<>();
    for (int j = 1; j <= power; j += 2) {
      Fraction ways = Fraction.ONE;
      for (int k = 0; k < j; k++) {
        ways = ways.times(Fraction.of(power - k)).over(Fraction.of(k + 1));
      }
      Formula number = Ranges.number(ways.over(Fraction.of(1L << (power - 1))));
      List<Formula> factors = new ArrayList<>(List.of(number));
      List<Reason> reasons = new ArrayList<>(List.of(new Reason.Parts(number, true)));
      if (j < power) {
        Formula square = mean.power(Formula.number(power - j));
        factors.add(square);
        reasons.add(new Reason.Parts(square, false));
      }
      for (int k = 0; k < j; k++) {
        factors.add(apart);
        reasons.add(new Reason.Linear(apart, strict));
      }
      Formula product = new Mul(factors);
      terms.add(product);
      each.add(new Reason.Each(product, strict && j == power, reasons));
    }
    return new Reason.Each(new Add(terms), strict, each);
  }
}
