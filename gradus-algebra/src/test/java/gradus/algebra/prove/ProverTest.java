package gradus.algebra.prove;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.checker.Checker;
import gradus.algebra.checker.RefusedException;
import gradus.algebra.linear.Elimination;
import gradus.formula.Formula;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProverTest {

  static Stream<Arguments> truths() {
    return Truths.all().entrySet().stream()
        .map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("truths")
  void truthsAreProvedAndTheProofsAccepted(String name, Goal.Compare goal) {
    Optional<Proof> proof = Prover.prove(goal);
    assertTrue(proof.isPresent(), name);
    assertDoesNotThrow(
        () -> Checker.verify(goal, proof.orElseThrow(), Elimination::contradiction), name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("truths")
  void aProofIsRefusedForAnotherClaim(String name, Goal.Compare goal) {
    Goal.Compare wrong =
        new Goal.Compare(
            goal.setting(), goal.left(), goal.relation(), goal.right().plus(Formula.ONE));
    Proof proof = Prover.prove(goal).orElseThrow();
    assertThrows(
        RefusedException.class,
        () -> Checker.verify(wrong, proof, Elimination::contradiction),
        name);
    assertTrue(Prover.prove(wrong).isEmpty(), name);
  }
}
