package gradus.algebra.checker;

import gradus.algebra.checker.Scope.Fact;
import gradus.algebra.checker.Sum.Atom;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Num;
import gradus.reference.Fraction;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Terms as polynomials over atoms, with the laws of sums, exponentials and brackets.
///
/// @param scope where the terms stand
/// @param needs what must be defined for them to be: `1 / p`, logarithms, roots, unknown functions
record Canon(Scope scope, Set<Atom> needs) {

  Canon(Scope scope) {
    this(scope, new LinkedHashSet<>());
  }

  Sum of(Formula term) {
    return switch (term) {
      case Num(var above, var below) -> Sum.of(new Fraction(above, below));
      case Formula.Named(String name) when name.equals("e") -> exp(Sum.ONE);
      case Formula.Named(String name) when !name.equals("pi") ->
          throw new RefusedException("checker: expected numbers, found " + name + ".");
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
      case Formula.Power(Formula base, Formula exponent) -> {
        Sum first = of(base);
        yield scope.isPositive(first)
            ? exp(of(exponent).times(log(first)))
            : noted(Formula.Power.class, List.of(first, of(exponent)));
      }
      case Call(String function, List<Formula> arguments) -> call(function, arguments);
      case Fold fold -> fold(fold);
      case Formula.Iverson(Condition condition) -> bracket(condition);
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          choice(scope.trimmed(bracket(condition)), then, otherwise);
    };
  }

  private List<Sum> all(List<Formula> terms) {
    return terms.stream().map(this::of).toList();
  }

  private Sum noted(Object head, List<Sum> parts) {
    needs.add(new Atom(head, parts));
    return new Atom(head, parts).sum();
  }

  private Sum call(String function, List<Formula> arguments) {
    if (function.equals("derivative")) {
      return noted(function, new Canon(scope.bare(), needs).all(arguments));
    }
    List<Sum> parts = all(arguments);
    Sum first = parts.getFirst();
    Sum last = parts.getLast();
    return switch (function + parts.size()) {
      case "exp1" -> exp(first);
      case "log1" -> log(first);
      case "sin1", "cos1", "erf1" -> new Atom(function, parts).sum();
      case "floor1" -> floor(first);
      case "floordiv2" -> floor(first.times(inverse(last)));
      default -> noted(function + parts.size(), parts);
    };
  }

  /// What is certainly a whole number is taken out.
  private Sum floor(Sum argument) {
    Sum whole = Sum.ZERO;
    for (Map.Entry<Map<Atom, Fraction>, Fraction> term : argument.terms().entrySet()) {
      Sum product = Sum.of(term.getKey(), Fraction.ONE);
      if (scope.isWhole(product)) {
        whole = whole.plus(product.scale(term.getValue().floor()));
      }
    }
    Sum rest = argument.minus(whole);
    return rest.isZero() ? whole : whole.plus(new Atom("floor", List.of(rest)).sum());
  }

  private Sum log(Sum argument) {
    return noted("log", List.of(argument));
  }

  /// `exp` of a sum is a product; `exp(c log p)` is `pᶜ`.
  Sum exp(Sum exponent) {
    Sum product = Sum.ONE;
    for (Map.Entry<Map<Atom, Fraction>, Fraction> term : exponent.terms().entrySet()) {
      Sum monomial = Sum.of(term.getKey(), Fraction.ONE);
      boolean log =
          term.getKey().size() == 1
              && monomial.only().head().equals("log")
              && monomial.equals(monomial.only().sum());
      product =
          product.times(
              log
                  ? power(monomial.only().parts().getFirst(), term.getValue())
                  : Sum.of(
                      Map.of(new Atom("exp", List.of(monomial)), term.getValue()), Fraction.ONE));
    }
    return product;
  }

  Sum power(Sum base, Fraction exponent) {
    Fraction whole = exponent.floor();
    Fraction part = exponent.plus(whole.negated());
    if (whole.numerator().bitLength() > 7) {
      throw new RefusedException("checker: expected small powers, found " + exponent + ".");
    }
    Sum one = whole.signum() < 0 ? inverse(base) : base;
    Sum product = Sum.ONE;
    for (int i = Math.abs(whole.numerator().intValueExact()); i > 0; i--) {
      product = product.times(one);
    }
    if (part.signum() == 0) {
      return product;
    }
    needs.add(new Atom(Formula.Power.class, List.of(base, Sum.of(part))));
    return product.times(Sum.of(Map.of(new Atom(Atom.BASE, List.of(base)), part), Fraction.ONE));
  }

  /// `1 / sum`, where what all terms share is taken out first.
  private Sum inverse(Sum sum) {
    Sum rest = sum;
    Sum outside = Sum.ONE;
    for (Map<Atom, Fraction> shared = rest.shared(); !shared.isEmpty(); shared = rest.shared()) {
      Map<Atom, Fraction> inverse = new LinkedHashMap<>();
      shared.forEach((atom, exponent) -> inverse.put(atom, exponent.negated()));
      shared.keySet().stream()
          .filter(atom -> !atom.head().equals("exp"))
          .forEach(atom -> needs.add(new Atom(Formula.Div.class, List.of(atom.sum()))));
      rest = rest.times(Sum.of(inverse, Fraction.ONE));
      outside = outside.times(Sum.of(inverse, Fraction.ONE));
    }
    if (rest.isZero()) {
      throw new RefusedException("checker: expected a denominator, found 0.");
    }
    if (rest.isNumber()) {
      return outside.scale(Fraction.ONE.over(rest.constant()));
    }
    int sign = rest.terms().values().stream().reduce(Fraction.ZERO, Fraction::plus).signum();
    Fraction scale = Fraction.ONE.over(sign < 0 ? rest.content().negated() : rest.content());
    Atom base = new Atom(Atom.BASE, List.of(rest.scale(scale)));
    needs.add(new Atom(Formula.Div.class, base.parts()));
    return outside.scale(scale).times(Sum.of(Map.of(base, Fraction.of(-1)), Fraction.ONE));
  }

  /// Sums are linear: what does not vary with the index is taken out, and 1 is counted.
  private Sum fold(Fold fold) {
    Atom index = scope.fresh();
    List<Sum> bounds = all(List.of(fold.from(), fold.to()));
    Canon own = new Canon(scope.inside(fold));
    Sum body = own.of(fold.body());
    own.needs.forEach(need -> needs.add(bound(Fold.class, index, bounds, need.sum())));
    if (fold.combination() != Formula.Combination.SUM) {
      Atom atom = bound(fold.combination(), index, bounds, body);
      return noted(atom.head(), atom.parts());
    }
    Sum sum = Sum.ZERO;
    for (Map.Entry<Map<Atom, Fraction>, Fraction> term : body.terms().entrySet()) {
      Map<Atom, Fraction> held = new LinkedHashMap<>(term.getKey());
      held.keySet().removeIf(atom -> !atom.mentions(index));
      Map<Atom, Fraction> free = new LinkedHashMap<>(term.getKey());
      free.keySet().removeAll(held.keySet());
      Sum one = bound(fold.combination(), index, bounds, Sum.of(held, Fraction.ONE)).sum();
      Sum length = bounds.getLast().minus(bounds.getFirst()).plus(Sum.ONE);
      boolean counted =
          held.isEmpty()
              && bounds.stream().allMatch(scope::isWhole)
              && scope.entails(length, false);
      sum = sum.plus(Sum.of(free, term.getValue()).times(counted ? length : one));
    }
    return sum;
  }

  /// The same for every name of the index: it is named by how many folds are nested in the body.
  private static Atom bound(Object head, Atom index, List<Sum> bounds, Sum body) {
    Atom now = new Atom(body.height(), List.of());
    return new Atom(
        head, List.of(now.sum(), bounds.getFirst(), bounds.getLast(), body.renamed(index, now)));
  }

  private Sum choice(Sum holds, Formula then, Formula otherwise) {
    if (holds.isNumber()) {
      return of(holds.isZero() ? otherwise : then);
    }
    Canon own = new Canon(scope);
    Sum first = own.of(then);
    Sum second = own.of(otherwise);
    return own.needs.isEmpty()
        ? holds.times(first).plus(Sum.ONE.minus(holds).times(second))
        : noted(Formula.Choose.class, List.of(holds, first, second));
  }

  /// A bracket as a polynomial in brackets `[p ≥ 0]`.
  Sum bracket(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right) -> {
        Sum form = of(left).minus(of(right));
        yield relation == Relation.NE
            ? Sum.ONE.minus(bracket(scope.facts(Relation.EQ, form)))
            : bracket(scope.facts(relation, form));
      }
      case Condition.And(List<Condition> parts) ->
          parts.stream().map(this::bracket).reduce(Sum.ONE, Sum::times);
      case Condition.Or(List<Condition> parts) ->
          Sum.ONE.minus(
              parts.stream().map(part -> Sum.ONE.minus(bracket(part))).reduce(Sum.ONE, Sum::times));
      case Condition.Not(Condition part) -> Sum.ONE.minus(bracket(part));
    };
  }

  private Sum bracket(List<Fact> facts) {
    Sum product = Sum.ONE;
    for (Fact fact : facts) {
      Sum plain = new Atom(Relation.GE, List.of(fact.form())).sum();
      Sum one = fact.strict() ? Sum.ONE.minus(bracket(List.of(fact.contrary()))) : plain;
      product = product.times(fact.form().isNumber() ? (fact.isFalse() ? Sum.ZERO : Sum.ONE) : one);
    }
    return product;
  }

  /// What is defined if all of this is: in a sum that is not empty, what does not vary as well.
  Set<Atom> given() {
    Set<Atom> given = new LinkedHashSet<>(needs);
    for (Atom need : needs) {
      if (need.head().equals(Fold.class)
          && !need.parts().get(3).mentions(need.parts().getFirst().only())
          && scope.entails(need.parts().get(2).minus(need.parts().get(1)), false)) {
        given.addAll(new Canon(scope, Set.of(need.parts().get(3).only())).given());
      }
    }
    return given;
  }

  /// What is defined neither by its sign nor since something else is.
  List<Atom> undefined(Set<Atom> given) {
    return needs.stream().filter(need -> !isDefined(need, scope, given)).toList();
  }

  private static boolean isDefined(Atom need, Scope scope, Set<Atom> given) {
    if (given.contains(need)) {
      return true;
    }
    if (need.head().equals(Fold.class)) {
      return isDefined(need.parts().get(3).only(), scope.below(need), given);
    }
    Sum negative = Sum.ZERO.minus(need.parts().getFirst());
    boolean below = need.head().equals(Formula.Div.class);
    return (below && given.contains(new Atom(need.head(), List.of(negative))))
        || (below && scope.isPositive(negative))
        || (Set.of(Formula.Div.class, Formula.Power.class, "log").contains(need.head())
            && scope.isPositive(need.parts().getFirst()));
  }
}
