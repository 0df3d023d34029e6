package gradus.algebra.signs;

import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Between which numbers terms lie wherever they are defined, by the parts they are made of.
///
/// @param known where the terms stand
public record Ranges(Known known) {

  /// Below the circle number by less than 2⁻³².
  private static final Fraction PI = Fraction.of(31_415_926_535L, 10_000_000_000L);

  /// The ranges of terms in a setting.
  public static Ranges in(Setting setting) {
    return new Ranges(new Known(setting));
  }

  /// The range of a term.
  public Interval of(Formula term) {
    return known.range(term, this::made);
  }

  private Interval made(Formula term) {
    return switch (term) {
      case Formula.Num(BigInteger above, BigInteger below) ->
          Interval.of(new Fraction(above, below));
      case Formula.Named(String name) ->
          switch (name) {
            case "pi" -> new Interval(PI, true, PI.plus(Fraction.of(1, 1L << 32)), true);
            case "e" -> Enclosed.of("exp", Interval.of(Fraction.ONE));
            default -> Interval.ALL;
          };
      case Var variable -> variable(variable);
      case Entry _ -> signOf(term).and(member(term));
      case Formula.Neg(Formula inner) -> of(inner).negated();
      case Formula.Add(List<Formula> terms) ->
          terms.stream()
              .map(this::of)
              .reduce(Interval.of(Fraction.ZERO), Interval::plus)
              .and(member(term));
      case Formula.Mul(List<Formula> factors) -> product(factors);
      case Formula.Div(Formula above, Formula below) -> quotient(above, below);
      case Formula.Power(Formula base, Formula exponent) -> power(of(base), exponent);
      case Call(String function, List<Formula> arguments) -> call(function, arguments);
      case Fold fold -> fold(fold);
      case Formula.Iverson _ -> Interval.UNIT;
      case Formula.Choose(Condition when, Formula then, Formula otherwise) ->
          new Ranges(known.with(when)).of(then).or(of(otherwise));
    };
  }

  /// The range of a term, by its parts and by what is given of it.
  Interval given(Formula term) {
    return of(term).and(signOf(term));
  }

  private Interval variable(Var name) {
    List<Condition> given = known.setting().given();
    Fraction low = Bounds.bound(given, name, 1).orElse(Fraction.INFINITY.negated());
    Fraction high = Bounds.bound(given, name, -1).orElse(Fraction.INFINITY);
    return new Interval(low, isApart(low, name), high, isApart(high, name)).and(signOf(name));
  }

  private boolean isApart(Fraction bound, Formula name) {
    Formula end = bound.isFinite() ? number(bound) : Formula.ZERO;
    return !bound.isFinite()
        || known.entails(name.minus(end), true)
        || known.entails(end.minus(name), true);
  }

  /// A number as a term.
  public static Formula number(Fraction value) {
    return new Formula.Num(value.numerator(), value.denominator());
  }

  /// What is given of a name together with others: on which side of 0 and of 1 it is.
  private Interval signOf(Formula name) {
    if (known.setting().given().isEmpty()) {
      return Interval.ALL;
    }
    boolean most = known.entails(Formula.ONE.minus(name), false);
    Fraction end = Fraction.INFINITY;
    Interval high = most ? new Interval(end.negated(), true, Fraction.ONE, false) : Interval.ALL;
    if (known.entails(name.minus(Formula.ONE), false)) {
      return new Interval(Fraction.ONE, false, end, true).and(high);
    }
    if (known.entails(name, false)) {
      return (known.entails(name, true) ? Interval.POSITIVE : Interval.NOT_NEGATIVE).and(high);
    }
    return most && known.entails(name.negated(), false)
        ? (known.entails(name.negated(), true) ? Interval.POSITIVE : Interval.NOT_NEGATIVE)
            .negated()
        : high;
  }

  /// What is given of the least or greatest of many terms of which this is one; entries outside of
  /// a vector are 0.
  private Interval member(Formula term) {
    Interval range = Interval.ALL;
    for (Condition condition : known.facts()) {
      if (condition instanceof Condition.Compare(Relation relation, Formula left, Formula right)) {
        range = range.and(bounded(term, left, relation, right));
        range = range.and(bounded(term, right, relation.turned(), left));
      }
    }
    return range;
  }

  private Interval bounded(Formula term, Formula extreme, Relation relation, Formula bound) {
    if (!(extreme instanceof Fold fold) || !(bound instanceof Formula.Num n)) {
      return Interval.ALL;
    }
    Fraction end = new Fraction(n.numerator(), n.denominator());
    boolean open = relation == Relation.GT || relation == Relation.LT;
    Interval range = Interval.ALL;
    if (fold.combination() == Combination.MIN && (open ? Relation.GT : Relation.GE) == relation) {
      range = new Interval(end, open, Fraction.INFINITY, true);
    }
    if (fold.combination() == Combination.MAX && (open ? Relation.LT : Relation.LE) == relation) {
      range = new Interval(Fraction.INFINITY.negated(), true, end, open);
    }
    if (range.equals(Interval.ALL)) {
      return range;
    }
    if (term instanceof Entry(String tensor, List<Formula> index) && isVector(fold, tensor)) {
      return known.holds(fold, index.getFirst()) ? range : range.or(Interval.of(Fraction.ZERO));
    }
    return known.place(term, fold).isPresent() ? range : Interval.ALL;
  }

  /// Whether a fold runs over all entries of a vector.
  private boolean isVector(Fold fold, String tensor) {
    return fold.body().equals(new Entry(tensor, List.of(fold.index())))
        && known
            .setting()
            .tensors()
            .getOrDefault(tensor, List.of())
            .equals(List.of(new Setting.Range(fold.from(), fold.to())));
  }

  /// Equal factors make squares; the rest is multiplied.
  private Interval product(List<Formula> factors) {
    Map<Formula, Integer> powers = new LinkedHashMap<>();
    factors.forEach(factor -> powers.merge(factor, 1, Integer::sum));
    Interval product = Interval.of(Fraction.ONE);
    for (Map.Entry<Formula, Integer> each : powers.entrySet()) {
      product = product.times(power(of(each.getKey()), each.getValue()));
    }
    for (Formula factor : powers.keySet()) {
      if (factor instanceof Call(String exp, List<Formula> exponent) && exp.equals("exp")) {
        Map<Formula, Integer> rest = new LinkedHashMap<>(powers);
        rest.remove(factor);
        for (Map.Entry<Formula, Integer> each : powers.entrySet()) {
          if (each.getKey() instanceof Var name && powers.get(factor) == 1) {
            Interval tail = tail(name, each.getValue(), exponent.getFirst());
            rest.remove(name);
            for (Map.Entry<Formula, Integer> other : rest.entrySet()) {
              tail = tail.times(power(of(other.getKey()), other.getValue()));
            }
            product = product.and(tail);
            rest.put(name, each.getValue());
          }
        }
      }
    }
    return product;
  }

  /// `wʲ e^g(w)` where `w` has a sign, `g` is smooth and `j + w g′(w) ≤ 0`: its size falls away
  /// from 0.
  private Interval tail(Var name, int power, Formula exponent) {
    Interval x = of(name);
    Fraction near = x.isNotNegative() ? x.low() : x.high();
    if (!near.isFinite()
        || near.signum() == 0
        || x.isNotNegative() == x.isNotPositive()
        || !Valley.isLine(known, exponent, name, near)) {
      return Interval.ALL;
    }
    Interval rate = of(name.times(new Derivative(name).of(exponent)));
    Formula at = Known.replaced(exponent, name, number(near));
    Interval most = power(Interval.of(near), power).times(Enclosed.growing("exp", of(at)));
    return rate.plus(Interval.of(Fraction.of(power))).isNotPositive()
        ? most.or(Interval.of(Fraction.ZERO))
        : Interval.ALL;
  }

  private static Interval power(Interval one, int times) {
    Interval power = Interval.of(Fraction.ONE);
    for (int i = 1; i < times; i += 2) {
      power = power.times(one.square());
    }
    return times % 2 == 1 ? power.times(one) : power;
  }

  private Interval power(Interval base, Formula exponent) {
    if (exponent instanceof Formula.Num(BigInteger above, BigInteger below)
        && below.equals(BigInteger.ONE)
        && above.bitLength() < 7) {
      Interval power = power(base, Math.abs(above.intValue()));
      return above.signum() < 0 ? power.inverse() : power;
    }
    return base.isPositive()
        ? Enclosed.growing("exp", Enclosed.growing("log", base).times(of(exponent)))
            .and(Interval.POSITIVE)
        : base.isNotNegative() || isRoot(exponent) ? Interval.NOT_NEGATIVE : Interval.ALL;
  }

  /// Whether powers with an exponent have no value for what is negative.
  private static boolean isRoot(Formula exponent) {
    return exponent instanceof Formula.Num n && !n.denominator().testBit(0);
  }

  /// A part of a sum of terms that are 0 or more is a share of it.
  private Interval quotient(Formula above, Formula below) {
    Interval plain = of(above).times(of(below).inverse());
    if (below instanceof Formula.Add(List<Formula> terms)
        && terms.contains(above)
        && terms.stream().allMatch(it -> of(it).isNotNegative())) {
      boolean more = terms.stream().filter(it -> of(it).isPositive()).count() > 1;
      return plain.and(new Interval(Fraction.ZERO, false, Fraction.ONE, more));
    }
    if (below instanceof Fold fold
        && fold.combination() == Combination.SUM
        && known.place(above, fold).isPresent()
        && body(fold).isNotNegative()) {
      return plain.and(new Interval(Fraction.ZERO, false, Fraction.ONE, hasMore(fold)));
    }
    return plain;
  }

  private Interval call(String function, List<Formula> arguments) {
    Interval x = of(arguments.getFirst());
    // of one argument only once: nested functions would cost 2 to the power of their depth
    Interval y = arguments.size() == 1 ? x : of(arguments.getLast());
    Fraction one = Fraction.ONE;
    Interval sides = new Interval(one.negated(), false, one, false);
    return switch (function) {
      case "exp", "expm1", "sigmoid", "tanh", "erf", "softplus", "sqrt", "log", "log1p" ->
          Enclosed.growing(function, x);
      case "sin" -> x.equals(Interval.of(Fraction.ZERO)) ? x : sides;
      case "cos" -> x.equals(Interval.of(Fraction.ZERO)) ? Interval.of(one) : sides;
      case "relu" -> x.maximum(Interval.of(Fraction.ZERO));
      case "abs" -> x.size();
      case "max" -> x.maximum(y);
      case "min" -> x.negated().maximum(y.negated()).negated();
      case "sign" -> x.mapped(it -> Fraction.of(it.signum()));
      case "floor" -> x.mapped(Fraction::floor);
      case "floordiv" -> x.times(y.inverse()).mapped(Fraction::floor);
      default -> Interval.ALL;
    };
  }

  /// The range of the body of a fold at all indices.
  Interval body(Fold fold) {
    return new Ranges(known.inside(fold)).of(fold.body());
  }

  /// Whether a sum has two terms at least, and all are positive.
  boolean hasMore(Fold sum) {
    return body(sum).isPositive()
        && known.entails(sum.to().minus(sum.from()).minus(Formula.ONE), false);
  }

  private Interval fold(Fold fold) {
    Interval body = body(fold);
    boolean filled = known.entails(fold.to().minus(fold.from()), false);
    return switch (fold.combination()) {
      case SUM ->
          body.isNotNegative()
              ? (filled && body.isPositive() ? Interval.POSITIVE : Interval.NOT_NEGATIVE)
              : body.isNotPositive()
                  ? (filled && body.isNegative() ? Interval.POSITIVE : Interval.NOT_NEGATIVE)
                      .negated()
                  : Interval.ALL;
      case MAX, MIN -> filled ? body : Interval.ALL;
      case PRODUCT ->
          body.isPositive()
              ? Interval.POSITIVE
              : body.isNotNegative() ? Interval.NOT_NEGATIVE : Interval.ALL;
      case ARGMAX, ARGMIN -> Interval.ALL;
    };
  }
}
