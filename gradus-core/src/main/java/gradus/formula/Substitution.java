package gradus.formula;

import gradus.formula.Condition.And;
import gradus.formula.Condition.Compare;
import gradus.formula.Condition.Not;
import gradus.formula.Condition.Or;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Terms put in the place of variables and entries, without capture.
///
/// A variable bound by a fold is renamed with primes where its name is taken already, so that `k`
/// in `k` becomes `k′`, unless the body holds a `k′` of its own. Terms that are put in are not
/// looked into again.
///
/// @param variables what stands in the place of a variable, by name: itself, if it stays
/// @param entries what stands in the place of an entry whose index has been replaced
/// @param taken all names of variables in use; it grows with every fold
public record Substitution(
    Function<String, Formula> variables, UnaryOperator<Formula> entries, Set<String> taken) {

  /// The names of the free variables of a term.
  public static Set<String> variables(Formula term) {
    Set<String> names = new LinkedHashSet<>();
    Function<String, Formula> noting =
        name -> {
          names.add(name);
          return Formula.var(name);
        };
    new Substitution(noting, UnaryOperator.identity(), new LinkedHashSet<>()).in(term);
    return names;
  }

  /// The term with everything replaced.
  public Formula in(Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Named _ -> term;
      case Formula.Var(String name) -> variables.apply(name);
      case Formula.Entry(String tensor, List<Formula> index) ->
          entries.apply(new Formula.Entry(tensor, in(index)));
      case Formula.Add(List<Formula> terms) -> new Formula.Add(in(terms));
      case Formula.Neg(Formula inner) -> in(inner).negated();
      case Formula.Mul(List<Formula> factors) -> new Formula.Mul(in(factors));
      case Formula.Div(Formula above, Formula below) -> new Formula.Div(in(above), in(below));
      case Formula.Power(Formula base, Formula exponent) ->
          new Formula.Power(in(base), in(exponent));
      case Formula.Call(String function, List<Formula> arguments) ->
          new Formula.Call(function, in(arguments));
      case Formula.Fold fold -> in(fold);
      case Formula.Iverson(Condition condition) -> new Formula.Iverson(in(condition));
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          new Formula.Choose(in(condition), in(then), in(otherwise));
    };
  }

  /// The terms with everything replaced.
  public List<Formula> in(List<Formula> terms) {
    return terms.stream().map(this::in).toList();
  }

  private Formula in(Formula.Fold fold) {
    String name = fold.index().name();
    Set<String> free = taken.contains(name) ? variables(fold.body()) : Set.of();
    while (taken.contains(name) || free.contains(name)) {
      name += "′";
    }
    taken.add(name);
    Formula.Var fresh = Formula.var(name);
    Function<String, Formula> inner =
        other -> other.equals(fold.index().name()) ? fresh : variables.apply(other);
    Formula body = new Substitution(inner, entries, taken).in(fold.body());
    return new Formula.Fold(fold.combination(), fresh, in(fold.from()), in(fold.to()), body);
  }

  /// A term with two names exchanged.
  public static Formula exchanged(Formula term, Formula.Var first, Formula.Var second) {
    return new Substitution(
            name ->
                name.equals(first.name())
                    ? second
                    : name.equals(second.name()) ? first : Formula.var(name),
            UnaryOperator.identity(),
            new LinkedHashSet<>(Set.of(first.name(), second.name())))
        .in(term);
  }

  private Condition in(Condition condition) {
    return switch (condition) {
      case Compare(Condition.Relation relation, Formula left, Formula right) ->
          new Compare(relation, in(left), in(right));
      case And(List<Condition> parts) -> new And(parts.stream().map(this::in).toList());
      case Or(List<Condition> parts) -> new Or(parts.stream().map(this::in).toList());
      case Not(Condition part) -> new Not(in(part));
    };
  }
}
