package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.explain.claim.Answer;
import gradus.explain.claim.Claim;
import gradus.explain.claim.ClaimException;
import gradus.explain.claim.ClaimLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the page about claims shows is understood, and its claims get the verdicts it says.
class ClaimsPageTest {

  /// Where an example may stand: it is a claim, a term, a clause, or a definition.
  private static final List<String> FRAMES =
      List.of(
          "%s",
          "%s = 1",
          "%s where x in R^5",
          "%s = 1 where x in R^5, u in R^5, v in R^5",
          "let f = softmax(x); %s = 1",
          "%s = eye(2) where A in R^{2 x 2}",
          "%s @ x = x where A in R^{2 x 2}",
          "x[i] = y + a %s",
          "softmax(x)[i] = K + i + y %s",
          "%s z = 1",
          "%s(a) = 1",
          "%s(a, 1) = 1",
          "%s(x, w) = x",
          "%s(X, W) = 1",
          "%s(x) = 1");

  private static String page() throws IOException {
    Path file = Path.of("docs/guide/claims.md");
    return Files.readString(Files.exists(file) ? file : Path.of("..").resolve(file));
  }

  static List<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    for (String row : page().lines().filter(it -> it.startsWith("| ")).toList()) {
      Matcher quoted = Pattern.compile("`([^`]+)`").matcher(row);
      while (quoted.find()) {
        boolean refused = row.startsWith(" is refused", quoted.end());
        boolean names = row.startsWith("| functions of a number");
        if (names) {
          examples.addAll(List.of(quoted.group(1).split(" ", -1)));
        } else if (!refused) {
          examples.add(quoted.group(1));
        }
      }
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isUnderstood(String example) {
    String written = example.replace("…", "").strip();
    List<String> tried = new ArrayList<>();
    FRAMES.forEach(frame -> tried.add(frame.formatted(written).replace("; z", "; a")));
    assertThat(tried).as(example).anyMatch(ClaimsPageTest::isRead);
  }

  private static boolean isRead(String claim) {
    try {
      return !Claim.of(claim).parts().isEmpty();
    } catch (ClaimException wrong) {
      return false;
    }
  }

  static List<ClaimLine> claims() throws IOException {
    Matcher block = Pattern.compile("```claims\\R(.*?)```", Pattern.DOTALL).matcher(page());
    assertThat(block.find()).isTrue();
    return ClaimLine.read(block.group(1));
  }

  @ParameterizedTest
  @MethodSource("claims")
  void isAnsweredAsItSays(ClaimLine line) {
    String verdict = Answer.to(Claim.of(line.claim())).word();
    assertThat(line.met(verdict)).as(line.claim() + " is " + verdict).isTrue();
  }
}
