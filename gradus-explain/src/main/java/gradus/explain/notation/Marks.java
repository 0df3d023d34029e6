package gradus.explain.notation;

import java.util.List;

/// How one notation writes the parts of a formula; each part comes drawn already.
sealed interface Marks permits TextMarks, LatexMarks, MathmlMarks {

  /// A term and the condition under which it stands, both drawn.
  record Row(String term, String condition) {}

  /// Digits, perhaps with a point or an exponent.
  String number(String digits);

  /// A name that a person chose: of a variable or a tensor.
  String name(String name);

  /// A constant: `infinity`, `pi`, `e`, `nan`.
  String constant(String name);

  /// A sign between two terms, with its space: `+`, `−`, `=`, `≤`, `mod`, `∧`, `∨`.
  String between(String sign);

  /// A sign before a term: `−`, `¬`.
  String before(String sign);

  /// Two factors, the right one a name or a parenthesis if `close`.
  String product(String left, String right, boolean close);

  /// Whether a quotient is written with a line, so that it needs no parentheses among factors.
  boolean stacksQuotients();

  /// A quotient.
  String quotient(String above, String below);

  /// A power; the base needs no more parentheses.
  String power(String base, String exponent);

  /// The element of a tensor.
  ///
  /// @param tensor the name, not drawn
  /// @param index the drawn terms of the index
  /// @param letter whether the index is one letter or number
  String entry(String tensor, List<String> index, boolean letter);

  /// A function by its name.
  String call(String function, List<String> arguments);

  /// The square root.
  ///
  /// @param term drawn
  /// @param atom whether it is one sign
  String root(String term, boolean atom);

  /// `∂` of a term by a variable; the term follows in parentheses if it is long.
  ///
  /// @param term drawn
  /// @param atom whether it is one sign
  /// @param by the variable, drawn
  /// @param order how often it is taken
  String derivative(String term, boolean atom, String by, int order);

  /// Σ, Π, max and their kin over an index.
  ///
  /// @param sign `Σ`, `Π`, `max`, `min`, `argmax`, `argmin`
  /// @param range index, first value and last value, drawn
  /// @param body the term, drawn
  String fold(String sign, List<String> range, String body);

  /// A term by cases.
  ///
  /// @param rows the cases, in order of trial
  /// @param otherwise the term where no condition holds
  String cases(List<Row> rows, String otherwise);

  /// A term between two signs: `(` `)`, `[` `]`, `|` `|`, `⌊` `⌋`.
  String enclosed(String open, String term, String close);
}
