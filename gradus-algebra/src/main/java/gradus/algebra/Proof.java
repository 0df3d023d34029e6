package gradus.algebra;

import gradus.formula.Condition;
import java.util.List;

/// Why a goal holds, line by line.
public sealed interface Proof
    permits Proof.Chain, Proof.Cases, Proof.Witness, CurvatureProof, LimitProof {

  /// Rewriting `left − right` until it is 0.
  ///
  /// @param steps the lines, first to last
  record Chain(List<Step> steps) implements Proof {
    public Chain {
      steps = List.copyOf(steps);
    }
  }

  /// A proof for each of some conditions, one of which must hold.
  ///
  /// @param cases condition and proof
  record Cases(List<Case> cases) implements Proof {
    public Cases {
      cases = List.copyOf(cases);
    }
  }

  /// One case.
  ///
  /// @param when what is assumed in it
  /// @param proof why the goal holds then
  record Case(Condition when, Proof proof) {}

  /// A point at which a goal fails, which proves that it does not hold everywhere.
  ///
  /// @param counterexample the point, with the values of both sides
  record Witness(Counterexample counterexample) implements Proof {}
}
