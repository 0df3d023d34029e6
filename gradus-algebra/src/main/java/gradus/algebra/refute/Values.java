package gradus.algebra.refute;

import gradus.algebra.Work;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.Map;
import java.util.TreeMap;

/// The value of a term where variables have values.
public final class Values {

  private Values() {}

  /// The value, exact or to 30 digits.
  public static Real of(Formula term, Map<String, Fraction> variables) {
    Point point = new Point(new TreeMap<>(variables), new TreeMap<>());
    return new Evaluator(new Reals(30), point, 200_000, Work.of(1_000_000))
        .of(Derivative.taken(term));
  }
}
