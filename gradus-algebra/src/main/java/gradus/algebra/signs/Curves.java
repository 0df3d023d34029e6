package gradus.algebra.signs;

import gradus.algebra.Goal;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import java.math.BigInteger;
import java.util.List;

/// Convexity by composition: sums and positive multiples of convex functions, maxima, exponentials,
/// and convex functions of affine ones.
///
/// @param known what is known of signs
/// @param by the variable
public record Curves(Known known, Var by) {

  /// How a function bends.
  enum Bend {
    /// It does not depend on the variable.
    CONSTANT,
    /// It is a multiple of the variable and a constant.
    AFFINE,
    /// Upwards.
    CONVEX,
    /// Downwards.
    CONCAVE,
    /// Nothing is known.
    UNKNOWN;

    boolean isAffine() {
      return this == CONSTANT || this == AFFINE;
    }

    boolean isConvex() {
      return isAffine() || this == CONVEX;
    }

    boolean isConcave() {
      return isAffine() || this == CONCAVE;
    }

    /// What is known by two arguments, of which one may say nothing.
    Bend and(Bend other) {
      return this == UNKNOWN ? other : this;
    }

    Bend turned() {
      return this == CONVEX ? CONCAVE : this == CONCAVE ? CONVEX : this;
    }

    Bend plus(Bend other) {
      if (isAffine() && other.isAffine()) {
        return this == CONSTANT && other == CONSTANT ? CONSTANT : AFFINE;
      }
      return isConvex() && other.isConvex()
          ? CONVEX
          : isConcave() && other.isConcave() ? CONCAVE : UNKNOWN;
    }
  }

  static boolean isConvex(Goal.Convex goal, Formula function) {
    return new Curves(new Known(goal.setting()), goal.by()).of(function).isConvex();
  }

  /// The functions of which a function is the sum, or the one of which it is a sum over an index or
  /// a multiple that is not negative.
  public static List<Goal.Convex> summands(Goal.Convex goal) {
    Curves curves = new Curves(new Known(goal.setting()), goal.by());
    return switch (goal.function()) {
      case Formula.Add(List<Formula> terms) -> terms.stream().map(it -> with(goal, it)).toList();
      case Fold sum when sum.combination() == Combination.SUM && curves.isOver(sum) ->
          List.of(new Goal.Convex(curves.known.inside(sum).setting(), sum.body(), goal.by()));
      case Formula.Mul(List<Formula> factors) -> curves.multiplied(goal, factors);
      case Formula.Div(Formula above, Formula below) when curves.of(below) == Bend.CONSTANT ->
          curves.multiplied(goal, List.of(above, Formula.ONE.over(below)));
      default -> List.of();
    };
  }

  private static Goal.Convex with(Goal.Convex goal, Formula function) {
    return new Goal.Convex(goal.setting(), function, goal.by());
  }

  private List<Goal.Convex> multiplied(Goal.Convex goal, List<Formula> factors) {
    List<Formula> varying = factors.stream().filter(it -> of(it) != Bend.CONSTANT).toList();
    List<Formula> fixed = factors.stream().filter(it -> of(it) == Bend.CONSTANT).toList();
    return varying.size() == 1 && range(new Formula.Mul(fixed)).isNotNegative()
        ? List.of(with(goal, varying.getFirst()))
        : List.of();
  }

  private Interval range(Formula term) {
    return new Ranges(known).of(term);
  }

  Bend of(Formula term) {
    if (!Substitution.variables(term).contains(by.name())) {
      return Bend.CONSTANT;
    }
    return switch (term) {
      case Var _ -> Bend.AFFINE;
      case Formula.Neg(Formula inner) -> of(inner).turned();
      case Formula.Add(List<Formula> terms) ->
          terms.stream().map(this::of).reduce(Bend.CONSTANT, Bend::plus);
      case Formula.Mul(List<Formula> factors) -> product(factors);
      case Formula.Div(Formula above, Formula below) ->
          of(below) == Bend.CONSTANT
              ? scaled(of(above), range(Formula.ONE.over(below)))
              : of(above) == Bend.CONSTANT && of(below).isConcave() && range(below).isPositive()
                  ? scaled(Bend.CONVEX, range(above))
                  : Bend.UNKNOWN;
      case Formula.Power(Formula base, Formula exponent) -> power(base, exponent);
      case Call(String function, List<Formula> arguments) -> call(function, arguments);
      case Fold fold when isOver(fold) -> fold(fold.combination(), inside(fold).of(fold.body()));
      default -> Bend.UNKNOWN;
    };
  }

  /// Whether a fold has a range that the variable does not move.
  private boolean isOver(Fold fold) {
    return !fold.index().equals(by)
        && of(fold.from()) == Bend.CONSTANT
        && of(fold.to()) == Bend.CONSTANT;
  }

  private Curves inside(Fold fold) {
    return new Curves(known.inside(fold), by);
  }

  private static Bend fold(Combination combination, Bend body) {
    return switch (combination) {
      case SUM -> body;
      case MAX -> body.isConvex() ? Bend.CONVEX : Bend.UNKNOWN;
      case MIN -> body.isConcave() ? Bend.CONCAVE : Bend.UNKNOWN;
      case PRODUCT, ARGMAX, ARGMIN -> Bend.UNKNOWN;
    };
  }

  private static Bend scaled(Bend bend, Interval factor) {
    return bend.isAffine() || factor.isNotNegative()
        ? bend
        : factor.isNotPositive() ? bend.turned() : Bend.UNKNOWN;
  }

  private Bend product(List<Formula> factors) {
    List<Formula> varying = factors.stream().filter(it -> of(it) != Bend.CONSTANT).toList();
    List<Formula> fixed = factors.stream().filter(it -> of(it) == Bend.CONSTANT).toList();
    Interval factor = range(new Formula.Mul(fixed));
    if (varying.size() == 2 && varying.getFirst().equals(varying.getLast())) {
      return scaled(power(varying.getFirst(), Formula.number(2)), factor);
    }
    return switch (varying.size()) {
      case 1 -> scaled(of(varying.getFirst()), factor);
      case 2 ->
          scaled(times(varying.getFirst(), varying.getLast()), factor)
              .and(scaled(times(varying.getLast(), varying.getFirst()), factor));
      default -> Bend.UNKNOWN;
    };
  }

  /// How `u g` bends: `u log(u / c)` upwards, since its second derivative is `u′² / u`.
  private Bend times(Formula u, Formula g) {
    return switch (g) {
      case Formula.Neg(Formula inner) -> times(u, inner).turned();
      case Formula.Add(List<Formula> terms) ->
          terms.stream().map(it -> times(u, it)).reduce(Bend.CONSTANT, Bend::plus);
      case Call(String log, List<Formula> of) when log.equals("log") && of(u).isAffine() ->
          isMultiple(of.getFirst(), u)
              ? Bend.CONVEX
              : of(g) == Bend.CONSTANT ? of(u) : Bend.UNKNOWN;
      default -> of(g) == Bend.CONSTANT && of(u).isAffine() ? of(u) : Bend.UNKNOWN;
    };
  }

  private boolean isMultiple(Formula term, Formula u) {
    return term.equals(u)
        || (term instanceof Formula.Div(Formula above, Formula below)
            && above.equals(u)
            && of(below) == Bend.CONSTANT
            && range(below).isPositive());
  }

  private Bend power(Formula base, Formula exponent) {
    if (!(exponent instanceof Formula.Num n)
        || !n.denominator().equals(BigInteger.ONE)
        || n.numerator().signum() <= 0) {
      return Bend.UNKNOWN;
    }
    boolean even = !n.numerator().testBit(0);
    Interval values = range(base);
    boolean convex =
        (even && of(base).isAffine())
            || (of(base).isConvex() && values.isNotNegative())
            || (even && of(base).isConcave() && values.isNotPositive());
    return n.numerator().equals(BigInteger.ONE) ? of(base) : convex ? Bend.CONVEX : Bend.UNKNOWN;
  }

  private Bend call(String function, List<Formula> arguments) {
    Formula inner = arguments.getFirst();
    Bend bend = of(inner);
    return switch (function) {
      case "exp", "relu", "softplus" -> bend.isConvex() ? Bend.CONVEX : Bend.UNKNOWN;
      case "abs" ->
          bend.isAffine() || (bend.isConvex() && range(inner).isNotNegative())
              ? Bend.CONVEX
              : Bend.UNKNOWN;
      case "max" ->
          arguments.stream().allMatch(it -> of(it).isConvex()) ? Bend.CONVEX : Bend.UNKNOWN;
      case "min" ->
          arguments.stream().allMatch(it -> of(it).isConcave()) ? Bend.CONCAVE : Bend.UNKNOWN;
      case "sqrt" ->
          isSquares(inner) ? Bend.CONVEX : bend.isConcave() ? Bend.CONCAVE : Bend.UNKNOWN;
      case "log" -> logarithm(inner);
      default -> Bend.UNKNOWN;
    };
  }

  /// Sums of squares of affine terms, whose root is a length.
  private boolean isSquares(Formula term) {
    return switch (term) {
      case Formula.Add(List<Formula> terms) -> terms.stream().allMatch(this::isSquares);
      case Formula.Power(Formula base, Formula two) ->
          two.equals(Formula.number(2)) && of(base).isAffine();
      case Formula.Mul(List<Formula> factors)
          when factors.size() == 2 && factors.getFirst().equals(factors.getLast()) ->
          of(factors.getFirst()).isAffine();
      case Fold fold when fold.combination() == Combination.SUM && isOver(fold) ->
          inside(fold).isSquares(fold.body());
      default -> of(term) == Bend.CONSTANT && range(term).isNotNegative();
    };
  }

  /// How the logarithm of a term bends, wherever the term is positive.
  private Bend logarithm(Formula term) {
    Bend bend = of(term);
    if (bend.isConcave()) {
      return bend == Bend.CONSTANT ? bend : Bend.CONCAVE;
    }
    return switch (term) {
      case Call(String function, List<Formula> arguments) when function.equals("exp") ->
          of(arguments.getFirst());
      case Call(String function, List<Formula> arguments) when function.equals("sigmoid") ->
          of(arguments.getFirst()).isConcave() ? Bend.CONCAVE : Bend.UNKNOWN;
      case Formula.Add(List<Formula> terms) -> logarithmOfSum(terms);
      case Formula.Mul(List<Formula> factors) ->
          isNotNegative(factors)
              ? factors.stream().map(this::logarithm).reduce(Bend.CONSTANT, Bend::plus)
              : Bend.UNKNOWN;
      case Formula.Div(Formula above, Formula below) ->
          isNotNegative(List.of(above, below))
              ? logarithm(above).plus(logarithm(below).turned())
              : Bend.UNKNOWN;
      case Fold sum when sum.combination() == Combination.SUM && isOver(sum) ->
          inside(sum).logarithmOfSum(List.of(sum.body()));
      case Fold product when product.combination() == Combination.PRODUCT && isOver(product) ->
          inside(product).isNotNegative(List.of(product.body()))
              ? inside(product).logarithm(product.body())
              : Bend.UNKNOWN;
      default -> Bend.UNKNOWN;
    };
  }

  /// `log(1 − σ(u)) = log σ(−u)`; sums of what has a convex logarithm have one.
  private Bend logarithmOfSum(List<Formula> terms) {
    if (terms.size() == 2
        && terms.getFirst().equals(Formula.ONE)
        && terms.getLast() instanceof Formula.Neg(Call(String name, List<Formula> inner))
        && name.equals("sigmoid")) {
      return of(inner.getFirst()).isConvex() ? Bend.CONCAVE : Bend.UNKNOWN;
    }
    return isNotNegative(terms) && terms.stream().allMatch(it -> logarithm(it).isConvex())
        ? Bend.CONVEX
        : Bend.UNKNOWN;
  }

  private boolean isNotNegative(List<Formula> terms) {
    return terms.stream().allMatch(it -> range(it).isNotNegative());
  }
}
