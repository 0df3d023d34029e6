package gradus.explain.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No statement of the source text that is an erratum is proved, and no right one is refuted.
class ErrataTest {

  static List<String> errata() throws IOException {
    try (var in = ErrataTest.class.getResourceAsStream("errata.claims")) {
      return new String(
              Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("E"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("errata")
  void isJudgedAsTheErrataSay(String line) {
    String[] parts = line.split("\\s+", 3);
    String word = Answer.to(Claim.of(parts[2])).word();
    if (parts[1].equals("wrong")) {
      assertThat(word).isNotIn("PROVED", "PROVED_FOR");
    } else {
      assertThat(word).isNotEqualTo("REFUTED");
    }
  }
}
