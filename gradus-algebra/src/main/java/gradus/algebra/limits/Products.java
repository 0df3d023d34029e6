package gradus.algebra.limits;

import gradus.algebra.limits.Tends.Infinite;
import gradus.algebra.limits.Tends.Side;
import gradus.algebra.limits.Tends.Value;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Num;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What products and quotients tend to, with the law that exponentials outgrow powers.
///
/// @param tending what the factors tend to
record Products(Tending tending) {

  private static final Set<String> SLOW = Set.of("sqrt", "softplus", "relu", "abs");

  /// A factor above or below the line.
  private record Factor(Formula term, boolean above) {}

  /// A product taken apart: a power of the variable, an exponential, and what else it holds.
  private record Taken(int power, List<Formula> exponents, List<Factor> rest, boolean negative) {}

  Optional<Tends> of(Formula term) {
    List<Factor> factors = new ArrayList<>();
    collect(term, true, factors);
    Taken taken = taken(factors);
    List<Tends> each = new ArrayList<>();
    boolean wave = taken.rest().removeIf(this::isWave);
    for (Factor factor : taken.rest()) {
      Optional<Tends> one = tending.of(factor.term());
      Optional<Tends> there = factor.above() ? one : one.flatMap(this::inverse);
      if (there.isEmpty()) {
        return there;
      }
      each.add(there.get());
    }
    Optional<Tends> rest = product(each);
    Optional<Tends> all =
        rest.flatMap(
            it ->
                power(taken.power())
                    .flatMap(that -> product(List.of(it, that)))
                    .flatMap(so -> exponential(taken).flatMap(e -> product(List.of(so, e)))));
    Optional<Tends> found = all.or(() -> outgrown(taken, each));
    return wave
        ? found
            .filter(it -> it instanceof Value(Formula value, Side _) && tending.isZero(value))
            .map(_ -> new Value(Formula.ZERO, Side.UNKNOWN))
        : found.map(it -> taken.negative() ? Tending.negated(it) : it);
  }

  /// Whether a factor has no limit that is known, and stays between −1 and 1.
  private boolean isWave(Factor factor) {
    return factor.above()
        && factor.term() instanceof Call(String function, List<Formula> arguments)
        && (function.equals("sin") || function.equals("cos"))
        && tending.of(factor.term()).isEmpty()
        && tending.of(arguments.getFirst()).isPresent();
  }

  private void collect(Formula term, boolean above, List<Factor> factors) {
    switch (term) {
      case Formula.Mul(List<Formula> inner) -> inner.forEach(it -> collect(it, above, factors));
      case Formula.Div(Formula over, Formula under) -> {
        collect(over, above, factors);
        collect(under, !above, factors);
      }
      case Formula.Neg(Formula inner) -> {
        factors.add(new Factor(Formula.number(-1), true));
        collect(inner, above, factors);
      }
      case Formula.Power(Formula base, Num exponent) when isRepeated(exponent) -> {
        boolean up = exponent.numerator().signum() > 0;
        for (int i = exponent.numerator().abs().intValue(); i > 0; i--) {
          collect(base, up == above, factors);
        }
      }
      default -> factors.add(new Factor(term, above));
    }
  }

  /// Whether a power is a product of a few factors, or the inverse of one.
  static boolean isRepeated(Num exponent) {
    return Coefficients.natural(exponent) > 0 || Coefficients.natural((Num) exponent.negated()) > 0;
  }

  private Taken taken(List<Factor> factors) {
    int power = 0;
    boolean negative = false;
    List<Formula> exponents = new ArrayList<>();
    List<Factor> rest = new ArrayList<>();
    for (Factor factor : factors) {
      Formula term = factor.term();
      if (term.equals(tending.approach().by())) {
        power += factor.above() ? 1 : -1;
      } else if (term.equals(Formula.number(-1))) {
        negative = !negative;
      } else if (term instanceof Call(String function, List<Formula> arguments)
          && function.equals("exp")
          && tending.approach().moves(term)
          && !tending.known().containsKey(term)) {
        Formula exponent = arguments.getFirst();
        exponents.add(factor.above() ? exponent : exponent.negated());
      } else {
        rest.add(factor);
      }
    }
    return new Taken(power, exponents, rest, negative);
  }

  /// A whole power of the variable.
  private Optional<Tends> power(int power) {
    if (power == 0) {
      return Optional.of(Tending.exact(Formula.ONE));
    }
    Tends to = tending.approach().to();
    Optional<Tends> one = power > 0 ? Optional.of(to) : inverse(to);
    return one.flatMap(it -> product(Collections.nCopies(Math.abs(power), it)));
  }

  private Optional<Tends> exponential(Taken taken) {
    return taken.exponents().isEmpty()
        ? Optional.of(Tending.exact(Formula.ONE))
        : tending.of(Formula.call("exp", exponent(taken)));
  }

  private static Formula exponent(Taken taken) {
    return taken.exponents().size() == 1
        ? taken.exponents().getFirst()
        : new Formula.Add(taken.exponents());
  }

  /// `1/u`, if `u` is not 0 near the place.
  Optional<Tends> inverse(Tends tends) {
    OptionalInt sign = tending.sign(tends);
    if (sign.isEmpty() || sign.getAsInt() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        switch (tends) {
          case Infinite infinite -> new Value(Formula.ZERO, Side.of(infinite.sign()));
          case Value(Formula value, Side side) ->
              tending.isZero(value)
                  ? new Infinite(sign.getAsInt() > 0)
                  : Tending.number(Formula.ONE.over(value), side.turned());
        });
  }

  private Optional<Tends> product(List<Tends> factors) {
    Optional<Tends> product = Optional.of(Tending.exact(Formula.ONE));
    for (Tends factor : factors) {
      product = product.flatMap(it -> times(it, factor));
    }
    return product;
  }

  private Optional<Tends> times(Tends first, Tends second) {
    if (first instanceof Value a && second instanceof Value b) {
      return Optional.of(Tending.number(a.value().times(b.value()), side(a, b)));
    }
    boolean turned = !(first instanceof Infinite);
    Tends bound = turned ? second : first;
    Tends other = turned ? first : second;
    OptionalInt sign = tending.sign(other);
    boolean bounded = other instanceof Value(Formula value, Side _) && !isApart(value);
    if (sign.isEmpty() || bounded) {
      return Optional.empty();
    }
    int all = sign.getAsInt() * tending.sign(bound).orElseThrow();
    return Optional.of(new Infinite(all > 0));
  }

  private boolean isApart(Formula value) {
    OptionalInt sign = tending.constants().sign(value);
    return sign.isPresent() && sign.getAsInt() != 0;
  }

  /// On which side of the product of two limits the product is.
  private Side side(Value a, Value b) {
    if (a.side() == Side.EXACT && b.side() == Side.EXACT) {
      return Side.EXACT;
    }
    if (tending.isZero(a.value()) || tending.isZero(b.value())) {
      OptionalInt one = tending.sign(a);
      OptionalInt two = tending.sign(b);
      return one.isPresent() && two.isPresent()
          ? Side.of(one.getAsInt() * two.getAsInt())
          : Side.UNKNOWN;
    }
    OptionalInt one = tending.constants().sign(a.value());
    OptionalInt two = tending.constants().sign(b.value());
    if (one.isEmpty() || two.isEmpty()) {
      return Side.UNKNOWN;
    }
    Side first = two.getAsInt() > 0 ? a.side() : a.side().turned();
    Side second = one.getAsInt() > 0 ? b.side() : b.side().turned();
    return first.plus(second);
  }

  /// `e^E · p → 0` where `E` is a polynomial that falls beyond all bounds, which it does at least
  /// as fast as the variable rises, and `p` grows no faster than some power of the variable; and
  /// `e^E · p → ±∞` where that is said of its inverse.
  private Optional<Tends> outgrown(Taken taken, List<Tends> rest) {
    if (!tending.approach().isFar() || taken.exponents().isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Formula>> polynomial =
        new Coefficients(tending.approach(), tending.constants()).of(exponent(taken));
    if (polynomial.isEmpty() || polynomial.get().size() < 2) {
      return Optional.empty();
    }
    int leading = tending.constants().sign(polynomial.get().getLast()).orElseThrow();
    boolean up = tending.isUp(leading, polynomial.get().size() - 1);
    OptionalInt sign = sign(taken, rest);
    boolean moderate = true;
    for (int i = 0; i < rest.size(); i++) {
      moderate &= isModerate(taken.rest().get(i), rest.get(i), up);
    }
    if (!moderate || (up && sign.isEmpty())) {
      return Optional.empty();
    }
    Side side = sign.isPresent() ? Side.of(sign.getAsInt()) : Side.UNKNOWN;
    return Optional.of(up ? new Infinite(sign.getAsInt() > 0) : new Value(Formula.ZERO, side));
  }

  /// The sign of all but the exponential, which is positive.
  private OptionalInt sign(Taken taken, List<Tends> rest) {
    boolean turned = taken.power() % 2 != 0 && !((Infinite) tending.approach().to()).up();
    int sign = turned ? -1 : 1;
    for (Tends each : rest) {
      OptionalInt one = tending.sign(each);
      if (one.isEmpty() || one.getAsInt() == 0) {
        return OptionalInt.empty();
      }
      sign *= one.getAsInt();
    }
    return OptionalInt.of(sign);
  }

  /// Whether a factor, or its inverse, stays below a multiple of a power of the variable.
  private boolean isModerate(Factor factor, Tends tends, boolean inverse) {
    if (tends instanceof Value(Formula value, Side _)) {
      return !inverse || isApart(value) || (!factor.above() && isSlow(factor.term()));
    }
    return inverse || (factor.above() && isSlow(factor.term()));
  }

  /// Whether a term certainly stays below a multiple of a power of the variable.
  private boolean isSlow(Formula term) {
    Optional<Tends> tends = tending.of(term);
    if (term.equals(tending.approach().by()) || tends.filter(Value.class::isInstance).isPresent()) {
      return true;
    }
    return switch (term) {
      case Formula.Add(List<Formula> terms) -> terms.stream().allMatch(this::isSlow);
      case Formula.Mul(List<Formula> factors) -> factors.stream().allMatch(this::isSlow);
      case Formula.Neg(Formula inner) -> isSlow(inner);
      case Formula.Power(Formula base, Num exponent) ->
          exponent.numerator().signum() > 0 && isSlow(base);
      case Call(String function, List<Formula> arguments) ->
          isSlow(arguments.getFirst())
              && (SLOW.contains(function)
                  || (function.startsWith("log") && tends.equals(Optional.of(new Infinite(true)))));
      default -> false;
    };
  }
}
