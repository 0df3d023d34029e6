package gradus.algebra.curvature;

import gradus.algebra.prove.Quadratic;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Quadratic forms as sums of squares, by completing them one variable after another.
final class Squares {

  private Squares() {}

  /// An equal sum of multiples of squares, of which the first multiples may be negative.
  static Optional<Formula> of(Formula term) {
    return Quadratic.of(term).flatMap(form -> completed(form.atoms(), form.matrix()));
  }

  private static Optional<Formula> completed(List<Formula> atoms, List<List<Fraction>> given) {
    int n = atoms.size();
    List<List<Fraction>> rest = new ArrayList<>();
    given.forEach(row -> rest.add(new ArrayList<>(row)));
    Formula sum = Formula.ZERO;
    for (int i = 0; i < n; i++) {
      Fraction pivot = rest.get(i).get(i);
      if (pivot.signum() < 0) {
        return Optional.empty();
      }
      if (pivot.signum() == 0) {
        continue;
      }
      Formula line = Formula.ZERO;
      for (int j = i; j < n; j++) {
        Fraction part = rest.get(i).get(j).over(pivot);
        line = line.plus(number(part).times(atoms.get(j)));
      }
      sum = sum.plus(number(pivot).times(line.power(Formula.number(2))));
      eliminate(rest, i);
    }
    return Optional.of(sum);
  }

  private static void eliminate(List<List<Fraction>> rest, int i) {
    int n = rest.size();
    for (int j = i + 1; j < n; j++) {
      for (int k = i + 1; k < n; k++) {
        Fraction part = rest.get(i).get(j).times(rest.get(i).get(k)).over(rest.get(i).get(i));
        rest.get(j).set(k, rest.get(j).get(k).plus(part.negated()));
      }
    }
  }

  private static Formula number(Fraction value) {
    return new Formula.Num(value.numerator(), value.denominator());
  }
}
