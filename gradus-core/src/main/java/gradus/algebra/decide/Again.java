package gradus.algebra.decide;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Proof;
import gradus.algebra.Step;
import java.util.ArrayList;
import java.util.List;

/// Proofs whose lines are said more than once.
///
/// A line is used at the first place where it is right. Where equal terms stand at several places,
/// it may have been meant for a later one, and its repetition gets there.
final class Again {

  private Again() {}

  static Proof repeated(Proof proof, int times) {
    return switch (proof) {
      case Proof.Chain(List<Step> steps) -> {
        List<Step> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
          all.addAll(steps);
        }
        yield new Proof.Chain(all);
      }
      case Proof.Cases(List<Proof.Case> cases) ->
          new Proof.Cases(
              cases.stream()
                  .map(it -> new Proof.Case(it.when(), repeated(it.proof(), times)))
                  .toList());
      case Proof.Witness _, CurvatureProof _ -> proof;
    };
  }
}
