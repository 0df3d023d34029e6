package gradus.explain.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page of the guide: current, and as the file of claims expects.
///
/// With `-Dgradus.pages=write` the page is written instead of compared.
class AssignmentPageTest {

  private static Path page() {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.exists(here.resolve("CONTRIBUTING.md")) ? here : here.resolve("..");
    return root.resolve("docs/guide/assignment.html").normalize();
  }

  @Test
  void isCurrentAndSaysNothingUnexpected() throws IOException {
    String html = Assignment.whole().html();
    if (System.getProperty("gradus.pages", "").equals("write")) {
      Files.writeString(page(), html);
    }
    assertThat(Files.readString(page()).equals(html))
        .as("docs/guide/assignment.html is current: write it again with -Dgradus.pages=write")
        .isTrue();
    assertThat(html)
        .contains("id=\"i5.6\"", "<b>E66</b>", "<math", "at a = 0, y = 0: left 1/4, right -1/4")
        .doesNotContain("http", "<script", "expected PROVED", "expected REFUTED", "badge open");
  }

  @Test
  void everyClaimBelongsToAnItemAndToErrataOfThatItem() {
    List<String> items = Assignment.whole().answers().stream().map(Answer::item).toList();
    for (SourceClaim claim : SourceClaim.all()) {
      assertThat(items).as(claim.line().claim()).contains(claim.item());
      assertThat(Erratum.of(claim.item()))
          .as(claim.line().claim())
          .extracting(Erratum::id)
          .containsAll(claim.errata());
    }
  }

  @Test
  void noteOfAWrongFormulaIsDecidedNotWritten() {
    Set<String> decided =
        SourceClaim.all().stream()
            .filter(it -> it.line().expected().equals("REFUTED"))
            .flatMap(it -> it.errata().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(decided)
        .contains(
            "E3", "E4", "E5", "E6", "E8", "E10", "E12", "E17", "E19", "E21", "E23", "E26", "E27",
            "E28", "E31", "E41", "E42", "E46", "E47", "E48", "E52", "E55", "E59", "E62", "E63");
    Erratum.all().stream()
        .filter(it -> decided.contains(it.id()))
        .forEach(it -> assertThat(it.evidence()).as(it.id()).doesNotContain("truth"));
  }

  @ParameterizedTest
  @CsvSource({
    "VALID, CROSS_CORRELATION",
    "VALID, CONVOLUTION",
    "FULL, CROSS_CORRELATION",
    "FULL, CONVOLUTION",
    "SAME_UPPER, CROSS_CORRELATION",
    "SAME_LOWER, CONVOLUTION"
  })
  void questionFiveAtSizesOfOnesOwnIsProvedInEveryMode(
      gradus.op.window.Placement.Mode mode, gradus.op.window.Convention convention) {
    Assignment answers = Assignment.ofQuestion5(new TwoLayers(7, 3, 2, mode, convention));
    List<String> lines = answers.lines(true);
    assertThat(lines.stream().filter(it -> it.strip().startsWith("PROVED")).count())
        .isEqualTo(answers.answers().stream().mapToInt(it -> it.claims().size()).sum());
    assertThat(lines).noneMatch(line -> line.contains("DIFFERENT") || line.contains("the text:"));
  }
}
