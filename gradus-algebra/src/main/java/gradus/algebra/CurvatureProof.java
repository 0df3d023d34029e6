package gradus.algebra;

import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Why a sign or a curvature is what it is.
public sealed interface CurvatureProof extends Proof {

  /// A term without derivatives is a quotient of polynomials whose signs are known.
  ///
  /// The term, with the parameters at the values stated, is `numerator / denominator` in the
  /// unknown `x`, which is the variable itself where `unit` is 0 and else `e^(unit · variable)`.
  /// Between `low` and `high` the denominator has no root and the numerator times the denominator
  /// is nowhere negative.
  ///
  /// @param term what is 0 or more
  /// @param by the variable
  /// @param parameters the values of the other names
  /// @param unit the unit of the exponents, or 0
  /// @param numerator coefficients from the constant one on
  /// @param denominator coefficients from the constant one on
  /// @param low where the unknown starts
  /// @param high where it ends; infinite where it does not
  record Sturm(
      Formula term,
      Var by,
      Map<String, Fraction> parameters,
      Fraction unit,
      List<Fraction> numerator,
      List<Fraction> denominator,
      Fraction low,
      Fraction high)
      implements CurvatureProof {
    public Sturm {
      parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
      numerator = List.copyOf(numerator);
      denominator = List.copyOf(denominator);
    }
  }

  /// A proof at the corners of a box, where the term is affine in each parameter, or at all values
  /// where they are finitely many.
  ///
  /// @param corners one proof for each corner
  record Corners(List<Sturm> corners) implements CurvatureProof {
    public Corners {
      corners = List.copyOf(corners);
    }
  }

  /// Elimination meets no negative pivot.
  ///
  /// @param matrix the rows of a symmetric matrix
  record Pivots(List<List<Fraction>> matrix) implements CurvatureProof {
    public Pivots {
      matrix = matrix.stream().map(List::copyOf).toList();
    }
  }

  /// An inequality by laws of signs.
  ///
  /// @param why the larger side less the smaller one is 0 or more
  record Signed(Reason why) implements CurvatureProof {}

  /// An equation by laws of signs.
  ///
  /// @param more the left side less the right one is 0 or more
  /// @param less it is 0 or less
  record Both(Reason more, Reason less) implements CurvatureProof {}

  /// Convexity by composition: sums, positive multiples, and convex functions of affine ones.
  record Composed() implements CurvatureProof {}

  /// Convexity of a sum, of a sum over an index, or of a multiple that is not negative.
  ///
  /// @param each why each summand is convex, or the one that is summed or multiplied
  record Summed(List<CurvatureProof> each) implements CurvatureProof {
    public Summed {
      each = List.copyOf(each);
    }
  }

  /// Convexity of a convex function at an affine term.
  ///
  /// @param function the function
  /// @param name its variable, of which is known what the ranges of the term say
  /// @param at the affine term
  /// @param other why the function is convex
  record Along(Formula function, Var name, Formula at, CurvatureProof other)
      implements CurvatureProof {}

  /// Convexity of a smooth function on an interval, by its second derivative.
  ///
  /// @param why the second derivative is 0 or more
  record Curved(Reason why) implements CurvatureProof {}

  /// Convexity since the function lies above a line through each of its points.
  ///
  /// @param slope the slope of the line, at the variable
  /// @param other the name of the variable at another point
  /// @param why the function there less the line is 0 or more
  record Supported(Formula slope, Var other, Reason why) implements CurvatureProof {}

  /// Convexity on both sides of a point at which both functions meet and the slope does not fall.
  ///
  /// @param part what is defined by two cases, above the point and below it
  /// @param above why the function above the point is convex there
  /// @param below why the function below it is
  /// @param meeting that both have the same value at the point
  /// @param slopes why the slope above less the slope below is 0 or more there
  record Joined(
      Formula part, CurvatureProof above, CurvatureProof below, Proof meeting, Reason slopes)
      implements CurvatureProof {}

  /// A matrix that is a sum of outer products `uuᵀ` and of diagonals without negative entries.
  ///
  /// @param signs why factors and diagonals whose ranges do not tell are 0 or more
  record Outer(List<Reason> signs) implements CurvatureProof {
    public Outer {
      signs = List.copyOf(signs);
    }
  }

  /// A matrix that is equal to another one, entry by entry.
  ///
  /// @param entry its entry at a row and a column
  /// @param equal that both entries are equal
  /// @param other why that matrix is positive semidefinite
  record Rewritten(Formula entry, Proof equal, CurvatureProof other) implements CurvatureProof {}

  /// All principal minors of a small symmetric matrix are 0 or more, by laws of signs.
  ///
  /// @param minors one reason a set of rows, in the order of the binary numbers that choose them
  /// @param symmetric that each entry below the diagonal is the one above it, row by row
  record Principal(List<Reason> minors, List<Proof> symmetric) implements CurvatureProof {
    public Principal {
      minors = List.copyOf(minors);
      symmetric = List.copyOf(symmetric);
    }
  }
}
