package gradus.explain.assignment;

import gradus.explain.claim.ClaimTerm;
import gradus.explain.render.Table;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// A part of an answer, not yet drawn.
public sealed interface Piece {

  /// A sentence.
  ///
  /// @param text the sentence
  record Words(String text) implements Piece {}

  /// Terms that are equal.
  ///
  /// @param sides two or more
  record Equation(List<Formula> sides) implements Piece {
    public Equation {
      sides = List.copyOf(sides);
    }
  }

  /// A matrix of exact numbers; of one row, a vector.
  ///
  /// @param name what it is
  /// @param rows its rows
  record Matrix(Formula name, List<List<Fraction>> rows) implements Piece {
    public Matrix {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /// Numbers in columns.
  ///
  /// @param table the columns
  record Columns(Table table) implements Piece {}

  /// A sentence.
  static Piece words(String text) {
    return new Words(text);
  }

  /// `name = term = …`, the terms in the language of claims.
  static Piece equation(Formula name, String... terms) {
    List<Formula> sides = new ArrayList<>(List.of(name));
    for (String term : terms) {
      sides.add(
          new Substitution(Piece::lowered, entry -> entry, new LinkedHashSet<>())
              .in(ClaimTerm.of(term)));
    }
    return new Equation(sides);
  }

  /// `k₁` for `k1`.
  private static Formula lowered(String name) {
    return Formula.var(
        name.matches("[a-z][0-9]")
            ? name.substring(0, 1) + (char) ('₀' + name.charAt(1) - '0')
            : name);
  }

  /// A vector.
  static Piece vector(Formula name, List<Fraction> elements) {
    return new Matrix(name, List.of(elements));
  }

  /// `∂f/∂x`.
  static Formula slope(String of, String by) {
    return Formula.call("derivative", Formula.var(of), Formula.var(by));
  }
}
