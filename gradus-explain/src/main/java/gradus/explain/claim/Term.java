package gradus.explain.claim;

import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.List;
import java.util.Optional;

/// A term as it was written, with its place in the text.
sealed interface Term {

  /// Where it begins.
  int at();

  /// A number.
  record Figure(int at, Formula value) implements Term {}

  /// A name, or a constant.
  record Name(int at, String name) implements Term {}

  /// The negative of a term.
  record Minus(int at, Term of) implements Term {}

  /// Two terms and a sign between them: `+ - * / ^ @ ⊙ ⋆ ∗ ∗̃ ⊗`.
  record Binary(int at, String sign, Term left, Term right) implements Term {}

  /// Whether a term is `M^T`.
  static boolean isTransposed(Binary binary) {
    return binary.sign().equals("^")
        && binary.right() instanceof Name(int _, String name)
        && name.equals("T");
  }

  /// A named function of terms.
  record Call(int at, String function, List<Term> arguments) implements Term {}

  /// An entry; `lowered` where it was written as a subscript.
  record Index(int at, Term of, List<Term> index, boolean lowered) implements Term {}

  /// Terms in brackets: a vector, or a matrix if they are lists themselves.
  record Listed(int at, List<Term> elements) implements Term {}

  /// A derivative by one variable or entry after another.
  record Slope(int at, Term of, List<Term> by) implements Term {}

  /// A sum, product, maximum or minimum over an index; without a range over the valid indices.
  record Fold(
      int at,
      Formula.Combination kind,
      String index,
      Optional<Range> range,
      Optional<Test> test,
      Term body)
      implements Term {}

  /// From where to where an index runs.
  record Range(Term from, Term to) {}

  /// 1 where something holds, else 0.
  record Bracket(int at, Test test) implements Term {}

  /// A term chosen by conditions.
  record Cases(int at, List<Case> cases, Term otherwise) implements Term {}

  /// One of the cases.
  record Case(Test when, Term then) {}

  /// A condition on terms.
  sealed interface Test {

    /// `a ≤ b < c`.
    record Chain(List<Term> terms, List<Relation> relations) implements Test {}

    /// All of them.
    record And(List<Test> parts) implements Test {}

    /// One of them at least.
    record Or(List<Test> parts) implements Test {}

    /// The contrary.
    record Not(Test part) implements Test {}

    /// Membership.
    record Member(int at, Term of, Domain domain) implements Test {}
  }

  /// What a name ranges over.
  sealed interface Domain {

    /// Real numbers.
    record Reals() implements Domain {}

    /// Integers, from a first on if there is one.
    record Integers(Optional<Term> from, Optional<Term> to) implements Domain {}

    /// Vectors or matrices of some sizes.
    record Space(List<Term> sizes) implements Domain {}

    /// Real numbers between two others.
    record Interval(Term low, boolean lowIn, Term high, boolean highIn) implements Domain {}

    /// One of some values.
    record Finite(List<Term> values) implements Domain {}
  }
}
