package gradus.algebra.limits;

import gradus.algebra.Setting;
import gradus.algebra.limits.Tends.Infinite;
import gradus.algebra.limits.Tends.Side;
import gradus.algebra.limits.Tends.Value;
import gradus.formula.Formula;
import gradus.formula.Formula.Num;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What functions by name tend to, from what their arguments do.
///
/// @param tending what terms tend to
record Elementary(Tending tending) {

  private static final Formula HALF_PI = new Formula.Named("pi").over(Formula.number(2));

  Optional<Tends> of(String function, List<Formula> arguments) {
    List<Tends> inner = new ArrayList<>();
    for (Formula argument : arguments) {
      Optional<Tends> each = tending.of(argument);
      if (each.isEmpty()) {
        return each;
      }
      inner.add(each.get());
    }
    return switch (function) {
      case "max", "min" -> extreme(function, inner.getFirst(), inner.getLast());
      default ->
          switch (inner.getFirst()) {
            case Infinite(boolean up) -> far(function, up);
            case Value number -> near(function, number);
          };
    };
  }

  private static Optional<Tends> far(String function, boolean up) {
    Value least = new Value(Formula.ZERO, Side.ABOVE);
    Value one = new Value(Formula.number(up ? 1 : -1), up ? Side.BELOW : Side.ABOVE);
    return Optional.ofNullable(
        switch (function) {
          case "exp", "softplus" -> up ? new Infinite(true) : least;
          case "expm1" -> up ? new Infinite(true) : new Value(Formula.number(-1), Side.ABOVE);
          case "sigmoid" -> up ? one : least;
          case "tanh", "erf" -> one;
          case "atan" ->
              up ? new Value(HALF_PI, Side.BELOW) : new Value(HALF_PI.negated(), Side.ABOVE);
          case "log", "log1p", "sqrt" -> up ? new Infinite(true) : null;
          case "relu" -> up ? new Infinite(true) : Tending.exact(Formula.ZERO);
          case "abs" -> new Infinite(true);
          case "sign" -> Tending.exact(Formula.number(up ? 1 : -1));
          default -> null;
        });
  }

  private Optional<Tends> near(String function, Value at) {
    Formula value = at.value();
    Formula there = Formula.call(function, value);
    return switch (function) {
      case "exp", "expm1", "sigmoid", "tanh", "softplus", "erf", "atan" ->
          Optional.of(Tending.number(there, at.side()));
      case "sin", "cos" ->
          Optional.of(Tending.number(there, at.side() == Side.EXACT ? Side.EXACT : Side.UNKNOWN));
      case "log" -> logarithm(at, there);
      case "log1p" -> logarithm(new Value(value.plus(Formula.ONE), at.side()), there);
      case "sqrt" -> tending.root(at, new Num(BigInteger.ONE, BigInteger.TWO));
      case "relu", "abs", "sign" -> kinked(function, at, there);
      case "floor", "ceil" -> rounded(function.equals("floor"), at);
      default -> Optional.empty();
    };
  }

  private Optional<Tends> logarithm(Value of, Formula there) {
    OptionalInt sign = tending.constants().sign(of.value());
    if (sign.isEmpty() || sign.getAsInt() < 0) {
      return Optional.empty();
    }
    if (sign.getAsInt() == 0) {
      return of.side() == Side.ABOVE ? Optional.of(new Infinite(false)) : Optional.empty();
    }
    return Optional.of(Tending.number(there, of.side()));
  }

  /// Rounded values stay near what is no whole number, and on each side of one.
  private Optional<Tends> rounded(boolean down, Value at) {
    Formula value = Constants.tidy(at.value());
    boolean integer =
        value instanceof Formula.Var(String name)
            && tending.approach().setting().variables().get(name) == Setting.Kind.INTEGER;
    if (value instanceof Num number && !number.denominator().equals(BigInteger.ONE)) {
      BigInteger floor =
          number
              .numerator()
              .subtract(number.numerator().mod(number.denominator()))
              .divide(number.denominator());
      return Optional.of(
          Tending.exact(new Num(down ? floor : floor.add(BigInteger.ONE), BigInteger.ONE)));
    }
    if (!integer && !(value instanceof Num)) {
      return Optional.empty();
    }
    boolean out = at.side() == (down ? Side.BELOW : Side.ABOVE);
    Formula beside = down ? value.minus(Formula.ONE) : value.plus(Formula.ONE);
    return at.side() == Side.UNKNOWN
        ? Optional.empty()
        : Optional.of(Tending.exact(out ? beside : value));
  }

  /// `relu` and `abs` are continuous; `sign` is where it is not 0.
  private Optional<Tends> kinked(String function, Value at, Formula there) {
    OptionalInt near = tending.sign(at);
    if (near.isEmpty()) {
      return function.equals("sign")
          ? Optional.empty()
          : Optional.of(Tending.number(there, Side.UNKNOWN));
    }
    int sign = near.getAsInt();
    return switch (function) {
      case "sign" -> Optional.of(Tending.exact(Formula.number(sign)));
      case "relu" ->
          Optional.of(
              sign > 0 ? Tending.number(at.value(), at.side()) : Tending.exact(Formula.ZERO));
      default ->
          Optional.of(sign >= 0 ? Tending.number(at.value(), at.side()) : Tending.negated(at));
    };
  }

  private Optional<Tends> extreme(String function, Tends first, Tends second) {
    boolean max = function.equals("max");
    if (first instanceof Value(Formula a, Side _) && second instanceof Value(Formula b, Side _)) {
      return Optional.of(Tending.number(Formula.call(function, a, b), Side.UNKNOWN));
    }
    boolean turned = !(first instanceof Infinite);
    Tends bound = turned ? second : first;
    Tends other = turned ? first : second;
    boolean wins = ((Infinite) bound).up() == max;
    return Optional.of(wins ? bound : other);
  }
}
