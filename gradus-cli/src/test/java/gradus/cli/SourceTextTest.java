package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.explain.claim.Answer;
import gradus.explain.claim.Claim;
import gradus.explain.claim.ClaimLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every claim of the source text gets the verdict that its line expects.
class SourceTextTest {

  static List<ClaimLine> lines() throws IOException {
    Path file = Path.of("docs/guide/source-text.claims");
    Path found = Files.exists(file) ? file : Path.of("..").resolve(file);
    return ClaimLine.read(Files.readString(found));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void meetsItsExpectation(ClaimLine line) {
    String verdict = Answer.to(Claim.of(line.claim())).word();
    assertThat(verdict).as(line.claim()).isEqualTo(line.expected());
  }
}
