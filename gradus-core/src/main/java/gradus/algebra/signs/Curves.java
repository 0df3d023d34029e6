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
record Curves(Known known, Var by) {

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
              : Bend.UNKNOWN;
      case Formula.Power(Formula base, Formula exponent) -> power(base, exponent);
      case Call(String function, List<Formula> arguments) -> call(function, arguments);
      case Fold sum when isSumOver(sum) -> new Curves(known.inside(sum), by).of(sum.body());
      case Formula.Num _,
          Formula.Named _,
          Formula.Entry _,
          Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          Bend.UNKNOWN;
    };
  }

  /// Whether a fold is a sum over a range that the variable does not move.
  private boolean isSumOver(Fold fold) {
    return fold.combination() == Combination.SUM
        && !fold.index().equals(by)
        && of(fold.from()) == Bend.CONSTANT
        && of(fold.to()) == Bend.CONSTANT;
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
    return varying.size() == 1 ? scaled(of(varying.getFirst()), factor) : Bend.UNKNOWN;
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
      case "sqrt" -> bend.isConcave() ? Bend.CONCAVE : Bend.UNKNOWN;
      case "log" -> logarithm(inner, bend);
      default -> Bend.UNKNOWN;
    };
  }

  private Bend logarithm(Formula inner, Bend bend) {
    return bend.isConcave() || isSigmoid(inner)
        ? Bend.CONCAVE
        : isLogConvex(inner) ? Bend.CONVEX : Bend.UNKNOWN;
  }

  /// `σ(affine)` and `1 − σ(affine)`, whose logarithms are concave.
  private boolean isSigmoid(Formula term) {
    return switch (term) {
      case Call(String function, List<Formula> arguments) ->
          function.equals("sigmoid") && of(arguments.getFirst()).isAffine();
      case Formula.Add(List<Formula> terms) ->
          terms.size() == 2
              && terms.getFirst().equals(Formula.ONE)
              && terms.getLast() instanceof Formula.Neg(Call(String name, List<Formula> inner))
              && name.equals("sigmoid")
              && of(inner.getFirst()).isAffine();
      case Formula.Num _,
          Formula.Named _,
          Var _,
          Formula.Entry _,
          Formula.Neg _,
          Formula.Mul _,
          Formula.Div _,
          Formula.Power _,
          Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          false;
    };
  }

  /// Whether the logarithm of a term is convex: exponentials of convex functions, their sums, and
  /// positive multiples.
  private boolean isLogConvex(Formula term) {
    if (of(term) == Bend.CONSTANT) {
      return range(term).isNotNegative();
    }
    return switch (term) {
      case Call(String function, List<Formula> arguments) ->
          function.equals("exp") && of(arguments.getFirst()).isConvex();
      case Formula.Add(List<Formula> terms) -> terms.stream().allMatch(this::isLogConvex);
      case Formula.Mul(List<Formula> factors) -> factors.stream().allMatch(this::isLogConvex);
      case Fold sum -> isSumOver(sum) && new Curves(known.inside(sum), by).isLogConvex(sum.body());
      case Formula.Num _,
          Formula.Named _,
          Var _,
          Formula.Entry _,
          Formula.Neg _,
          Formula.Div _,
          Formula.Power _,
          Formula.Iverson _,
          Formula.Choose _ ->
          false;
    };
  }
}
