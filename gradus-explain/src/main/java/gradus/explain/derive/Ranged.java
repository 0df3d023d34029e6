package gradus.explain.derive;

import gradus.formula.Formula;
import gradus.formula.Substitution;
import gradus.tensor.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Terms whose indices are shorter where their ranges allow it: `⌊(n·6 + c)/6⌋` is `n` for `c`
/// below 6, a sum over one place is its term there, and an index that is always 0 adds nothing.
///
/// @param ranges the least and the largest value of each index in scope
record Ranged(Map<String, Range> ranges) {

  /// What an index may be.
  ///
  /// @param low the least value
  /// @param high the largest
  private record Range(long low, long high) {

    boolean isWithin(long first, long last) {
      return low >= first && high <= last;
    }
  }

  /// The term for the element of a tensor of a shape, at the indices that {@link Drawn#index}
  /// gives.
  static Formula of(Formula term, Shape shape) {
    List<Formula> index = Drawn.index(shape.rank());
    Map<String, Range> ranges = new LinkedHashMap<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      ranges.put(((Formula.Var) index.get(axis)).name(), new Range(0, shape.size(axis) - 1L));
    }
    return Tidy.of(new Ranged(ranges).shorter(term));
  }

  private Formula shorter(Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Iverson _ -> term;
      case Formula.Entry(String tensor, var index) ->
          new Formula.Entry(tensor, index.stream().map(this::index).toList());
      case Formula.Add(var terms) -> new Formula.Add(all(terms));
      case Formula.Neg(Formula inner) -> shorter(inner).negated();
      case Formula.Mul(var factors) -> new Formula.Mul(all(factors));
      case Formula.Div(Formula above, Formula below) -> shorter(above).over(shorter(below));
      case Formula.Power(Formula base, Formula exponent) -> shorter(base).power(shorter(exponent));
      case Formula.Call(String function, var arguments) ->
          new Formula.Call(function, all(arguments));
      case Formula.Fold fold -> fold(fold);
      case Formula.Choose(var condition, Formula then, Formula otherwise) ->
          new Formula.Choose(condition, shorter(then), shorter(otherwise));
    };
  }

  private List<Formula> all(List<Formula> terms) {
    return terms.stream().map(this::shorter).toList();
  }

  private Formula fold(Formula.Fold fold) {
    Optional<Range> from = range(fold.from());
    Optional<Range> to = range(fold.to());
    boolean sums =
        fold.combination() == Formula.Combination.SUM
            || fold.combination() == Formula.Combination.PRODUCT;
    if (sums && fold.from() instanceof Formula.Num && fold.from().equals(fold.to())) {
      return shorter(put(fold.body(), fold.index().name(), fold.from()));
    }
    Map<String, Range> inner = new LinkedHashMap<>(ranges);
    inner.remove(fold.index().name());
    if (from.isPresent() && to.isPresent()) {
      inner.put(fold.index().name(), new Range(from.get().low(), to.get().high()));
    }
    return new Formula.Fold(
        fold.combination(),
        fold.index(),
        fold.from(),
        fold.to(),
        new Ranged(inner).shorter(fold.body()));
  }

  private static Formula put(Formula term, String name, Formula value) {
    return new Substitution(
            other -> other.equals(name) ? value : Formula.var(other),
            UnaryOperator.identity(),
            new LinkedHashSet<>())
        .in(term);
  }

  /// An index of an entry; an index by itself stays, even where it is always 0.
  private Formula index(Formula index) {
    return index instanceof Formula.Var ? index : Tidy.of(part(index));
  }

  private Formula part(Formula term) {
    return switch (term) {
      case Formula.Var(String name)
          when ranges.containsKey(name) && range(term).orElseThrow().isWithin(0, 0) ->
          Formula.ZERO;
      case Formula.Add(var terms) -> sum(terms.stream().map(this::part).toList());
      case Formula.Neg(Formula inner) -> part(inner).negated();
      case Formula.Mul(var factors) -> product(factors.stream().map(this::part).toList());
      case Formula.Call(String function, var arguments)
          when arguments.size() == 2 && arguments.get(1) instanceof Formula.Num by ->
          divided(function, part(arguments.getFirst()), by);
      default -> shorter(term);
    };
  }

  /// A sum without sums in it, its numbers added up: `i − 2 + 3` is `i + 1`.
  private static Formula sum(List<Formula> terms) {
    List<Formula> flat = new ArrayList<>();
    terms.forEach(
        term -> flat.addAll(term instanceof Formula.Add(var inner) ? inner : List.of(term)));
    BigInteger whole = BigInteger.ZERO;
    List<Formula> rest = new ArrayList<>();
    for (Formula term : flat) {
      Optional<BigInteger> number = whole(term);
      whole = whole.add(number.orElse(BigInteger.ZERO));
      if (number.isEmpty()) {
        rest.add(term);
      }
    }
    if (whole.signum() != 0) {
      Formula size = number(whole.abs());
      rest.add(whole.signum() < 0 ? size.negated() : size);
    }
    return rest.isEmpty()
        ? Formula.ZERO
        : rest.size() == 1 ? rest.getFirst() : new Formula.Add(rest);
  }

  private static Optional<BigInteger> whole(Formula term) {
    return switch (term) {
      case Formula.Num(BigInteger above, BigInteger below) when below.equals(BigInteger.ONE) ->
          Optional.of(above);
      case Formula.Neg(Formula inner) -> whole(inner).map(BigInteger::negate);
      default -> Optional.empty();
    };
  }

  private static Formula product(List<Formula> factors) {
    return factors.contains(Formula.ZERO) ? Formula.ZERO : Tidy.of(new Formula.Mul(factors));
  }

  /// `⌊term/by⌋` or `term mod by`, where what `by` does not divide is below it.
  private Formula divided(String function, Formula term, Formula.Num by) {
    List<Formula> multiples = new ArrayList<>();
    List<Formula> rest = new ArrayList<>();
    for (Formula part : term instanceof Formula.Add(var terms) ? terms : List.of(term)) {
      Optional<Formula> quotient = quotient(part, by.numerator());
      quotient.ifPresentOrElse(multiples::add, () -> rest.add(part));
    }
    Formula left = sum(rest);
    boolean below =
        range(left).filter(it -> it.isWithin(0, by.numerator().longValue() - 1)).isPresent();
    if (below && function.equals("floordiv")) {
      return sum(multiples);
    }
    return below && function.equals("mod") ? left : new Formula.Call(function, List.of(term, by));
  }

  private static Optional<Formula> quotient(Formula part, BigInteger by) {
    return switch (part) {
      case Formula.Num(BigInteger above, BigInteger below)
          when below.equals(BigInteger.ONE) && above.mod(by).signum() == 0 ->
          Optional.of(number(above.divide(by)));
      case Formula.Mul(var factors) -> {
        for (int i = 0; i < factors.size(); i++) {
          if (factors.get(i) instanceof Formula.Num && quotient(factors.get(i), by).isPresent()) {
            List<Formula> divided = new ArrayList<>(factors);
            divided.set(i, quotient(factors.get(i), by).orElseThrow());
            yield Optional.of(Tidy.of(new Formula.Mul(divided)));
          }
        }
        yield Optional.empty();
      }
      default -> by.equals(BigInteger.ONE) ? Optional.of(part) : Optional.empty();
    };
  }

  private static Formula number(BigInteger value) {
    return new Formula.Num(value, BigInteger.ONE);
  }

  /// What a whole term may be; empty where that is not known.
  private Optional<Range> range(Formula term) {
    return switch (term) {
      case Formula.Num(BigInteger above, BigInteger below) when below.equals(BigInteger.ONE) ->
          Optional.of(new Range(above.longValue(), above.longValue()));
      case Formula.Var(String name) -> Optional.ofNullable(ranges.get(name));
      case Formula.Add(var terms) -> {
        long low = 0;
        long high = 0;
        for (Formula part : terms) {
          Optional<Range> found = range(part);
          if (found.isEmpty()) {
            yield Optional.empty();
          }
          low += found.get().low();
          high += found.get().high();
        }
        yield Optional.of(new Range(low, high));
      }
      case Formula.Mul(var factors)
          when factors.size() == 2 && factors.get(1) instanceof Formula.Num by ->
          range(factors.get(0))
              .filter(_ -> by.numerator().signum() >= 0 && by.denominator().equals(BigInteger.ONE))
              .map(
                  it ->
                      new Range(
                          it.low() * by.numerator().longValue(),
                          it.high() * by.numerator().longValue()));
      default -> Optional.empty();
    };
  }
}
