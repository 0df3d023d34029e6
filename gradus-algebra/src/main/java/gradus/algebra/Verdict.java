package gradus.algebra;

import java.util.List;
import java.util.Map;

/// What can honestly be said of a claim.
public sealed interface Verdict {

  /// It holds for all values and sizes.
  ///
  /// @param proof why; a checker has replayed it
  record Proved(Proof proof) implements Verdict {}

  /// It holds for all values at the sizes listed; of other sizes nothing is said.
  ///
  /// @param sizes the values of the symbolic sizes, one map for each proof
  /// @param proofs why, one for each
  /// @param open the sizes below the largest of these for which no proof was found in time
  record ProvedFor(List<Map<String, Long>> sizes, List<Proof> proofs, List<Map<String, Long>> open)
      implements Verdict {
    public ProvedFor {
      sizes = List.copyOf(sizes);
      proofs = List.copyOf(proofs);
      open = List.copyOf(open);
    }
  }

  /// It is false.
  ///
  /// @param counterexample where both sides are defined and the relation fails
  record Refuted(Counterexample counterexample) implements Verdict {}

  /// The sides agree to some digits at some points. That is no proof.
  ///
  /// @param digits how many decimal digits agree at least
  /// @param points at how many points
  record Checked(int digits, int points) implements Verdict {}

  /// Nothing could be found out.
  ///
  /// @param reason what was missing
  record Undecided(String reason) implements Verdict {}
}
