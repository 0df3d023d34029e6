package gradus.explain.law;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.nn.rewrite.Identity;
import gradus.nn.rewrite.Law;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The identities behind the laws, found through the service as a user finds them.
class ProvedLawsTest {

  /// Laws that are no equation between numbers and sums, and one that is not proved.
  private static final Set<Law> UNPROVED =
      EnumSet.of(
          Law.ADD_REFERENCE,
          Law.DROP_DEAD_UNITS,
          Law.FOLD_CONSTANTS,
          Law.DROP_DROPOUT,
          Law.SORT_UNITS,
          Law.UNFOLD);

  @ParameterizedTest
  @EnumSource
  void aLawIsProvedOrSaysWhoHoldsIt(Law law) {
    Identity identity = new Identity(law);
    if (UNPROVED.contains(law)) {
      assertThat(identity.held()).startsWith("held by ").endsWith("; no proof");
    } else {
      assertThat(identity.held())
          .isEqualTo("PROVED by gradus.algebra for all values and sizes, replayed by its checker");
    }
  }
}
