package gradus.cli;

import gradus.algebra.Counterexample;
import gradus.algebra.Step;
import gradus.algebra.Verdict;
import gradus.explain.claim.Answer;
import gradus.explain.claim.Claim;
import gradus.explain.claim.ClaimException;
import gradus.explain.claim.ClaimLine;
import gradus.explain.notation.FormulaLatex;
import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import gradus.tensor.FormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "3:neither proved nor refuted"
    })
final class Prove implements Callable<Integer> {

  @Parameters(arity = "0..*", paramLabel = "CLAIM", description = "Claims; - reads from input.")
  List<String> claims = List.of();

  @Option(names = "--file", paramLabel = "FILE", description = "A file of claims, one a line.")
  String file = "";

  @Option(names = "--json", description = "Print one JSON object a claim.")
  boolean json;

  @Option(names = "--steps", description = "Show the proof, rule by rule.")
  boolean steps;

  @Option(names = "--latex", description = "Show formulas of the proof as LaTeX.")
  boolean latex;

  private final Screen screen = Screen.standard();

  @Override
  public Integer call() {
    List<ClaimLine> lines = lines();
    int worst = 0;
    for (ClaimLine line : lines) {
      int code = code(line);
      worst = severity(code) > severity(worst) ? code : worst;
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
    try {
      if (!file.isEmpty()) {
        return ClaimLine.read(Files.readString(Path.of(file)));
      }
      if (claims.isEmpty() || claims.equals(List.of("-"))) {
        return ClaimLine.read(standardInput());
      }
    } catch (IOException failure) {
      throw new FormatException(
          file.isEmpty() ? "standard input" : file,
          "the claims",
          "text in UTF-8",
          failure.getClass().getSimpleName(),
          "Check the name of the file.",
          failure);
    }
    return claims.stream().map(ClaimLine::of).toList();
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

  private int code(ClaimLine line) {
    try {
      Answer answer = Answer.to(Claim.of(line.claim()));
      if (json) {
        screen.json(object(answer));
      } else {
        say(answer);
      }
      return line.met(answer.word()) ? 0 : line.expected().isEmpty() ? answer.exitCode() : 1;
    } catch (ClaimException wrong) {
      screen.remark("gradus: " + wrong.getMessage());
      screen.remark(wrong.pointedAt(line.claim()));
      return 2;
    }
  }

  private void say(Answer answer) {
    answer.claim().echo().forEach(screen::say);
    screen.say(
        "%s (%d steps, %d ms)".formatted(answer.word(), answer.steps().size(), answer.millis()));
    switch (answer.verdict()) {
      case Verdict.Refuted(Counterexample at) -> {
        screen.say("at       " + point(at));
        screen.say("left     " + at.left());
        screen.say("right    " + at.right());
      }
      case Verdict.Undecided(String reason) -> screen.say("because  " + reason);
      case Verdict.Checked(int digits, int points) ->
          screen.say("agrees to %d digits at %d points; no proof".formatted(digits, points));
      case Verdict.ProvedFor(var sizes, var _) -> screen.say("sizes    " + sizes);
      case Verdict.Proved _ -> {}
    }
    if (steps || latex) {
      for (Step step : answer.steps()) {
        String after = step.after().equals(step.before()) ? "" : " → " + shown(step.after());
        screen.say("  " + step.rule() + ": " + shown(step.before()) + after);
      }
    }
    screen.say("");
  }

  private String shown(Formula term) {
    return latex ? FormulaLatex.of(term) : FormulaText.of(term);
  }

  private static String point(Counterexample at) {
    List<String> parts = new ArrayList<>();
    at.variables().forEach((name, value) -> parts.add(name + " = " + value));
    at.tensors().forEach((name, values) -> parts.add(name + " = " + values.values()));
    return String.join(", ", parts);
  }

  private static Map<String, Object> object(Answer answer) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("claim", answer.claim().text());
    object.put("verdict", answer.word());
    object.put(
        "sizes", answer.verdict() instanceof Verdict.ProvedFor(var sizes, var _) ? sizes : null);
    object.put(
        "counterexample",
        answer.verdict() instanceof Verdict.Refuted(Counterexample at)
            ? Map.of("at", point(at), "left", at.left(), "right", at.right())
            : null);
    object.put("steps", answer.steps().size());
    object.put("millis", answer.millis());
    return object;
  }
}
