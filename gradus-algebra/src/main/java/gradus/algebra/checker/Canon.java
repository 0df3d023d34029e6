package gradus.algebra.checker;

import gradus.algebra.checker.Premises.Bound;
import gradus.algebra.checker.Sum.Atom;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Num;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Terms as polynomials over atoms, with the laws of sums, exponentials and brackets.
///
/// @param scope where the terms stand
/// @param needs what must be defined for them to be: `1 / p`, logarithms, roots, unknown functions
record Canon(Premises scope, Set<Atom> needs) {

  Canon(Premises scope) {
    this(scope, new LinkedHashSet<>());
  }

  Sum of(Formula term) {
    return switch (term) {
      case Num(var above, var below) -> Sum.of(new Fraction(above, below));
      case Formula.Named(String name) when name.equals("e") -> exp(Sum.ONE);
      case Formula.Named(String name) when !name.equals("pi") ->
          throw new RefusedException("expected numbers, found " + name);
      case Formula.Named _ -> new Atom(term, List.of()).sum();
      case Formula.Var(String name) ->
          scope.values().getOrDefault(name, new Atom(term, List.of()).sum());
      case Formula.Entry(String tensor, List<Formula> index) ->
          new Atom(new Formula.Entry(tensor, List.of()), all(index)).sum();
      case Formula.Add(List<Formula> terms) -> all(terms).stream().reduce(Sum.ZERO, Sum::plus);
      case Formula.Neg(Formula inner) -> Sum.ZERO.minus(of(inner));
      case Formula.Mul(List<Formula> factors) -> all(factors).stream().reduce(Sum.ONE, Sum::times);
      case Formula.Div(Formula above, Formula below) -> of(above).times(inverse(of(below)));
      case Formula.Power(Formula base, Num(var above, var below)) ->
          power(of(base), new Fraction(above, below));
      case Formula.Power(Formula base, Formula exponent) ->
          scope.isPositive(of(base))
              ? exp(of(exponent).times(noted("log", all(List.of(base)))))
              : noted(Formula.Power.class, all(List.of(base, exponent)));
      case Call(String function, List<Formula> arguments) -> call(function, arguments);
      case Fold fold -> fold(fold);
      case Formula.Iverson(Condition condition) -> bracket(condition);
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          choice(scope.trimmed(bracket(condition)), then, otherwise);
    };
  }

  List<Sum> all(List<Formula> terms) {
    return terms.stream().map(this::of).toList();
  }

  private Sum noted(Object head, List<Sum> parts) {
    Atom atom = new Atom(head, parts);
    needs.add(atom);
    return atom.sum();
  }

  private Sum call(String function, List<Formula> arguments) {
    if (function.equals("derivative")) {
      return noted(function, new Canon(scope.bare(), needs).all(arguments));
    }
    List<Sum> parts = all(arguments);
    return switch (function + parts.size()) {
      case "exp1" -> exp(parts.getFirst());
      case "log1" -> noted("log", parts);
      case "sin1", "cos1", "erf1", "sigmoid1", "tanh1" -> new Atom(function, parts).sum();
      case "floor1" -> floor(parts.getFirst());
      case "floordiv2" -> floor(parts.getFirst().times(inverse(parts.getLast())));
      default -> noted(function + parts.size(), parts);
    };
  }

  /// What is certainly a whole number is taken out; for a positive whole `m` and a whole `z`,
  /// `⌊(⌊u⌋ + z) / m⌋` is `⌊(u + z) / m⌋`, since `⌊u⌋ + z` is `⌊u + z⌋`.
  private Sum floor(Sum argument) {
    Sum whole = Sum.ZERO;
    for (Map.Entry<Map<Atom, Fraction>, Fraction> term : argument.terms().entrySet()) {
      if (scope.isWhole(Sum.of(term.getKey(), Fraction.ONE))) {
        whole = whole.plus(Sum.of(term.getKey(), term.getValue().floor()));
      }
    }
    Sum rest = argument.minus(whole);
    Map<Atom, Fraction> below = rest.shared();
    below.values().removeIf(exponent -> exponent.signum() > 0);
    Sum part = Sum.of(below, new Fraction(BigInteger.ONE, rest.content().denominator()));
    Sum m = inverse(part);
    Sum over = rest.times(m);
    boolean fits = scope.isWhole(over) && scope.isWhole(m) && scope.isPositive(m);
    return over.atoms()
        .filter(it -> fits && it.head().equals("floor") && !over.minus(it.sum()).mentions(it))
        .findFirst()
        .map(it -> floor(rest.plus(it.parts().getFirst().minus(it.sum()).times(part))))
        .orElseGet(() -> rest.isZero() ? rest : new Atom("floor", List.of(rest)).sum())
        .plus(whole);
  }

  /// `exp` of a sum is a product; `exp(c log p)` is `pᶜ`.
  Sum exp(Sum exponent) {
    Sum product = Sum.ONE;
    for (Map.Entry<Map<Atom, Fraction>, Fraction> term : exponent.terms().entrySet()) {
      Sum monomial = Sum.of(term.getKey(), Fraction.ONE);
      Atom raised = monomial.atoms().findFirst().orElse(new Atom("exp", List.of()));
      product =
          product.times(
              raised.head().equals("log") && monomial.equals(raised.sum())
                  ? power(raised.parts().getFirst(), term.getValue())
                  : new Atom("exp", List.of(monomial)).power(term.getValue()));
    }
    return product;
  }

  private Sum power(Sum base, Fraction exponent) {
    Fraction whole = exponent.floor();
    Fraction part = exponent.plus(whole.negated());
    if (whole.numerator().bitLength() > 7) {
      throw new RefusedException("expected small powers, found " + exponent);
    }
    Sum product = Sum.ONE;
    for (int i = Math.abs(whole.numerator().intValueExact()); i > 0; i--) {
      product = product.times(whole.signum() < 0 ? inverse(base) : base);
    }
    if (part.signum() == 0) {
      return product;
    }
    Fraction square = base.isZero() ? Fraction.ONE : base.content();
    Fraction side = new Fraction(square.numerator().sqrt(), square.denominator().sqrt());
    boolean exact = part.equals(Fraction.of(1, 2)) && side.times(side).equals(square);
    Sum scaled = exact ? base.scale(Fraction.ONE.over(square)) : base;
    Sum rest = scaled.times(shared(base, Fraction.of(-1)));
    needs.add(new Atom(Formula.Power.class, List.of(rest, Sum.of(part))));
    Sum root = rest.equals(Sum.ONE) ? rest : new Atom(Atom.BASE, List.of(rest)).power(part);
    return product.times(shared(base, part)).times(root).scale(exact ? side : Fraction.ONE);
  }

  /// What all terms share that is positive, to a power.
  private Sum shared(Sum sum, Fraction exponent) {
    Map<Atom, Fraction> shared = sum.shared();
    shared.keySet().removeIf(atom -> !scope.isPositive(atom.sum()));
    shared.replaceAll((_, each) -> each.times(exponent));
    return Sum.of(shared, Fraction.ONE);
  }

  /// `1 / sum`, where what all terms share is taken out first.
  private Sum inverse(Sum sum) {
    Sum rest = sum;
    Sum outside = Sum.ONE;
    for (Map<Atom, Fraction> shared = rest.shared(); !shared.isEmpty(); shared = rest.shared()) {
      for (Atom atom : shared.keySet()) {
        if (!atom.head().equals("exp")) {
          needs.add(new Atom(Formula.Div.class, List.of(atom.sum())));
        }
      }
      shared.replaceAll((_, exponent) -> exponent.negated());
      rest = rest.times(Sum.of(shared, Fraction.ONE));
      outside = outside.times(Sum.of(shared, Fraction.ONE));
    }
    if (rest.isZero()) {
      throw new RefusedException("expected a denominator, found 0");
    }
    if (rest.isNumber()) {
      return outside.scale(Fraction.ONE.over(rest.constant()));
    }
    int sign = rest.terms().values().stream().reduce(Fraction.ZERO, Fraction::plus).signum();
    Fraction scale = Fraction.ONE.over(sign < 0 ? rest.content().negated() : rest.content());
    Atom base = new Atom(Atom.BASE, List.of(rest.scale(scale)));
    needs.add(new Atom(Formula.Div.class, base.parts()));
    return outside.scale(scale).times(base.power(Fraction.of(-1)));
  }

  /// Sums are linear: what does not vary with the index is taken out, and 1 is counted.
  private Sum fold(Fold fold) {
    Atom index = scope.fresh();
    Sum from = of(fold.from());
    Sum to = of(fold.to());
    Sum length = to.minus(from).plus(Sum.ONE);
    Canon own = new Canon(scope.inside(fold));
    Sum body = own.of(fold.body());
    boolean some = !own.needs.isEmpty() && scope.entails(to.minus(from), false);
    for (Atom need : own.needs) {
      Atom each = bound(Fold.class, index, from, to, need.sum());
      needs.add(some && !need.mentions(index) ? need : each);
    }
    if (fold.combination() != Combination.SUM) {
      Atom atom = bound(fold.combination(), index, from, to, body);
      return noted(atom.head(), atom.parts());
    }
    boolean whole = scope.isWhole(from) && scope.isWhole(to);
    Sum sum = Sum.ZERO;
    for (Map.Entry<Map<Atom, Fraction>, Fraction> term : body.terms().entrySet()) {
      Map<Atom, Fraction> held = new LinkedHashMap<>(term.getKey());
      held.keySet().removeIf(atom -> !atom.mentions(index));
      Map<Atom, Fraction> free = new LinkedHashMap<>(term.getKey());
      free.keySet().removeAll(held.keySet());
      boolean counted = held.isEmpty() && whole && scope.entails(length, false);
      Sum one = bound(Combination.SUM, index, from, to, Sum.of(held, Fraction.ONE)).sum();
      sum = sum.plus(Sum.of(free, term.getValue()).times(counted ? length : one));
    }
    return sum;
  }

  /// The same for every name of the index: it is named by how many folds are nested in the body.
  private static Atom bound(Object head, Atom index, Sum from, Sum to, Sum body) {
    Atom now = new Atom(body.height(), List.of());
    return new Atom(head, List.of(now.sum(), from, to, body.renamed(index, now)));
  }

  private Sum choice(Sum holds, Formula then, Formula otherwise) {
    if (holds.isNumber()) {
      return of(holds.isZero() ? otherwise : then);
    }
    Canon own = new Canon(scope);
    Sum first = own.of(then);
    Sum second = own.of(otherwise);
    return own.undefined(Set.of()).isEmpty()
        ? holds.times(first).plus(Sum.ONE.minus(holds).times(second))
        : noted(Formula.Choose.class, List.of(holds, first, second));
  }

  /// A bracket as a polynomial in brackets `[p ≥ 0]`.
  Sum bracket(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right)
          when relation == Relation.NE ->
          Sum.ONE.minus(bracket(Condition.compare(Relation.EQ, left, right)));
      case Condition.Compare(Relation relation, Formula left, Formula right) -> {
        Sum form = of(left).minus(of(right));
        List<Bound> bounds = scope.bounds(relation, form.times(shared(form, Fraction.of(-1))));
        yield bounds.stream().map(Canon::bracket).reduce(Sum.ONE, Sum::times);
      }
      case Condition.And(List<Condition> parts) ->
          parts.stream().map(this::bracket).reduce(Sum.ONE, Sum::times);
      case Condition.Or(List<Condition> parts) ->
          Sum.ONE.minus(
              parts.stream().map(part -> Sum.ONE.minus(bracket(part))).reduce(Sum.ONE, Sum::times));
      case Condition.Not(Condition part) -> Sum.ONE.minus(bracket(part));
    };
  }

  private static Sum bracket(Bound bound) {
    return bound.form().isNumber()
        ? bound.isFalse() ? Sum.ZERO : Sum.ONE
        : bound.strict()
            ? Sum.ONE.minus(bracket(bound.contrary()))
            : new Atom(Relation.GE, List.of(bound.form())).sum();
  }

  /// What is defined neither by its sign nor since something else is.
  List<Atom> undefined(Set<Atom> given) {
    return needs.stream().filter(need -> !isDefined(need, scope, given)).toList();
  }

  private static boolean isDefined(Atom need, Premises scope, Set<Atom> given) {
    List<Sum> parts = need.parts();
    Sum negative = Sum.ZERO.minus(parts.getFirst());
    boolean below = need.head().equals(Formula.Div.class);
    boolean signed = below || need.head().equals(Formula.Power.class) || need.head().equals("log");
    return given.contains(need)
        || (need.head().equals(Fold.class)
            && isDefined(parts.get(3).atoms().findFirst().orElseThrow(), scope.below(need), given))
        || (List.of(Combination.MAX, Combination.MIN).contains(need.head())
            && scope.entails(parts.get(2).minus(parts.get(1)), false))
        || (below && given.contains(new Atom(need.head(), List.of(negative))))
        || (below && scope.isPositive(negative))
        || (signed && scope.isPositive(parts.getFirst()));
  }
}
