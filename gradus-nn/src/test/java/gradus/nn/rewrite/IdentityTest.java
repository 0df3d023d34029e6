package gradus.nn.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Laws where nobody proves; with the prover they are tried in `gradus.explain.law`.
class IdentityTest {

  @Test
  void withoutAProverNothingIsCalledProved() {
    Identity identity = new Identity(Law.SIGMOID_TO_TANH);
    assertThat(identity.isProved()).isFalse();
    assertThat(identity.held()).startsWith("held by ").endsWith("gradus.explain is not there");
  }

  @Test
  void statesItsLaw() {
    Identity identity = new Identity(Law.SIGMOID_TO_TANH);
    assertThat(identity.statement()).isEqualTo(Law.SIGMOID_TO_TANH.statement());
    assertThat(identity.source()).isEqualTo("spec 3");
  }
}
