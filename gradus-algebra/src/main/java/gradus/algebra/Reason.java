package gradus.algebra;

import static java.util.stream.Collectors.joining;

import gradus.algebra.CurvatureProof.Corners;
import gradus.formula.Formula;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.util.List;

/// Why a term is 0 or more, or more than 0 if strict: a law, and the reasons it rests on.
///
/// It is meant of all points that a {@link Setting} allows and at which the term is defined.
/// `gradus.algebra.signs` replays every law; nothing is believed because it is written here.
public sealed interface Reason {

  /// What is 0 or more.
  Formula term();

  /// Whether it is more than 0.
  boolean strict();

  /// By the ranges of its parts.
  record Parts(Formula term, boolean strict) implements Reason {}

  /// A linear combination of what is given, in whose terms all else counts as unknown.
  record Linear(Formula term, boolean strict) implements Reason {}

  /// A quotient of polynomials without a change of sign.
  ///
  /// @param corners the certificates
  record Rational(Formula term, boolean strict, Corners corners) implements Reason {}

  /// `term · factor` is another term, where the factor is positive.
  ///
  /// @param factor what is positive
  /// @param equal that both are equal
  /// @param other why that is 0 or more
  record Scaled(Formula term, boolean strict, Formula factor, Proof equal, Reason other)
      implements Reason {}

  /// `log A − log B + R ≥ 0` where `A e^R − B ≥ 0`.
  ///
  /// @param other why that is so
  record Raised(Formula term, boolean strict, Reason other) implements Reason {}

  /// `f(u) − f(v) ≥ 0` where `u − v ≥ 0`, for a function that grows.
  ///
  /// @param other why that is so
  record Growing(Formula term, boolean strict, Reason other) implements Reason {}

  /// `g(u) − g(v) ≥ 0` where `u − v ≥ 0` and the derivative of `g` is 0 or more between them.
  ///
  /// @param name the variable of `g`, any real number from `v` to `u`
  /// @param function `g` of that variable
  /// @param upper `u`
  /// @param lower `v`
  /// @param apart why `u − v` is 0 or more
  /// @param slope why the derivative is
  record Rising(
      Formula term,
      boolean strict,
      Var name,
      Formula function,
      Formula upper,
      Formula lower,
      Reason apart,
      Reason slope)
      implements Reason {}

  /// `u − v ≥ 0` where `u ≥ 0` and `u² − v² ≥ 0`.
  ///
  /// @param sign why `u` is
  /// @param squares why `u² − v²` is
  record Squared(Formula term, boolean strict, Reason sign, Reason squares) implements Reason {}

  /// A part that is defined by cases, each case by itself.
  ///
  /// @param part what is defined by cases: a choice, `relu`, `abs`, `max` or `min` of numbers
  /// @param sides one reason a case, for the term with the part replaced
  record Cases(Formula term, boolean strict, Formula part, List<Reason> sides) implements Reason {
    public Cases {
      sides = List.copyOf(sides);
    }
  }

  /// Where a polynomial is 0 or more, and where it is 0 or less.
  ///
  /// @param pivot the polynomial
  /// @param up the reason where it is 0 or more
  /// @param down the reason where it is 0 or less
  record Sides(Formula term, boolean strict, Formula pivot, Reason up, Reason down)
      implements Reason {}

  /// A smooth function of a variable that is 0 or more at a point, falls before and grows after.
  ///
  /// @param by the variable
  /// @param at the point
  /// @param there why the value at the point is 0 or more
  /// @param after why the derivative is 0 or more after it
  /// @param before why the derivative is 0 or less before it
  record Valley(
      Formula term, boolean strict, Var by, Fraction at, Reason there, Reason after, Reason before)
      implements Reason {}

  /// `f(at) + f′(ξ)(by − at) ≥ 0`, whatever `ξ` is between, by the ranges of all three.
  ///
  /// @param by the variable of a smooth function
  /// @param at the point
  record Mean(Formula term, boolean strict, Var by, Fraction at) implements Reason {}

  /// At each of the values of a name; or at two around all of them, where the term is affine in it.
  ///
  /// @param name the name
  /// @param values the values
  /// @param each why, one for each
  record Values(Formula term, boolean strict, Var name, List<Fraction> values, List<Reason> each)
      implements Reason {
    public Values {
      values = List.copyOf(values);
      each = List.copyOf(each);
    }
  }

  /// Were it otherwise, something that holds would not.
  ///
  /// @param fact why that holds
  /// @param other why it would not
  record Contrary(Formula term, boolean strict, Reason fact, Reason other) implements Reason {}

  /// What another reason shows may be assumed.
  ///
  /// @param fact that reason
  /// @param other the reason under that assumption
  record Lemma(Formula term, boolean strict, Reason fact, Reason other) implements Reason {}

  /// A maximum less one of its terms, a term less the minimum, or a sum of terms that are 0 or more
  /// less one of them.
  ///
  /// @param fold the maximum, minimum or sum
  /// @param place the index of the term
  record Member(Formula term, boolean strict, Fold fold, Formula place) implements Reason {}

  /// A maximum or minimum is one of its terms, whichever.
  ///
  /// @param fold the maximum or minimum
  /// @param index the index of the term
  /// @param other why the term of the goal is 0 or more with that in its place
  record Attained(Formula term, boolean strict, Fold fold, Var index, Reason other)
      implements Reason {}

  /// All terms of a sum or product are 0 or more.
  ///
  /// @param body why its body is
  record Termwise(Formula term, boolean strict, Reason body) implements Reason {}

  /// All summands, or all factors, are 0 or more.
  ///
  /// @param each why, one for each
  record Each(Formula term, boolean strict, List<Reason> each) implements Reason {
    public Each {
      each = List.copyOf(each);
    }
  }

  /// `uᵀMu ≥ 0`, where `M` is positive semidefinite.
  ///
  /// @param matrix `M`
  /// @param at `u` at the row of the matrix
  /// @param why the matrix is positive semidefinite
  record Form(
      Formula term, boolean strict, Goal.Semidefinite matrix, Formula at, CurvatureProof why)
      implements Reason {}

  /// `c² uᵀu − |Mu|² ≥ 0`, where `cI − M` and `cI + M` are positive semidefinite: the eigenvalues
  /// of `M` are between `−c` and `c`.
  ///
  /// @param matrix `M`
  /// @param at `u` at the row of the matrix
  /// @param bound `c`
  /// @param less why `cI − M` is positive semidefinite
  /// @param more why `cI + M` is
  record Image(
      Formula term,
      boolean strict,
      Goal.Semidefinite matrix,
      Formula at,
      Formula bound,
      CurvatureProof less,
      CurvatureProof more)
      implements Reason {}

  /// It is so with any real number of its range in the place of a part.
  ///
  /// @param part the part
  /// @param name the name of the number
  /// @param other why it is so
  record General(Formula term, boolean strict, Formula part, Var name, Reason other)
      implements Reason {}

  /// The law by its name.
  default String law() {
    return switch (this) {
      case Parts _ -> "the ranges of its parts";
      case Linear _ -> "a linear combination of what is given";
      case Rational _ -> "no change of sign (Sturm)";
      case Scaled(var _, var _, Formula factor, var _, var _) ->
          factor.equals(Formula.ONE) ? "an equal term" : "times something positive";
      case Raised _ -> "exponentials of both sides";
      case Growing _ -> "a function that grows";
      case Rising _ -> "a function whose derivative is 0 or more";
      case Squared _ -> "squares of both sides";
      case Cases _ -> "by cases";
      case Sides _ -> "on both sides of 0";
      case Valley(var _, var _, Var by, Fraction at, var _, var _, var _) ->
          "least at " + by.name() + " = " + at + ", by its derivative";
      case Mean(var _, var _, Var by, Fraction at) ->
          "by its value at " + by.name() + " = " + at + " and its slope";
      case Values(var _, var _, Var name, List<Fraction> values, var _) ->
          "at " + name.name() + " = " + values.stream().map(String::valueOf).collect(joining(", "));
      case Contrary _ -> "else a fact would not hold";
      case Lemma _ -> "with a fact";
      case Member _ -> "a maximum, minimum or sum against one of its terms";
      case Attained _ -> "a maximum or minimum is one of its terms";
      case Termwise _ -> "term by term";
      case Each _ -> "part by part";
      case Form _ -> "the quadratic form of a positive semidefinite matrix";
      case Image _ -> "the length of a vector and that of its image";
      case General(var _, var _, var _, Var name, var _) ->
          "for every number " + name.name() + " in the place of a part";
    };
  }

  /// The reasons it rests on.
  default List<Reason> because() {
    return switch (this) {
      case Parts _, Linear _, Rational _, Member _, Mean _, Form _, Image _ -> List.of();
      case Scaled(var _, var _, var _, var _, Reason other) -> List.of(other);
      case Raised(var _, var _, Reason other) -> List.of(other);
      case Growing(var _, var _, Reason other) -> List.of(other);
      case Rising rising -> List.of(rising.apart, rising.slope);
      case Squared(var _, var _, Reason sign, Reason squares) -> List.of(sign, squares);
      case Cases(var _, var _, var _, List<Reason> sides) -> sides;
      case Sides(var _, var _, var _, Reason up, Reason down) -> List.of(up, down);
      case Valley valley -> List.of(valley.there, valley.after, valley.before);
      case Values(var _, var _, var _, var _, List<Reason> each) -> each;
      case Contrary(var _, var _, Reason fact, Reason other) -> List.of(fact, other);
      case Lemma(var _, var _, Reason fact, Reason other) -> List.of(fact, other);
      case Attained(var _, var _, var _, var _, Reason other) -> List.of(other);
      case Termwise(var _, var _, Reason body) -> List.of(body);
      case Each(var _, var _, List<Reason> each) -> each;
      case General(var _, var _, var _, var _, Reason other) -> List.of(other);
    };
  }
}
