package gradus.formula;

import gradus.op.Evaluated;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The value of a formula in double, read off its terms, for tests.
///
/// @param variables the values of variables by name
/// @param tensors the values of tensors by name; zero outside their range
public record FormulaValue(Map<String, Double> variables, Map<String, Tensor> tensors) {

  /// The value of a term.
  public double of(Formula term) {
    return switch (term) {
      case Formula.Num num -> num.numerator().doubleValue() / num.denominator().doubleValue();
      case Formula.Named(String name) -> named(name);
      case Formula.Var(String name) -> known(variables, name);
      case Formula.Entry(String tensor, List<Formula> index) -> entry(tensor, index);
      case Formula.Add(List<Formula> terms) ->
          terms.stream().map(this::of).reduce(0.0, Double::sum);
      case Formula.Neg(Formula inner) -> -of(inner);
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().map(this::of).reduce(1.0, (a, b) -> a * b);
      case Formula.Div(Formula above, Formula below) -> of(above) / of(below);
      case Formula.Power(Formula base, Formula exponent) -> StrictMath.pow(of(base), of(exponent));
      case Formula.Call(String function, List<Formula> arguments) ->
          call(function, arguments.stream().map(this::of).toList());
      case Formula.Fold fold -> fold(fold);
      case Formula.Iverson(Condition condition) -> holds(condition) ? 1 : 0;
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          of(holds(condition) ? then : otherwise);
    };
  }

  private static <T> T known(Map<String, T> values, String name) {
    T value = values.get(name);
    if (value == null) {
      throw new AssertionError("no value for " + name + " among " + values.keySet());
    }
    return value;
  }

  private static double named(String name) {
    return switch (name) {
      case "infinity" -> Double.POSITIVE_INFINITY;
      case "nan" -> Double.NaN;
      case "pi" -> StrictMath.PI;
      case "e" -> StrictMath.E;
      default -> throw new AssertionError("no value for the constant " + name);
    };
  }

  private double entry(String name, List<Formula> index) {
    Tensor tensor = known(tensors, name);
    int[] position = new int[index.size()];
    for (int axis = 0; axis < position.length; axis++) {
      double at = of(index.get(axis));
      if (at != StrictMath.rint(at)) {
        throw new AssertionError("a position between two: " + at + " in " + name);
      }
      position[axis] = (int) at;
      if (at < 0 || at >= tensor.shape().size(axis)) {
        return 0;
      }
    }
    return tensor.doubleAt(tensor.shape().position(position));
  }

  private double fold(Formula.Fold fold) {
    int from = (int) of(fold.from());
    double best = start(fold.combination());
    double place = Double.NaN;
    for (int i = from; i <= of(fold.to()); i++) {
      Map<String, Double> inner = new HashMap<>(variables);
      inner.put(fold.index().name(), (double) i);
      double value = new FormulaValue(inner, tensors).of(fold.body());
      double joined = join(fold.combination(), best, value);
      boolean first = Double.isNaN(place);
      if (first || Double.compare(joined, best) != 0) {
        place = i;
      }
      best = joined;
    }
    return switch (fold.combination()) {
      case SUM, PRODUCT, MAX, MIN -> best;
      case ARGMAX, ARGMIN -> place;
    };
  }

  private static double start(Formula.Combination combination) {
    return switch (combination) {
      case SUM -> 0;
      case PRODUCT -> 1;
      case MAX, ARGMAX -> Double.NEGATIVE_INFINITY;
      case MIN, ARGMIN -> Double.POSITIVE_INFINITY;
    };
  }

  private static double join(Formula.Combination combination, double a, double b) {
    return switch (combination) {
      case SUM -> a + b;
      case PRODUCT -> a * b;
      case MAX, ARGMAX -> Math.max(a, b);
      case MIN, ARGMIN -> Math.min(a, b);
    };
  }

  private boolean holds(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Condition.Relation relation, Formula left, Formula right) ->
          holds(relation, of(left), of(right));
      case Condition.And(List<Condition> parts) -> parts.stream().allMatch(this::holds);
      case Condition.Or(List<Condition> parts) -> parts.stream().anyMatch(this::holds);
      case Condition.Not(Condition part) -> !holds(part);
    };
  }

  private static boolean holds(Condition.Relation relation, double left, double right) {
    return switch (relation) {
      case EQ -> left == right;
      case NE -> left != right;
      case LT -> left < right;
      case LE -> left <= right;
      case GT -> left > right;
      case GE -> left >= right;
    };
  }

  private static double call(String function, List<Double> at) {
    double x = at.getFirst();
    return switch (function) {
      case "abs" -> Math.abs(x);
      case "sign" -> Math.signum(x);
      case "exp" -> StrictMath.exp(x);
      case "expm1" -> StrictMath.expm1(x);
      case "log" -> StrictMath.log(x);
      case "log1p" -> StrictMath.log1p(x);
      case "sqrt" -> StrictMath.sqrt(x);
      case "sin" -> StrictMath.sin(x);
      case "cos" -> StrictMath.cos(x);
      case "tanh" -> StrictMath.tanh(x);
      case "sigmoid" -> 1 / (1 + StrictMath.exp(-x));
      case "softplus" -> StrictMath.log1p(StrictMath.exp(x));
      case "erf" -> Evaluated.valuesOf(Evaluated.f64(Shape.scalar(), x).erf())[0];
      case "floor" -> StrictMath.floor(x);
      case "trunc" -> x < 0 ? StrictMath.ceil(x) : StrictMath.floor(x);
      case "max" -> Math.max(x, at.get(1));
      case "min" -> Math.min(x, at.get(1));
      case "mod" -> x - at.get(1) * StrictMath.floor(x / at.get(1));
      case "floordiv" -> StrictMath.floor(x / at.get(1));
      default -> throw new AssertionError("no value for the function " + function);
    };
  }
}
