package gradus.algebra.prove;

import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Linear equations solved for some variables.
final class Solution {

  private Solution() {}

  /// The unknowns in terms of the rest; what no equation holds equals its namesake by place.
  static Optional<Map<String, Formula>> of(
      List<Polynomial> equations, List<String> unknowns, List<String> namesakes) {
    Map<String, Polynomial> values = new LinkedHashMap<>();
    for (Polynomial equation : equations) {
      if (!use(substituted(equation, values), unknowns, values)) {
        return Optional.empty();
      }
    }
    List<String> free = new ArrayList<>(unknowns);
    free.removeAll(values.keySet());
    for (String name : free) {
      Polynomial namesake =
          Polynomial.of(Atom.plain(Formula.var(namesakes.get(unknowns.indexOf(name)))));
      put(name, namesake, values);
    }
    Map<String, Formula> terms = new LinkedHashMap<>();
    values.forEach((name, value) -> terms.put(name, value.formula()));
    return Optional.of(terms);
  }

  private static boolean use(
      Polynomial equation, List<String> unknowns, Map<String, Polynomial> values) {
    for (String name : unknowns) {
      Monomial alone = Monomial.of(Atom.plain(Formula.var(name)), Fraction.ONE);
      Fraction coefficient = equation.coefficient(alone);
      if (coefficient.signum() != 0) {
        Polynomial rest = equation.minus(Polynomial.of(alone, coefficient));
        if (Multi.uses(rest, name)) {
          return false;
        }
        put(name, rest.scale(Fraction.of(-1).over(coefficient)), values);
        return true;
      }
    }
    return unknowns.stream().noneMatch(name -> Multi.uses(equation, name))
        && isConsistent(equation);
  }

  // an equation without unknowns may still hold by the other unknowns' values: they are checked
  private static boolean isConsistent(Polynomial equation) {
    return equation.number().map(number -> number.signum() == 0).orElse(true);
  }

  private static void put(String name, Polynomial value, Map<String, Polynomial> values) {
    Map<String, Polynomial> one = Map.of(name, value);
    values.replaceAll((_, old) -> substituted(old, one));
    values.put(name, value);
  }

  private static Polynomial substituted(Polynomial form, Map<String, Polynomial> values) {
    Polynomial sum = Polynomial.ZERO;
    for (Map.Entry<Monomial, Fraction> term : form.terms().entrySet()) {
      Optional<Atom> atom = Polynomial.of(term.getKey(), Fraction.ONE).atom();
      Optional<Polynomial> value =
          atom.filter(each -> each.term() instanceof Formula.Var)
              .flatMap(each -> Optional.ofNullable(values.get(each.key())));
      Polynomial part = value.orElse(Polynomial.of(term.getKey(), Fraction.ONE));
      sum = sum.plus(part.scale(term.getValue()));
    }
    return sum;
  }
}
