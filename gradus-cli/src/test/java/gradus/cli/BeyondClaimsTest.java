package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.explain.claim.Answer;
import gradus.explain.claim.Claim;
import gradus.explain.claim.ClaimLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Claims beyond the source text, true and wrong ones, get the verdicts that their lines expect.
class BeyondClaimsTest {

  static List<ClaimLine> lines() throws IOException {
    List<ClaimLine> lines = new ArrayList<>();
    for (String name : List.of("beyond", "further")) {
      Path file = Path.of("docs/guide/" + name + ".claims");
      Path found = Files.exists(file) ? file : Path.of("..").resolve(file);
      lines.addAll(ClaimLine.read(Files.readString(found)));
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("lines")
  void meetsItsExpectation(ClaimLine line) {
    String verdict = Answer.to(Claim.of(line.claim())).word();
    assertThat(line.met(verdict)).as(line.claim() + " is " + verdict).isTrue();
  }

  @Test
  void manyAreWrong() throws IOException {
    assertThat(lines()).hasSizeGreaterThan(250);
    assertThat(lines()).filteredOn(it -> it.expected().equals("REFUTED")).hasSizeGreaterThan(100);
    assertThat(lines()).noneMatch(it -> it.expected().isEmpty());
  }
}
