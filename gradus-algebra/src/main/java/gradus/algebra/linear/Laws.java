package gradus.algebra.linear;

import gradus.algebra.LinearLine.Combined;
import gradus.algebra.LinearLine.Law;
import gradus.algebra.LinearLine.Product;
import gradus.algebra.checker.Premises;
import gradus.algebra.checker.Premises.Bound;
import gradus.algebra.checker.Sum;
import gradus.algebra.checker.Sum.Atom;
import gradus.reference.Fraction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What holds of a product of unknowns in any case, in the form in which it is of use.
record Laws(Premises scope, Argument argument) {

  Map<Bound, Integer> of(Map<Atom, Fraction> powers) {
    Map<Bound, Integer> found = new LinkedHashMap<>();
    boolean plain = powers.size() == 1 && powers.containsValue(Fraction.ONE);
    if (!plain || powers.keySet().stream().noneMatch(Laws::isFloor)) {
      List<Bound> laws = scope.laws(powers);
      for (int law = 0; law < laws.size(); law++) {
        argument.add(new Law<>(powers, law), laws.get(law), found);
      }
    }
    powers.keySet().stream().filter(Laws::isFloor).forEach(floor -> rounded(floor, found));
    return found;
  }

  private static boolean isFloor(Atom atom) {
    return atom.head().equals("floor");
  }

  /// `f ≤ r < f + 1`, multiplied by what `r` is divided by, if that is known to be positive.
  private void rounded(Atom floor, Map<Bound, Integer> found) {
    Map<Atom, Integer> below = new LinkedHashMap<>();
    for (Map<Atom, Fraction> powers : floor.parts().getFirst().terms().keySet()) {
      powers.forEach(
          (atom, exponent) ->
              below.merge(atom, exponent.floor().numerator().negate().intValue(), Math::max));
    }
    below.values().removeIf(exponent -> exponent <= 0);
    if (!below.keySet().stream().allMatch(atom -> positive(atom).isPresent())) {
      return;
    }
    Map<Atom, Fraction> itself = Map.of(floor, Fraction.ONE);
    int laws = scope.laws(itself).size();
    for (int law = 0; law < laws; law++) {
      int line = argument.add(new Law<>(itself, law));
      for (Map.Entry<Atom, Integer> factor : below.entrySet()) {
        for (int i = 0; i < factor.getValue(); i++) {
          line = multiplied(line, positive(factor.getKey()).orElseThrow());
        }
      }
      found.putIfAbsent(argument.said(line), line);
    }
  }

  /// A row `t s − c` that says that something `s` is positive, where `t > 0` and `c ≥ 0`.
  private record Positive(int row, Fraction over) {}

  private Optional<Positive> positive(Atom atom) {
    // where it is a polynomial below a line, multiplication writes it out
    Sum sum = Sum.of(Map.of(atom, Fraction.ONE), Fraction.ONE).times(Sum.of(Fraction.ONE));
    Map<Atom, Fraction> first = Elimination.unknowns(sum).iterator().next();
    for (int i = 0; i < argument.known().size(); i++) {
      Bound row = argument.known().get(i);
      Fraction scale = coefficient(row.form(), first).over(coefficient(sum, first));
      Sum over = sum.scale(scale).plus(row.form().scale(Fraction.of(-1)));
      Fraction constant = coefficient(over, Map.of());
      boolean says = constant.signum() > 0 || (constant.signum() == 0 && row.strict());
      if (scale.signum() > 0 && over.equals(Sum.of(constant)) && says) {
        return Optional.of(new Positive(i, constant));
      }
    }
    return Optional.empty();
  }

  private static Fraction coefficient(Sum sum, Map<Atom, Fraction> powers) {
    return sum.terms().getOrDefault(powers, Fraction.ZERO);
  }

  /// A line times `t s`: the line times `t s − c`, and `c` times the line.
  private int multiplied(int line, Positive positive) {
    int product = argument.add(new Product<>(line, positive.row()));
    return positive.over().signum() == 0
        ? product
        : argument.add(new Combined<>(product, Fraction.ONE, line, positive.over()));
  }
}
