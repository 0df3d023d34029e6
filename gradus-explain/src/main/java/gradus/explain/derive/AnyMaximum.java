package gradus.explain.derive;

import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Substitution;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A term with a free variable in the place of each largest element: what holds for any number
/// holds for that one.
final class AnyMaximum {

  private final Map<Formula, Formula> letters = new LinkedHashMap<>();

  /// The term, with one letter for each maximum, whatever its bound variable is called.
  Formula in(Formula term, Set<String> bound) {
    return switch (term) {
      case Formula.Fold fold when fold.combination() == Combination.MAX && isFree(fold, bound) ->
          letters.computeIfAbsent(renamed(fold), _ -> Formula.var("m" + (letters.size() + 1)));
      case Formula.Fold(var how, Formula.Var at, Formula from, Formula to, Formula body) -> {
        Set<String> inner = new LinkedHashSet<>(bound);
        inner.add(at.name());
        yield new Formula.Fold(how, at, from, to, in(body, inner));
      }
      case Formula.Add(var terms) -> new Formula.Add(all(terms, bound));
      case Formula.Neg(Formula inner) -> new Formula.Neg(in(inner, bound));
      case Formula.Mul(var factors) -> new Formula.Mul(all(factors, bound));
      case Formula.Div(Formula above, Formula below) ->
          new Formula.Div(in(above, bound), in(below, bound));
      case Formula.Power(Formula base, Formula exponent) ->
          new Formula.Power(in(base, bound), exponent);
      case Formula.Call(String function, var arguments) ->
          new Formula.Call(function, all(arguments, bound));
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Entry _ -> term;
      case Formula.Iverson _, Formula.Choose _ -> term;
    };
  }

  private List<Formula> all(List<Formula> terms, Set<String> bound) {
    return terms.stream().map(term -> in(term, bound)).toList();
  }

  private static boolean isFree(Formula.Fold fold, Set<String> bound) {
    Set<String> names = new LinkedHashSet<>(Substitution.variables(fold.body()));
    names.remove(fold.index().name());
    names.retainAll(bound);
    return names.isEmpty();
  }

  private static Formula renamed(Formula.Fold fold) {
    Formula.Var same = Formula.var("#");
    Formula body =
        new Substitution(
                name -> name.equals(fold.index().name()) ? same : Formula.var(name),
                UnaryOperator.identity(),
                new LinkedHashSet<>())
            .in(fold.body());
    return new Formula.Fold(fold.combination(), same, fold.from(), fold.to(), body);
  }
}
