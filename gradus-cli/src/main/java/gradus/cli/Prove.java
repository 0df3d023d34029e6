package gradus.cli;

import gradus.explain.claim.Answer;
import gradus.explain.claim.Claim;
import gradus.explain.claim.ClaimException;
import gradus.explain.claim.ClaimLine;
import gradus.tensor.FormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus prove`.
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description =
        "Proves or refutes claims about formulas and their derivatives. Without CLAIM they are"
            + " read from standard input, one a line.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus prove \"d/da softplus(a) = sigmoid(a)\"",
      "  gradus prove \"d softmax(x)[i] / d x[j] = softmax(x)[i]*(delta(i,j) - softmax(x)[j])\"",
      "  gradus prove --file claims.txt --json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:proved, or as the line expects",
      "1:refuted",
      "2:a claim that cannot be understood",
      "3:neither proved nor refuted",
      "70:a contradiction inside Gradus: no answer, please report it"
    })
final class Prove implements Callable<Integer> {

  private static final int LARGEST = 1 << 26;

  @Parameters(arity = "0..*", paramLabel = "CLAIM", description = "Claims; - reads from input.")
  List<String> claims = List.of();

  @Option(names = "--file", paramLabel = "FILE", description = "A file of claims, one a line.")
  String file = "";

  @Option(
      names = "--json",
      description = "Print one JSON object a claim; the summary goes to the error stream.")
  boolean json;

  @Option(names = "--steps", description = "Show the proof, rule by rule.")
  boolean steps;

  @Option(names = "--latex", description = "Show formulas of the proof as LaTeX.")
  boolean latex;

  private final Screen screen = Screen.standard();

  @Override
  public Integer call() {
    List<ClaimLine> lines = lines();
    ProveReport report = new ProveReport(screen, steps, latex);
    int worst = 0;
    for (ClaimLine line : lines) {
      int code = code(line, report);
      worst = severity(code) > severity(worst) ? code : worst;
    }
    if (lines.size() > 1 || !file.isEmpty()) {
      if (json) {
        screen.remark(report.summary());
      } else {
        screen.say(report.summary());
      }
    }
    return worst;
  }

  /// 2 before 1 before 3 before 0.
  private static int severity(int code) {
    return switch (code) {
      case 2 -> 3;
      case 1 -> 2;
      case 3 -> 1;
      default -> 0;
    };
  }

  private List<ClaimLine> lines() {
    if (!file.isEmpty() && !claims.isEmpty()) {
      throw new IllegalArgumentException(
          "prove: expected claims or --file, found both. Give one of the two.");
    }
    try {
      if (!file.isEmpty()) {
        return ClaimLine.read(text(Path.of(file)));
      }
      if (claims.isEmpty() || claims.equals(List.of("-"))) {
        return ClaimLine.read(standardInput());
      }
    } catch (CharacterCodingException damaged) {
      throw unread("text in UTF-8", "other bytes", "Save it as UTF-8.");
    } catch (IOException failure) {
      throw unread("what can be read", failure.toString(), "Check its permissions.");
    }
    return claims.stream().map(ClaimLine::of).toList();
  }

  /// The text of a file or a pipe, which may have no end.
  private String text(Path path) throws IOException {
    if (Files.isDirectory(path) || !Files.exists(path)) {
      throw unread(
          "a file",
          Files.exists(path) ? "a folder" : "nothing",
          "Check the path and its spelling; standard input is read without --file.");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw unread("at most 64 MiB", "more", "Cut it into several files.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private FormatException unread(String expected, String found, String mend) {
    String name = file.isEmpty() ? "standard input" : file;
    return new FormatException(name, "the claims", expected, found, mend);
  }

  private static String standardInput() throws IOException {
    StringBuilder text = new StringBuilder();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private int code(ClaimLine line, ProveReport report) {
    try {
      Answer answer = Answer.to(Claim.of(line.claim()));
      if (json) {
        report.json(line, answer);
      } else {
        report.say(line, answer);
      }
      return line.met(answer.word()) ? 0 : line.expected().isEmpty() ? answer.exitCode() : 1;
    } catch (ClaimException wrong) {
      report.wrong(line, wrong, json);
      return 2;
    }
  }
}
