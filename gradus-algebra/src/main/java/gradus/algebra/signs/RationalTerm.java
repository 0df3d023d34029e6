package gradus.algebra.signs;

import gradus.algebra.CurvatureProof.Sturm;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The exact value of a term where an unknown has a value, and a bound of its degree.
///
/// @param proof which name the unknown replaces, and the values of the other names
/// @param x the value of the unknown
record RationalTerm(Sturm proof, Fraction x) {

  private static final int MOST = 4000;

  /// Whether the term of a proof is its quotient: they agree at more numbers than the degree of
  /// their difference, so that the difference is 0.
  static boolean equal(Sturm proof) {
    long degree =
        (long) degree(proof, proof.term()) + proof.numerator().size() + proof.denominator().size();
    long agreed = 0;
    for (int x = 1; agreed <= degree && x < MOST; x++) {
      Fraction at = Fraction.of(x);
      Fraction below = SturmChain.value(proof.denominator(), at);
      Fraction value = new RationalTerm(proof, at).of(proof.term());
      if (value.isFinite() && below.signum() != 0) {
        if (!value.times(below).equals(SturmChain.value(proof.numerator(), at))) {
          return false;
        }
        agreed++;
      }
    }
    return agreed > degree;
  }

  /// The value; not finite where there is none or the kind of term is not known here.
  private Fraction of(Formula term) {
    return switch (term) {
      case Formula.Num(BigInteger above, BigInteger below) -> new Fraction(above, below);
      case Formula.Var(String name) when name.equals(proof.by().name()) ->
          proof.unit().signum() == 0 ? x : Fraction.NAN;
      case Formula.Var(String name) -> proof.parameters().getOrDefault(name, Fraction.NAN);
      case Formula.Neg(Formula inner) -> of(inner).negated();
      case Formula.Add(List<Formula> terms) ->
          terms.stream().map(this::of).reduce(Fraction.ZERO, Fraction::plus);
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().map(this::of).reduce(Fraction.ONE, RationalTerm::times);
      case Formula.Div(Formula above, Formula below) -> over(of(above), of(below));
      case Formula.Power(Formula base, Formula.Num exponent)
          when exponent.denominator().equals(BigInteger.ONE)
              && exponent.numerator().bitLength() < 8 ->
          power(of(base), exponent.numerator().intValue());
      case Call(String function, List<Formula> arguments) -> call(function, arguments.getFirst());
      default -> Fraction.NAN;
    };
  }

  private static Fraction times(Fraction a, Fraction b) {
    return a.isFinite() && b.isFinite() ? a.times(b) : Fraction.NAN;
  }

  private static Fraction over(Fraction a, Fraction b) {
    return b.signum() == 0 || !b.isFinite() ? Fraction.NAN : times(a, Fraction.ONE.over(b));
  }

  private static Fraction power(Fraction base, int exponent) {
    Fraction power = Fraction.ONE;
    for (int i = 0; i < Math.abs(exponent); i++) {
      power = times(power, base);
    }
    return exponent < 0 ? over(Fraction.ONE, power) : power;
  }

  private Fraction call(String function, Formula argument) {
    int rate = rate(proof, function, argument);
    if (rate == MOST) {
      return Fraction.NAN;
    }
    Fraction e = power(x, rate);
    return switch (function) {
      case "exp" -> e;
      case "expm1" -> e.plus(Fraction.of(-1));
      case "sigmoid" -> over(e, e.plus(Fraction.ONE));
      case "tanh" -> over(e.plus(Fraction.of(-1)), e.plus(Fraction.ONE));
      default -> Fraction.NAN;
    };
  }

  /// The integer `n` with `argument = n · unit · variable`, or twice the argument for `tanh`; or
  /// {@link #MOST}. The argument is affine by its form, 0 at 0, and its value at 1 gives the slope.
  private static int rate(Sturm proof, String function, Formula argument) {
    if (!isAffine(proof, argument)) {
      return MOST;
    }
    Fraction atZero = affine(proof, Fraction.ZERO, argument);
    Fraction atOne = affine(proof, Fraction.ONE, argument);
    if (proof.unit().signum() == 0) {
      return atZero.equals(Fraction.ZERO) && atOne.equals(Fraction.ZERO) ? 0 : MOST;
    }
    Fraction times = Fraction.of(function.equals("tanh") ? 2 : 1);
    Fraction rate = atOne.times(times).over(proof.unit());
    boolean known =
        atZero.equals(Fraction.ZERO)
            && rate.isFinite()
            && rate.denominator().equals(BigInteger.ONE)
            && rate.numerator().bitLength() < 8;
    return known ? rate.numerator().intValue() : MOST;
  }

  private static Fraction affine(Sturm proof, Fraction at, Formula argument) {
    Map<String, Fraction> values = new LinkedHashMap<>(proof.parameters());
    values.put(proof.by().name(), at);
    Sturm other =
        new Sturm(argument, Formula.var("·"), values, Fraction.ZERO, List.of(), List.of(), at, at);
    return new RationalTerm(other, at).of(argument);
  }

  /// Value at 0 and slope of a term that is affine in a variable and holds no other; else nothing.
  static List<Fraction> line(Formula term, Formula.Var by) {
    Sturm alone =
        new Sturm(
            term, by, Map.of(), Fraction.ZERO, List.of(), List.of(), Fraction.ZERO, Fraction.ZERO);
    if (!isAffine(alone, term)) {
      return List.of();
    }
    Fraction atZero = affine(alone, Fraction.ZERO, term);
    Fraction atOne = affine(alone, Fraction.ONE, term);
    return atZero.isFinite() && atOne.isFinite()
        ? List.of(atZero, atOne.plus(atZero.negated()))
        : List.of();
  }

  private static boolean isAffine(Sturm proof, Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Var _ -> true;
      case Formula.Neg(Formula inner) -> isAffine(proof, inner);
      case Formula.Add(List<Formula> terms) -> terms.stream().allMatch(it -> isAffine(proof, it));
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().allMatch(it -> isAffine(proof, it))
              && factors.stream().filter(it -> mentions(proof, it)).count() <= 1;
      case Formula.Div(Formula above, Formula below) ->
          isAffine(proof, above) && isAffine(proof, below) && !mentions(proof, below);
      default -> false;
    };
  }

  private static boolean mentions(Sturm proof, Formula term) {
    return Substitution.variables(term).contains(proof.by().name());
  }

  /// A bound of the degrees above and below the line, together.
  private static int degree(Sturm proof, Formula term) {
    return switch (term) {
      case Formula.Num _ -> 0;
      case Formula.Var(String name) -> name.equals(proof.by().name()) ? 1 : 0;
      case Formula.Neg(Formula inner) -> degree(proof, inner);
      case Formula.Add(List<Formula> terms) -> degrees(proof, terms);
      case Formula.Mul(List<Formula> factors) -> degrees(proof, factors);
      case Formula.Div(Formula above, Formula below) ->
          bounded((long) degree(proof, above) + degree(proof, below));
      case Formula.Power(Formula base, Formula.Num exponent)
          when exponent.numerator().bitLength() < 8 ->
          bounded((long) degree(proof, base) * Math.abs(exponent.numerator().intValue()));
      case Call(String function, List<Formula> arguments) ->
          bounded(2L * Math.abs(rate(proof, function, arguments.getFirst())));
      default -> MOST;
    };
  }

  /// The sum of the bounds: numerators of a sum meet all denominators.
  private static int degrees(Sturm proof, List<Formula> terms) {
    return bounded(terms.stream().mapToLong(it -> degree(proof, it)).sum());
  }

  private static int bounded(long degree) {
    return (int) Math.min(degree, MOST);
  }
}
