package gradus.algebra.prove;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Nested sums of one monomial: bound variables, the constraints they obey, and the monomial.
///
/// @param term the sums as a term
/// @param variables the bound variables, outermost first
/// @param constraints their ranges, and the brackets that were factors of the monomial
/// @param body the monomial without those brackets
/// @param outside what is known where the sums stand
record Multi(
    Formula term,
    List<String> variables,
    List<Constraint> constraints,
    Monomial body,
    Context outside) {

  /// The sums of a term; empty if its body is no monomial.
  static Optional<Multi> of(Formula term, Context outside) {
    List<String> variables = new ArrayList<>();
    List<Constraint> constraints = new ArrayList<>();
    Formula rest = term;
    Set<String> integers = new LinkedHashSet<>(outside.ring().integers());
    while (rest instanceof Fold fold && fold.combination() == Combination.SUM) {
      Ring ring = new Ring(integers);
      Polynomial from = ring.of(fold.from());
      Polynomial to = ring.of(fold.to());
      variables.add(fold.index().name());
      integers.add(fold.index().name());
      Polynomial at = Polynomial.of(Atom.plain(fold.index()));
      constraints.add(Constraint.notNegative(at.minus(from)));
      constraints.add(Constraint.notNegative(to.minus(at)));
      rest = fold.body();
    }
    Context context = outside.with(new Ring(integers));
    Polynomial body = context.ring().of(rest);
    if (body.terms().size() != 1
        || !body.coefficient(body.terms().firstKey()).equals(Fraction.ONE)) {
      return Optional.empty();
    }
    Monomial all = body.terms().firstKey();
    all.powers().keySet().forEach(atom -> bracket(atom, context).ifPresent(constraints::add));
    Monomial kept = all.only(atom -> bracket(atom, context).isEmpty());
    return Optional.of(new Multi(term, variables, constraints, kept, context));
  }

  /// The constraint that a bracket of whole numbers stands for.
  static Optional<Constraint> bracket(Atom atom, Context context) {
    if (atom.term() instanceof Iverson(Condition.Compare compare)
        && context.ring().isWhole(context.ring().of(compare.left()))) {
      return Constraint.single(compare, context.ring());
    }
    return Optional.empty();
  }

  /// The bracket of a constraint.
  static Formula bracket(Constraint constraint) {
    Relation relation = constraint.sign() == Constraint.Sign.ZERO ? Relation.EQ : Relation.GE;
    return new Iverson(Condition.compare(relation, constraint.form().formula(), Formula.ZERO));
  }

  /// All that holds where the body does not vanish.
  Context inside() {
    return outside.with(constraints).with(outside.support(body));
  }

  Formula bodyFormula() {
    return Polynomial.of(body, Fraction.ONE).formula();
  }

  /// An equation among the bound variables solved for one of them.
  Optional<Map.Entry<String, Polynomial>> solved() {
    for (Constraint constraint : equations()) {
      for (String variable : variables) {
        Optional<Polynomial> solution = solved(constraint.form(), variable);
        if (solution.isPresent()) {
          return Optional.of(Map.entry(variable, solution.get()));
        }
      }
    }
    return Optional.empty();
  }

  private List<Constraint> equations() {
    List<Constraint> equations = new ArrayList<>();
    for (int i = 0; i < constraints.size(); i++) {
      Constraint one = constraints.get(i);
      if (one.sign() == Constraint.Sign.ZERO) {
        equations.add(one);
      }
      for (Constraint other : constraints.subList(i + 1, constraints.size())) {
        if (one.form().plus(other.form()).isZero()) {
          equations.add(Constraint.zero(one.form()));
        }
      }
    }
    return equations;
  }

  /// The value of a variable that makes a form 0, if it occurs once, times ±1.
  static Optional<Polynomial> solved(Polynomial form, String variable) {
    Monomial alone = Monomial.of(Atom.plain(Formula.var(variable)), Fraction.ONE);
    Fraction coefficient = form.coefficient(alone);
    if (!coefficient.equals(Fraction.ONE) && !coefficient.equals(Fraction.of(-1))) {
      return Optional.empty();
    }
    Polynomial rest = form.minus(Polynomial.of(alone, coefficient));
    return uses(rest, variable) ? Optional.empty() : Optional.of(rest.scale(coefficient.negated()));
  }

  static boolean uses(Polynomial polynomial, String variable) {
    return polynomial.terms().keySet().stream()
        .flatMap(monomial -> monomial.powers().keySet().stream())
        .anyMatch(atom -> atom.variables().contains(variable));
  }

  /// A term with terms in the place of variables.
  static Formula replaced(Formula term, Map<String, Formula> values, Set<String> taken) {
    Set<String> names = new LinkedHashSet<>(taken);
    values.values().forEach(value -> names.addAll(Substitution.variables(value)));
    return new Substitution(
            name -> Optional.ofNullable(values.get(name)).orElse(Formula.var(name)),
            UnaryOperator.identity(),
            names)
        .in(term);
  }

  Polynomial replaced(Polynomial form, Map<String, Formula> values) {
    return outside.ring().of(replaced(form.formula(), values, outside.ring().integers()));
  }

  /// The sums over some variables, of a body under constraints; empty if one has no plain range.
  static Optional<Formula> built(
      List<String> variables, List<Constraint> constraints, Formula body, Context outside) {
    List<Constraint> open = new ArrayList<>(constraints);
    List<Formula> bounds = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      List<String> later = variables.subList(i + 1, variables.size());
      Optional<Polynomial> from = bound(open, variables.get(i), later, 1);
      Optional<Polynomial> to = bound(open, variables.get(i), later, -1);
      if (from.isEmpty() || to.isEmpty()) {
        return Optional.empty();
      }
      bounds.add(from.get().formula());
      bounds.add(to.get().formula());
    }
    List<Constraint> chosen = new ArrayList<>(constraints);
    chosen.removeAll(open);
    List<Formula> factors = new ArrayList<>();
    for (Constraint each : List.copyOf(open)) {
      if (isImplied(each, open, chosen, outside)) {
        open.remove(each);
      }
    }
    open.forEach(each -> factors.add(bracket(each)));
    factors.add(body);
    Formula sum = Written.product(factors);
    for (int i = variables.size() - 1; i >= 0; i--) {
      Formula.Var index = Formula.var(variables.get(i));
      sum = new Fold(Combination.SUM, index, bounds.get(2 * i), bounds.get(2 * i + 1), sum);
    }
    return Optional.of(sum);
  }

  private static boolean isImplied(
      Constraint each, List<Constraint> open, List<Constraint> chosen, Context outside) {
    List<Constraint> others = new ArrayList<>(chosen);
    open.stream().filter(other -> !other.equals(each)).forEach(others::add);
    return outside.with(others).entails(each);
  }

  private static Optional<Polynomial> bound(
      List<Constraint> open, String variable, List<String> later, int side) {
    for (Constraint constraint : open) {
      Monomial alone = Monomial.of(Atom.plain(Formula.var(variable)), Fraction.ONE);
      if (!constraint.form().coefficient(alone).equals(Fraction.of(side))) {
        continue;
      }
      Optional<Polynomial> value = solved(constraint.form(), variable);
      if (value.isPresent() && later.stream().noneMatch(name -> uses(value.get(), name))) {
        open.remove(constraint);
        return value;
      }
    }
    return Optional.empty();
  }

  /// Variables that stand for themselves.
  static List<Formula> themselves(List<String> names) {
    return names.stream().map(name -> (Formula) Formula.var(name)).toList();
  }

  static List<Formula> joined(List<Formula> first, List<Formula> second) {
    List<Formula> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
