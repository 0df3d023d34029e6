package gradus.explain.claim;

import gradus.formula.Condition;
import gradus.formula.Formula;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The value of a formula in plain doubles; NaN where it has none.
///
/// Shares nothing with the evaluators of the engine. Derivatives are quotients of differences.
final class Worth {

  private static final double STEP = 1e-4;
  private static final int OUTSIDE = -1;
  private static final int NOWHERE = -2;

  private final Map<String, Double> names;
  private final Map<String, double[]> vectors;
  private final Map<String, Integer> columns;

  Worth(Map<String, Double> names, Map<String, double[]> vectors) {
    this(names, vectors, Map.of());
  }

  Worth(Map<String, Double> names, Map<String, double[]> vectors, Map<String, Integer> columns) {
    this.columns = columns;
    this.names = new HashMap<>(names);
    this.vectors = new HashMap<>(vectors);
  }

  double of(Formula term) {
    return switch (term) {
      case Formula.Num n -> n.numerator().doubleValue() / n.denominator().doubleValue();
      case Formula.Named(String name) -> name.equals("pi") ? Math.PI : Double.NaN;
      case Formula.Var(String name) -> names.getOrDefault(name, Double.NaN);
      case Formula.Entry(String tensor, List<Formula> index) -> entry(tensor, index);
      case Formula.Add(List<Formula> terms) -> terms.stream().mapToDouble(this::of).sum();
      case Formula.Neg(Formula inner) -> -of(inner);
      case Formula.Mul(List<Formula> factors) -> {
        double product = 1;
        for (Formula factor : factors) {
          product *= of(factor);
        }
        yield product;
      }
      case Formula.Div(Formula above, Formula below) -> Meaning.quotient(of(above), of(below));
      case Formula.Power(Formula base, Formula exponent) -> Meaning.power(of(base), of(exponent));
      case Formula.Call(String function, List<Formula> arguments)
          when function.equals("derivative") ->
          slope(arguments.getFirst(), arguments.getLast());
      case Formula.Call(String function, List<Formula> arguments) ->
          Meaning.scalar(function, arguments.stream().mapToDouble(this::of).toArray());
      case Formula.Fold fold -> fold(fold);
      case Formula.Iverson(Condition condition) -> holds(condition) ? 1 : 0;
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          holds(condition) ? of(then) : of(otherwise);
    };
  }

  private double entry(String tensor, List<Formula> index) {
    int at = place(tensor, index);
    return at == NOWHERE ? Double.NaN : at < 0 ? 0 : vectors.get(tensor)[at];
  }

  /// Where an entry lies; a matrix, whose columns are counted in `columns`, lies there row by row.
  private int place(String tensor, List<Formula> index) {
    double[] all = vectors.getOrDefault(tensor, new double[0]);
    int columns = this.columns.getOrDefault(tensor, all.length);
    double row = index.size() == 1 ? 1 : of(index.getFirst());
    double column = of(index.getLast());
    if (row != Math.rint(row) || column != Math.rint(column)) {
      return NOWHERE;
    }
    boolean inside = row >= 1 && column >= 1 && column <= columns && row * columns <= all.length;
    return inside ? (int) ((row - 1) * columns + column) - 1 : OUTSIDE;
  }

  private double fold(Formula.Fold fold) {
    double from = of(fold.from());
    double to = of(fold.to());
    if (from != Math.rint(from) || to != Math.rint(to) || to - from > 10_000) {
      return Double.NaN;
    }
    Map<String, Double> outer = new HashMap<>(names);
    double value =
        switch (fold.combination()) {
          case SUM, ARGMAX, ARGMIN -> 0;
          case PRODUCT -> 1;
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
        };
    for (double i = from; i <= to; i++) {
      names.put(fold.index().name(), i);
      double next = of(fold.body());
      value =
          switch (fold.combination()) {
            case SUM -> value + next;
            case PRODUCT -> value * next;
            case MAX -> Math.max(value, next);
            case MIN -> Math.min(value, next);
            case ARGMAX, ARGMIN -> Double.NaN;
          };
    }
    names.clear();
    names.putAll(outer);
    return value;
  }

  private double slope(Formula term, Formula by) {
    double here = of(term);
    double before = moved(term, by, -STEP);
    double after = moved(term, by, STEP);
    return Meaning.slope(before, here, after, STEP);
  }

  private double moved(Formula term, Formula by, double step) {
    if (by instanceof Formula.Var(String name) && names.containsKey(name)) {
      double old = names.getOrDefault(name, 0.0);
      names.put(name, old + step);
      double value = of(term);
      names.put(name, old);
      return value;
    }
    if (by instanceof Formula.Entry(String tensor, List<Formula> index)) {
      double[] vector = vectors.getOrDefault(tensor, new double[0]);
      int at = place(tensor, index);
      if (at >= 0) {
        double old = vector[at];
        vector[at] += step;
        double value = of(term);
        vector[at] = old;
        return value;
      }
    }
    return Double.NaN;
  }

  boolean holds(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Condition.Relation relation, Formula left, Formula right) ->
          Meaning.holds(relation.sign(), of(left), of(right));
      case Condition.And(List<Condition> parts) -> parts.stream().allMatch(this::holds);
      case Condition.Or(List<Condition> parts) -> parts.stream().anyMatch(this::holds);
      case Condition.Not(Condition part) -> !holds(part);
    };
  }
}
