package gradus.algebra.prove;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Num;
import gradus.reference.Fraction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Terms as polynomials; what is no ring operation becomes an atom as it stands.
///
/// @param integers the names of the variables that are whole numbers
record Ring(Set<String> integers) {

  static final Ring PLAIN = new Ring(Set.of());

  Polynomial of(Formula term) {
    return switch (term) {
      case Num(var above, var below) -> Polynomial.of(new Fraction(above, below));
      case Formula.Add(List<Formula> terms) ->
          terms.stream().map(this::of).reduce(Polynomial.ZERO, Polynomial::plus);
      case Formula.Neg(Formula inner) -> of(inner).negated();
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().map(this::of).reduce(Polynomial.ONE, Polynomial::times);
      case Formula.Div(Formula above, Formula below) ->
          of(above).times(Powers.reciprocal(of(below)));
      case Formula.Power(Formula base, Num(var above, var below)) ->
          Powers.power(of(base), new Fraction(above, below));
      case Call(String function, List<Formula> arguments) when function.equals("exp") ->
          Powers.exp(of(arguments.getFirst()));
      case Call(String function, List<Formula> arguments)
          when function.equals("floordiv")
              && of(arguments.getFirst()).number().isPresent()
              && of(arguments.getLast()).number().filter(by -> by.signum() != 0).isPresent() ->
          Polynomial.of(
              of(arguments.getFirst())
                  .number()
                  .get()
                  .over(of(arguments.getLast()).number().get())
                  .floor());
      case Formula.Iverson(Condition condition) -> bracket(condition);
      case Formula.Choose(Condition condition, Formula then, Formula otherwise)
          when Laws.isTotal(then) && Laws.isTotal(otherwise) -> {
        Polynomial holds = bracket(condition);
        Polynomial fails = Polynomial.ONE.minus(holds);
        yield holds.times(of(then)).plus(fails.times(of(otherwise)));
      }
      case Formula.Entry(String tensor, List<Formula> index) ->
          atom(new Formula.Entry(tensor, index.stream().map(each -> of(each).formula()).toList()));
      case Formula.Named _,
          Formula.Var _,
          Formula.Power _,
          Call _,
          Formula.Fold _,
          Formula.Choose _ ->
          atom(term);
    };
  }

  /// A term whose indices and arguments stand in their canonical form.
  Formula tidy(Formula term) {
    return switch (term) {
      case Num _, Formula.Named _, Formula.Var _ -> term;
      case Formula.Entry(String tensor, List<Formula> index) ->
          new Formula.Entry(tensor, canonical(index));
      case Formula.Add(List<Formula> terms) -> new Formula.Add(tidy(terms));
      case Formula.Neg(Formula inner) -> new Formula.Neg(tidy(inner));
      case Formula.Mul(List<Formula> factors) -> new Formula.Mul(tidy(factors));
      case Formula.Div(Formula above, Formula below) -> new Formula.Div(tidy(above), tidy(below));
      case Formula.Power(Formula base, Formula exponent) ->
          new Formula.Power(tidy(base), tidy(exponent));
      case Call(String function, List<Formula> arguments) ->
          new Call(function, canonical(arguments));
      case Formula.Fold fold -> {
        Set<String> inner = new LinkedHashSet<>(integers);
        inner.add(fold.index().name());
        yield new Formula.Fold(
            fold.combination(),
            fold.index(),
            canonical(fold.from()),
            canonical(fold.to()),
            new Ring(inner).canonical(fold.body()));
      }
      case Formula.Iverson(Condition condition) -> new Formula.Iverson(tidy(condition));
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          new Formula.Choose(tidy(condition), tidy(then), tidy(otherwise));
    };
  }

  private Condition tidy(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right) ->
          new Condition.Compare(relation, canonical(left), canonical(right));
      case Condition.And(List<Condition> parts) ->
          new Condition.And(parts.stream().map(this::tidy).toList());
      case Condition.Or(List<Condition> parts) ->
          new Condition.Or(parts.stream().map(this::tidy).toList());
      case Condition.Not(Condition part) -> new Condition.Not(tidy(part));
    };
  }

  private List<Formula> tidy(List<Formula> terms) {
    return terms.stream().map(this::tidy).toList();
  }

  private List<Formula> canonical(List<Formula> terms) {
    return terms.stream().map(this::canonical).toList();
  }

  Formula canonical(Formula term) {
    return of(tidy(term)).formula();
  }

  private static Polynomial atom(Formula term) {
    return Polynomial.of(Atom.plain(term));
  }

  /// An Iverson bracket as a polynomial in brackets `[p = 0]` and `[p ≥ 0]`.
  Polynomial bracket(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right) ->
          bracket(relation, of(left).minus(of(right)));
      case Condition.And(List<Condition> parts) ->
          parts.stream().map(this::bracket).reduce(Polynomial.ONE, Polynomial::times);
      case Condition.Or(List<Condition> parts) ->
          Polynomial.ONE.minus(
              parts.stream()
                  .map(part -> Polynomial.ONE.minus(bracket(part)))
                  .reduce(Polynomial.ONE, Polynomial::times));
      case Condition.Not(Condition part) -> Polynomial.ONE.minus(bracket(part));
    };
  }

  private Polynomial bracket(Relation relation, Polynomial difference) {
    return switch (relation) {
      case EQ -> equal(difference);
      case NE -> Polynomial.ONE.minus(equal(difference));
      case GE -> notNegative(difference);
      case LE -> notNegative(difference.negated());
      case GT -> positive(difference);
      case LT -> positive(difference.negated());
    };
  }

  private Polynomial equal(Polynomial difference) {
    if (difference.number().isPresent()) {
      return difference.isZero() ? Polynomial.ONE : Polynomial.ZERO;
    }
    Polynomial primitive = difference.scale(Fraction.ONE.over(Content.scale(difference)));
    boolean negative = primitive.coefficient(primitive.terms().lastKey()).signum() < 0;
    return bracketAtom(Relation.EQ, negative ? primitive.negated() : primitive);
  }

  private Polynomial notNegative(Polynomial difference) {
    if (difference.number().isPresent()) {
      return difference.number().get().signum() >= 0 ? Polynomial.ONE : Polynomial.ZERO;
    }
    return bracketAtom(Relation.GE, difference.scale(Fraction.ONE.over(Content.scale(difference))));
  }

  private Polynomial positive(Polynomial difference) {
    return isWhole(difference)
        ? notNegative(difference.minus(Polynomial.ONE))
        : Polynomial.ONE.minus(notNegative(difference.negated()));
  }

  private static Polynomial bracketAtom(Relation relation, Polynomial difference) {
    return atom(
        new Formula.Iverson(Condition.compare(relation, difference.formula(), Formula.ZERO)));
  }

  /// Whether a polynomial is certainly a whole number wherever it is defined.
  boolean isWhole(Polynomial polynomial) {
    for (Map.Entry<Monomial, Fraction> term : polynomial.terms().entrySet()) {
      if (term.getValue().denominator().bitLength() != 1 || !isWhole(term.getKey())) {
        return false;
      }
    }
    return true;
  }

  boolean isWhole(Monomial monomial) {
    return monomial.powers().entrySet().stream()
        .allMatch(
            power ->
                power.getValue().signum() > 0
                    && power.getValue().denominator().bitLength() == 1
                    && isWhole(power.getKey().term()));
  }

  private boolean isWhole(Formula atom) {
    return switch (atom) {
      case Formula.Var(String name) -> integers.contains(name);
      case Formula.Iverson _ -> true;
      case Call(String function, List<Formula> _) ->
          function.equals("floordiv") || function.equals("floor");
      case Formula.Fold fold ->
          fold.combination() == Formula.Combination.SUM && fold.body().equals(Formula.ONE);
      case Num _,
          Formula.Named _,
          Formula.Entry _,
          Formula.Add _,
          Formula.Neg _,
          Formula.Mul _,
          Formula.Div _,
          Formula.Power _,
          Formula.Choose _ ->
          false;
    };
  }
}
