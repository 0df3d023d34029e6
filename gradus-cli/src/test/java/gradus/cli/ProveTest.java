package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of claims, what stands at their end, and how the command ends.
class ProveTest extends TypedCommands {

  private Said ofFile(String text, String... options) throws IOException {
    Path file = folder.resolve("some.claims");
    Files.writeString(file, text);
    String[] arguments = new String[options.length + 3];
    arguments[0] = "prove";
    arguments[1] = "--file";
    arguments[2] = file.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return gradus(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a = a ~ 0",
        "a = a / a^2 >= 0 expect proved ~ 0",
        "a = a / a = 1 expect refuted ~ 0",
        "a = a / a = 1 ~ 1",
        "a = a expect refuted ~ 1",
        "sin( = 2 / a = 1 ~ 2",
        "sin(a)*cos(a) < 3/5 / a = a ~ 3",
        "sin(a)*cos(a) < 3/5 / a = 1 ~ 1",
        "sin(a)*cos(a) < 3/5 expect proved ~ 1"
      })
  void endsWithTheWorstCode(String claims, int code) throws IOException {
    assertThat(ofFile(claims.replace(" / ", "\n")).code()).isEqualTo(code);
  }

  @Test
  void aFileThatIsNoneIsNamed() throws IOException {
    Path damaged = folder.resolve("damaged.claims");
    Files.write(damaged, new byte[] {'a', (byte) 0xff, (byte) 0xfe});
    String nothing = folder.resolve("nothing").toString();
    assertThat(gradus("prove", "--file", nothing).err())
        .contains("nothing, the claims: expected a file, found nothing. Check the path");
    assertThat(gradus("prove", "--file", folder.toString()).err())
        .contains("the claims: expected a file, found a folder. Check the path");
    assertThat(gradus("prove", "--file", damaged.toString()).err())
        .contains("the claims: expected text in UTF-8, found other bytes. Save it as UTF-8.");
    assertThat(gradus("prove", "--file", nothing, "a = a").err())
        .contains("prove: expected claims or --file, found both. Give one of the two.");
    assertThat(ofFile("\uFEFFa = a\n").code()).isZero();
  }

  @Test
  void saysHowManyAtTheEnd() throws IOException {
    Said said =
        ofFile("a = a expect proved\na = 1 expect refuted\n# a comment\na = 2 expect proved\n");
    assertThat(said.out())
        .contains("expected PROVED")
        .containsPattern(
            "3 claims in \\d+\\.\\d s: 1 PROVED, 2 REFUTED; 2 of 3 expectations met\\R$");
  }

  @Test
  void aLineThatIsNotUnderstoodIsALineOfJson() throws IOException {
    Said said = ofFile("a = 1 expect refuted\nsin( = 2\n", "--json");
    assertThat(said.lastLine().has("verdict")).isFalse();
    assertThat(said.lastLine().get("character").intValue()).isEqualTo(6);
    assertThat(said.lastLine().get("error").stringValue())
        .isEqualTo(
            "character 6: expected a term, found \"=\". Terms are numbers, names and what joins"
                + " them.");
    assertThat(said.err()).contains("2 claims in ").contains("1 of 1 expectations met");
  }

  @Test
  void jsonSaysWhatWasUnderstoodAndAssumed() {
    Said said = gradus("prove", "--json", "corr_valid(x, u+v) = corr_valid(x,u) + corr_valid(x,v)");
    assertThat(said.code()).isZero();
    assertThat(said.lastLine().get("understood").toString())
        .contains("assumed so that the kernel fits");
  }

  @Test
  void aClaimOfNothingIsNoted() {
    assertThat(gradus("prove", "a = 1 where a < 0, a > 0").out())
        .contains("note     vacuous: no values were found that satisfy what is assumed");
    assertThat(gradus("prove", "a = a where a < 0").out()).doesNotContain("vacuous");
  }

  @Test
  void aRefutedContraryShowsAPoint() {
    assertThat(gradus("prove", "not a^2 + 1 > 0").out())
        .contains("REFUTED")
        .containsPattern("at       a = .*\\Rleft     .*\\Rright    ");
  }

  @Test
  void stepsAreShownCaseByCase() {
    assertThat(gradus("prove", "--steps", "|a| = relu(a) + relu(-a)").out())
        .contains("  case: [−a < 0]")
        .contains("  definition: |a| → {a if a > 0; −a if a < 0; 0 otherwise}");
    assertThat(gradus("prove", "--latex", "softplus(a) > relu(a)").out())
        .contains("\\operatorname{softplus}");
  }
}
