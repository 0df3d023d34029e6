package gradus.algebra.curvature;

import gradus.algebra.Setting;
import gradus.algebra.refute.Boxes;
import gradus.algebra.refute.Boxes.Box;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Between which numbers terms lie wherever they are defined, by the parts they are made of.
///
/// @param setting what is known of the names
record Spreads(Setting setting) {

  Spread of(Formula term) {
    return switch (term) {
      case Formula.Num n -> Spread.of(new Fraction(n.numerator(), n.denominator()));
      case Formula.Named _ -> Spread.POSITIVE;
      case Formula.Var variable -> variable(variable);
      case Entry entry -> entry(entry);
      case Formula.Neg(Formula inner) -> of(inner).negated();
      case Formula.Add(List<Formula> terms) ->
          terms.stream().map(this::of).reduce(Spread.of(Fraction.ZERO), Spread::plus);
      case Formula.Mul(List<Formula> factors) -> product(factors);
      case Formula.Div(Formula above, Formula below) -> quotient(above, below);
      case Formula.Power(Formula base, Formula exponent) -> power(base, exponent);
      case Call call -> call(call.function(), call.arguments());
      case Fold fold -> fold(fold);
      case Formula.Iverson _ -> new Spread(Fraction.ZERO, false, Fraction.ONE, false);
      case Formula.Choose(Condition when, Formula then, Formula otherwise) ->
          with(when).of(then).or(of(otherwise));
    };
  }

  private Spreads with(Condition more) {
    List<Condition> given = new java.util.ArrayList<>(setting.given());
    given.add(more);
    return new Spreads(new Setting(setting.variables(), setting.tensors(), given));
  }

  private Spread variable(Formula.Var variable) {
    boolean whole = setting.isInteger(variable.name());
    Box box =
        new Boxes(setting.given(), whole)
            .narrowed(Map.of(variable.name(), Box.ALL))
            .getOrDefault(variable.name(), Box.ALL);
    boolean low = box.low().compareTo(Box.ALL.low()) > 0;
    boolean high = box.high().compareTo(Box.ALL.high()) < 0;
    return new Spread(
        low ? box.low() : Spread.ALL.low(),
        !low || isStrict(variable, Relation.GT, Relation.LT, box.low()),
        high ? box.high() : Fraction.INFINITY,
        !high || isStrict(variable, Relation.LT, Relation.GT, box.high()));
  }

  /// Whether a condition says that a variable is not equal to its bound.
  private boolean isStrict(Formula.Var name, Relation sign, Relation turned, Fraction bound) {
    Formula end = new Formula.Num(bound.numerator(), bound.denominator());
    return conditions()
        .anyMatch(
            it ->
                it.equals(Condition.compare(sign, name, end))
                    || it.equals(Condition.compare(turned, end, name)));
  }

  private java.util.stream.Stream<Condition> conditions() {
    return setting.given().stream().flatMap(Spreads::flat);
  }

  private static java.util.stream.Stream<Condition> flat(Condition condition) {
    return condition instanceof Condition.And(List<Condition> parts)
        ? parts.stream().flatMap(Spreads::flat)
        : java.util.stream.Stream.of(condition);
  }

  /// What is given of the least entry of a vector; entries outside are 0.
  private Spread entry(Entry entry) {
    for (Condition condition : conditions().toList()) {
      if (condition instanceof Condition.Compare(Relation relation, Fold least, Formula zero)
          && (relation == Relation.GE || relation == Relation.GT)
          && zero.equals(Formula.ZERO)
          && least.combination() == Combination.MIN
          && least.body() instanceof Entry(String tensor, List<Formula> index)
          && tensor.equals(entry.tensor())
          && index.equals(List.of(least.index()))
          && setting
              .tensors()
              .getOrDefault(tensor, List.of())
              .equals(List.of(new Setting.Range(least.from(), least.to())))) {
        return Spread.NOT_NEGATIVE;
      }
      if (condition instanceof Condition.Compare(Relation relation, Entry one, Formula zero)
          && (relation == Relation.GE || relation == Relation.GT)
          && zero.equals(Formula.ZERO)
          && one.equals(entry)) {
        return relation == Relation.GT ? Spread.POSITIVE : Spread.NOT_NEGATIVE;
      }
    }
    return Spread.ALL;
  }

  /// Equal factors make squares; the rest is multiplied.
  private Spread product(List<Formula> factors) {
    Map<Formula, Integer> powers = new HashMap<>();
    for (Formula factor : factors) {
      powers.merge(factor, 1, Integer::sum);
    }
    Spread product = Spread.of(Fraction.ONE);
    for (Map.Entry<Formula, Integer> each : powers.entrySet()) {
      Spread one = of(each.getKey());
      for (int i = 1; i < each.getValue(); i += 2) {
        product = product.times(square(one));
      }
      product = each.getValue() % 2 == 1 ? product.times(one) : product;
    }
    return product;
  }

  private static Spread square(Spread one) {
    Spread size = one.isNotNegative() ? one : one.negated();
    if (size.isNotNegative()) {
      return size.times(size);
    }
    Fraction low = one.low().negated();
    boolean larger = low.compareTo(one.high()) > 0;
    Fraction most = larger ? low : one.high();
    boolean open = larger ? one.lowOpen() : one.highOpen();
    boolean both = low.equals(one.high());
    return new Spread(
        Fraction.ZERO,
        false,
        most.isFinite() ? most.times(most) : Fraction.INFINITY,
        !most.isFinite() || (both ? one.lowOpen() && one.highOpen() : open));
  }

  /// A part of a sum of positive terms is a share of it.
  private Spread quotient(Formula above, Formula below) {
    Spread plain = of(above).times(of(below).inverse());
    boolean part =
        below instanceof Formula.Add(List<Formula> terms)
            && terms.contains(above)
            && terms.stream().allMatch(it -> of(it).isNotNegative());
    boolean more =
        below instanceof Formula.Add(List<Formula> terms)
            && terms.stream().filter(it -> of(it).isPositive()).count() > 1;
    if (below instanceof Fold fold && fold.combination() == Combination.SUM) {
      Optional<Formula> place = new Shares(setting).place(above, fold);
      part = place.isPresent() && body(fold).isNotNegative();
      more =
          body(fold).isPositive()
              && of(fold.to().minus(fold.from()).minus(Formula.ONE)).isNotNegative();
    }
    if (!part) {
      return plain;
    }
    boolean positive = of(above).isPositive();
    return new Spread(Fraction.ZERO, positive, Fraction.ONE, more);
  }

  private Spread power(Formula base, Formula exponent) {
    Spread one = of(base);
    if (!(exponent instanceof Formula.Num n)) {
      return one.isNotNegative() && !one.isPositive()
          ? Spread.NOT_NEGATIVE
          : one.isPositive() ? Spread.POSITIVE : Spread.ALL;
    }
    boolean whole = n.denominator().equals(BigInteger.ONE);
    if (!whole || n.numerator().bitLength() > 6) {
      return one.isPositive() ? Spread.POSITIVE : whole ? Spread.ALL : Spread.NOT_NEGATIVE;
    }
    int times = Math.abs(n.numerator().intValue());
    Spread power = Spread.of(Fraction.ONE);
    for (int i = 1; i < times; i += 2) {
      power = power.times(square(one));
    }
    power = times % 2 == 1 ? power.times(one) : power;
    return n.numerator().signum() < 0 ? power.inverse() : power;
  }

  private Spread call(String function, List<Formula> arguments) {
    Spread x = of(arguments.getFirst());
    Spread y = of(arguments.getLast());
    return switch (function) {
      case "exp" ->
          new Spread(
              x.isNotNegative() ? Fraction.ONE : Fraction.ZERO,
              !x.isNotNegative() || x.isPositive(),
              x.isNotPositive() ? Fraction.ONE : Fraction.INFINITY,
              !x.isNotPositive() || x.negated().isPositive());
      case "sigmoid" ->
          new Spread(
              x.isNotNegative() ? Fraction.of(1, 2) : Fraction.ZERO,
              !x.isNotNegative() || x.isPositive(),
              x.isNotPositive() ? Fraction.of(1, 2) : Fraction.ONE,
              !x.isNotPositive() || x.negated().isPositive());
      case "tanh", "erf" ->
          new Spread(
              x.isNotNegative() ? Fraction.ZERO : Fraction.of(-1),
              !x.isNotNegative() || x.isPositive(),
              x.isNotPositive() ? Fraction.ZERO : Fraction.ONE,
              !x.isNotPositive() || x.negated().isPositive());
      case "softplus" -> Spread.POSITIVE;
      case "sin", "cos" -> new Spread(Fraction.of(-1), false, Fraction.ONE, false);
      case "relu" -> x.max(Spread.of(Fraction.ZERO));
      case "abs" ->
          x.isNotNegative()
              ? x
              : x.isNotPositive()
                  ? x.negated()
                  : square(x).isPositive()
                      ? Spread.POSITIVE
                      : new Spread(
                          Fraction.ZERO,
                          false,
                          x.max(x.negated()).high(),
                          x.max(x.negated()).highOpen());
      case "max" -> x.max(y);
      case "min" -> x.negated().max(y.negated()).negated();
      case "sqrt" -> x.isPositive() ? Spread.POSITIVE : Spread.NOT_NEGATIVE;
      case "log" -> logarithm(x);
      default -> Spread.ALL;
    };
  }

  private static Spread logarithm(Spread x) {
    Spread over = x.plus(Spread.of(Fraction.of(-1)));
    return over.isPositive()
        ? Spread.POSITIVE
        : over.isNotNegative()
            ? Spread.NOT_NEGATIVE
            : over.isNotPositive()
                ? (over.negated().isPositive() ? Spread.POSITIVE : Spread.NOT_NEGATIVE).negated()
                : Spread.ALL;
  }

  /// The body of a fold at all indices of its range.
  private Spread body(Fold fold) {
    return within(fold.index(), fold.from(), fold.to()).of(fold.body());
  }

  /// What is known at the indices of a fold.
  Spreads within(Formula.Var index, Formula from, Formula to) {
    Map<String, Setting.Kind> kinds = new HashMap<>(setting.variables());
    kinds.put(index.name(), Setting.Kind.INTEGER);
    List<Condition> given =
        new java.util.ArrayList<>(
            setting.given().stream()
                .filter(
                    it ->
                        !gradus.formula.Substitution.variables(new Formula.Iverson(it))
                            .contains(index.name()))
                .toList());
    given.add(Condition.compare(Relation.LE, from, index));
    given.add(Condition.compare(Relation.LE, index, to));
    return new Spreads(new Setting(kinds, setting.tensors(), given));
  }

  private Spread fold(Fold fold) {
    Spread body = body(fold);
    boolean filled = of(fold.to().minus(fold.from())).isNotNegative();
    return switch (fold.combination()) {
      case SUM ->
          body.isNotNegative()
              ? (filled && body.isPositive() ? Spread.POSITIVE : Spread.NOT_NEGATIVE)
              : body.isNotPositive() ? Spread.NOT_NEGATIVE.negated() : Spread.ALL;
      case MAX, MIN -> filled ? body : Spread.ALL;
      case PRODUCT ->
          body.isPositive()
              ? Spread.POSITIVE
              : body.isNotNegative() ? Spread.NOT_NEGATIVE : Spread.ALL;
      case ARGMAX, ARGMIN -> Spread.ALL;
    };
  }
}
