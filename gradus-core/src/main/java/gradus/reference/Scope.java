package gradus.reference;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import gradus.op.elementwise.Abs;
import gradus.op.elementwise.Atan;
import gradus.op.elementwise.Cos;
import gradus.op.elementwise.Erf;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Expm1;
import gradus.op.elementwise.Floor;
import gradus.op.elementwise.Log;
import gradus.op.elementwise.Log1p;
import gradus.op.elementwise.Max;
import gradus.op.elementwise.Min;
import gradus.op.elementwise.Neg;
import gradus.op.elementwise.Pow;
import gradus.op.elementwise.Relu;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Sign;
import gradus.op.elementwise.Sin;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sqrt;
import gradus.op.elementwise.Tanh;
import gradus.op.elementwise.Unary;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// What the names in one formula mean while it is evaluated: an index gets its next value in its
/// place, and nothing is copied.
///
/// @param <T> one number
final class Scope<T> {

  private final Numbers<T> numbers;
  private final Map<String, T> variables;
  private final Map<String, Value<T>> tensors;

  /// The indices of the folds around the term at hand, outermost first.
  private final List<String> bound = new ArrayList<>();

  /// The free variables of a fold, and its values by theirs.
  private final IdentityHashMap<Formula.Fold, Set<String>> free = new IdentityHashMap<>();

  private final IdentityHashMap<Formula.Fold, Map<List<@Nullable T>, T>> folds =
      new IdentityHashMap<>();

  Scope(FormulaValue<T> start) {
    this.numbers = start.numbers();
    this.variables = new HashMap<>(start.variables());
    this.tensors = new HashMap<>(start.tensors());
  }

  /// The value of a formula.
  T of(Formula formula) {
    return switch (formula) {
      case Formula.Num(BigInteger above, BigInteger below) -> number(above, below);
      case Formula.Named(String name) -> named(name);
      case Formula.Var(String name) -> known("variable", name, variables.get(name));
      case Formula.Entry entry -> entry(entry);
      case Formula.Add(List<Formula> terms) -> joined(terms, numbers.of(0L), numbers::plus);
      case Formula.Neg(Formula term) -> numbers.apply(new Neg(), of(term));
      case Formula.Mul(List<Formula> factors) -> joined(factors, numbers.of(1L), numbers::times);
      case Formula.Div(Formula above, Formula below) -> numbers.over(of(above), of(below));
      case Formula.Power(Formula base, Formula exponent) ->
          numbers.apply(new Pow(), of(base), of(exponent));
      case Formula.Call call -> call(call);
      case Formula.Fold fold -> remembered(fold);
      case Formula.Iverson(Condition condition) -> numbers.of(holds(condition) ? 1L : 0L);
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          of(holds(condition) ? then : otherwise);
    };
  }

  /// Whether a condition holds.
  boolean holds(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right) ->
          numbers.holds(relation, of(left), of(right));
      case Condition.And(List<Condition> parts) -> parts.stream().allMatch(this::holds);
      case Condition.Or(List<Condition> parts) -> parts.stream().anyMatch(this::holds);
      case Condition.Not(Condition part) -> !holds(part);
    };
  }

  private T joined(List<Formula> terms, T first, BinaryOperator<T> operation) {
    T all = first;
    for (Formula term : terms) {
      all = operation.apply(all, of(term));
    }
    return all;
  }

  private T number(BigInteger above, BigInteger below) {
    boolean small = above.bitLength() < 53 && below.bitLength() < 53;
    return small
        ? numbers.over(numbers.of(above.longValue()), numbers.of(below.longValue()))
        : numbers.of(new Fraction(above, below).toDouble());
  }

  private T named(String name) {
    return switch (name) {
      case "infinity" -> numbers.of(Double.POSITIVE_INFINITY);
      case "nan" -> numbers.of(Double.NaN);
      case "pi" -> numbers.pi();
      case "e" -> numbers.apply(new Exp(), numbers.of(1L));
      default -> throw unknown("constant", name);
    };
  }

  private static GraphException unknown(String kind, String name) {
    return new GraphException(
        "value of a formula: expected a known %s, found \"%s\". Give it a value or mend the name."
            .formatted(kind, name));
  }

  private static <V> V known(String kind, String name, @Nullable V value) {
    if (value == null) {
      throw unknown(kind, name);
    }
    return value;
  }

  private T entry(Formula.Entry entry) {
    Value<T> tensor = known("tensor", entry.tensor(), tensors.get(entry.tensor()));
    Shape shape = tensor.type().shape();
    int[] index = new int[shape.rank()];
    for (int axis = 0; axis < index.length; axis++) {
      long at = numbers.toLong(of(entry.index().get(axis)));
      if (at < 0 || at >= shape.size(axis)) {
        return numbers.of(0L);
      }
      index[axis] = (int) at;
    }
    return tensor.at(index);
  }

  private T call(Formula.Call call) {
    List<Formula> arguments = call.arguments();
    T x = of(arguments.getFirst());
    T y = arguments.size() > 1 ? of(arguments.getLast()) : x;
    return switch (call.function()) {
      case "max" -> numbers.apply(new Max(), x, y);
      case "min" -> numbers.apply(new Min(), x, y);
      case "floordiv" -> numbers.of(Math.floorDiv(numbers.toLong(x), numbers.toLong(y)));
      case "mod" -> numbers.of(Math.floorMod(numbers.toLong(x), numbers.toLong(y)));
      case "trunc" -> numbers.of(numbers.toLong(x));
      default -> numbers.apply(unary(call.function()), x);
    };
  }

  private static Unary unary(String function) {
    return switch (function) {
      case "neg" -> new Neg();
      case "abs" -> new Abs();
      case "sign" -> new Sign();
      case "exp" -> new Exp();
      case "log" -> new Log();
      case "log1p" -> new Log1p();
      case "expm1" -> new Expm1();
      case "sqrt" -> new Sqrt();
      case "floor" -> new Floor();
      case "sin" -> new Sin();
      case "cos" -> new Cos();
      case "atan" -> new Atan();
      case "erf" -> new Erf();
      case "sigmoid" -> new Sigmoid();
      case "tanh" -> new Tanh();
      case "softplus" -> new Softplus();
      case "relu" -> new Relu();
      default -> throw unknown("function", function);
    };
  }

  /// A fold is worked out once for all the indices around it that it does not hold.
  private T remembered(Formula.Fold fold) {
    Set<String> held = free.computeIfAbsent(fold, Substitution::variables);
    if (held.containsAll(bound)) {
      return fold(fold);
    }
    List<@Nullable T> at = new ArrayList<>(held.size());
    held.forEach(name -> at.add(variables.get(name)));
    Map<List<@Nullable T>, T> values = folds.computeIfAbsent(fold, _ -> new HashMap<>());
    T value = values.get(at);
    if (value == null) {
      value = fold(fold);
      values.put(at, value);
    }
    return value;
  }

  private T fold(Formula.Fold fold) {
    long from = numbers.toLong(of(fold.from()));
    long to = numbers.toLong(of(fold.to()));
    String name = fold.index().name();
    T outside = variables.get(name);
    bound.add(name);
    List<T> values = new ArrayList<>();
    for (long i = from; i <= to; i++) {
      variables.put(name, numbers.of(i));
      values.add(of(fold.body()));
    }
    bound.removeLast();
    if (outside == null) {
      variables.remove(name);
    } else {
      variables.put(name, outside);
    }
    return combined(fold.combination(), values, from);
  }

  private T combined(Formula.Combination combination, List<T> values, long from) {
    return switch (combination) {
      case SUM -> values.stream().reduce(numbers.of(0L), numbers::plus);
      case PRODUCT -> values.stream().reduce(numbers.of(1L), numbers::times);
      case MAX ->
          values.stream()
              .reduce(
                  numbers.of(Double.NEGATIVE_INFINITY), (x, y) -> numbers.apply(new Max(), x, y));
      case MIN ->
          values.stream()
              .reduce(
                  numbers.of(Double.POSITIVE_INFINITY), (x, y) -> numbers.apply(new Min(), x, y));
      case ARGMAX -> numbers.of(from + Reductions.first(numbers, values, Relation.GT));
      case ARGMIN -> numbers.of(from + Reductions.first(numbers, values, Relation.LT));
    };
  }
}
