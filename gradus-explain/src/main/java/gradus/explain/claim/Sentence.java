package gradus.explain.claim;

import gradus.algebra.Goal.Limit.Side;
import gradus.formula.Condition.Relation;
import java.util.List;
import java.util.Optional;

/// What is claimed, as it was written.
sealed interface Sentence {

  /// Terms with relations between neighbours.
  record Chain(List<Term> terms, List<Relation> relations) implements Sentence {}

  /// A term lies in a set.
  record Member(Term.Test.Member test) implements Sentence {}

  /// A matrix is positive semidefinite.
  record Semidefinite(int at, Term matrix) implements Sentence {}

  /// A symmetric matrix is positive definite.
  record Definite(int at, Term matrix) implements Sentence {}

  /// A function changes by no more than some times its variable.
  record Lipschitz(int at, Term function, Term by, Term most) implements Sentence {}

  /// A function is convex, or concave, in a variable.
  record Convex(int at, Term function, Term by, boolean concave) implements Sentence {}

  /// A function rises, falls or is mirrored as a variable goes on.
  record Course(int at, Term function, Term by, Kind kind) implements Sentence {

    /// How it runs.
    enum Kind {
      /// Nowhere down.
      INCREASING,
      /// Nowhere up.
      DECREASING,
      /// Everywhere up.
      STRICTLY_INCREASING,
      /// Everywhere down.
      STRICTLY_DECREASING,
      /// Nowhere down, or nowhere up.
      MONOTONE,
      /// Everywhere up, or everywhere down.
      STRICTLY_MONOTONE,
      /// `f(−a) = −f(a)`.
      ODD,
      /// `f(−a) = f(a)`.
      EVEN
    }
  }

  /// What a function tends to as a variable goes to a place, which may be ±∞ as the value may.
  record Limit(int at, Term function, Term by, Term place, Side side, Relation relation, Term value)
      implements Sentence {}

  /// The contrary.
  record Not(Sentence of) implements Sentence {}

  /// All of them.
  record All(List<Sentence> parts) implements Sentence {}

  /// The second under the condition of the first.
  record Implies(Term.Test given, Sentence then) implements Sentence {}

  /// A definition: a name for a term, with parameters if it is a function, and with indices if the
  /// term is an entry of what is defined.
  record Definition(int at, String name, List<String> parameters, List<String> indices, Term term) {

    /// Whether the name stands for a term by itself.
    boolean isPlain() {
      return parameters.isEmpty() && indices.isEmpty();
    }
  }

  /// What is said of a name.
  record Declaration(int at, String name, Optional<Term.Domain> domain) {}

  /// A claim with what stands around it.
  ///
  /// @param sentence what is claimed
  /// @param definitions names for terms
  /// @param declarations what names range over
  /// @param conditions what is assumed
  record Whole(
      Sentence sentence,
      List<Definition> definitions,
      List<Declaration> declarations,
      List<Term.Test> conditions) {}
}
