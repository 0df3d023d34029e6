package gradus.cli;

import gradus.algebra.Counterexample;
import gradus.algebra.Goal;
import gradus.algebra.Step;
import gradus.algebra.Verdict;
import gradus.explain.claim.Answer;
import gradus.explain.claim.Claim;
import gradus.explain.claim.ClaimException;
import gradus.explain.claim.ClaimLine;
import gradus.explain.notation.FormulaLatex;
import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What `gradus prove` says of each claim, and of all of them at the end.
///
/// Counts while it works.
final class ProveReport {

  private static final String VACUOUS =
      "vacuous: no values were found that satisfy what is assumed and define both sides";

  private final Screen screen;
  private final boolean steps;
  private final boolean latex;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final long start = System.nanoTime();
  private int met;
  private int unmet;

  ProveReport(Screen screen, boolean steps, boolean latex) {
    this.screen = screen;
    this.steps = steps;
    this.latex = latex;
  }

  /// The steps of a proof; a refutation has none to count.
  private static String counted(int steps) {
    return steps == 0 ? "" : steps == 1 ? "1 step, " : steps + " steps, ";
  }

  void say(ClaimLine line, Answer answer) {
    count(line, answer.word());
    answer.claim().echo().forEach(screen::say);
    screen.say(
        "%s (%s%d ms)".formatted(answer.word(), counted(answer.steps().size()), answer.millis()));
    switch (answer.verdict()) {
      case Verdict.Refuted(Counterexample at) -> {
        String point = point(at);
        if (!point.isEmpty()) {
          screen.say("at       " + point);
        }
        screen.say("left     " + at.left());
        screen.say("right    " + at.right());
        sides(answer.claim(), at).ifPresent(text -> screen.say("where    " + text));
      }
      case Verdict.Undecided(String reason) -> screen.say("because  " + reason);
      case Verdict.Checked(int digits, int points) ->
          screen.say("agrees to %d digits at %d points; no proof".formatted(digits, points));
      case Verdict.ProvedFor(var sizes, var _, var open) -> {
        screen.say("sizes    " + sizes + "; of others nothing is proved");
        if (!open.isEmpty()) {
          screen.say("open     " + open);
        }
      }
      case Verdict.Proved _ -> {}
    }
    if (answer.isVacuous()) {
      screen.say("note     " + VACUOUS);
    }
    if (!line.expected().isEmpty() && !line.met(answer.word())) {
      screen.say("expected " + line.expected());
    }
    if (steps || latex) {
      answer.steps().forEach(this::say);
    }
    screen.say("");
  }

  private void say(Step step) {
    String after = step.after().equals(step.before()) ? "" : " → " + shown(step.after());
    screen.say("  " + step.rule() + ": " + shown(step.before()) + after);
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

  /// What the two sides are, where the claim does not name them itself.
  private static Optional<String> sides(Claim claim, Counterexample at) {
    Claim.Part part = claim.parts().getLast();
    if (claim.parts().size() > 1) {
      return Optional.empty();
    }
    if (part.contrary()) {
      return Optional.of("nothing fails: what the claim denies is proved, for all values");
    }
    return switch (part.goal()) {
      case Goal.Convex convex when at.variables().containsKey(convex.by().name() + "′") ->
          Optional.of(
              "left is the function midway between two points, right the mean of its two values");
      case Goal.Convex _ ->
          Optional.of(
              "left is the second derivative, which convexity keeps from falling below right");
      case Goal.Semidefinite _ when at.tensors().containsKey("v") ->
          Optional.of("left is vᵀ M v, with M the matrix, which may not be less than right");
      case Goal.Semidefinite _, Goal.Compare _, Goal.Limit _, Goal.Not _ -> Optional.empty();
    };
  }

  /// One line of JSON for an answer.
  void json(ClaimLine line, Answer answer) {
    count(line, answer.word());
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("claim", answer.claim().text());
    object.put("verdict", answer.word());
    object.put(
        "sizes",
        answer.verdict() instanceof Verdict.ProvedFor(var sizes, var _, var _) ? sizes : null);
    if (answer.verdict() instanceof Verdict.ProvedFor(var _, var _, var open) && !open.isEmpty()) {
      object.put("open", open);
    }
    object.put(
        "counterexample",
        answer.verdict() instanceof Verdict.Refuted(Counterexample at) ? counterexample(at) : null);
    object.put("steps", answer.steps().size());
    object.put("millis", answer.millis());
    object.put("understood", answer.claim().echo());
    if (answer.verdict() instanceof Verdict.Undecided(String reason)) {
      object.put("because", reason);
    }
    if (answer.isVacuous()) {
      object.put("note", VACUOUS);
    }
    if (!line.expected().isEmpty()) {
      object.put("expected", line.expected());
      object.put("met", line.met(answer.word()));
    }
    screen.json(object);
  }

  /// A claim that could not be understood; as a line of JSON without a verdict as well.
  void wrong(ClaimLine line, ClaimException wrong, boolean json) {
    count(line, "not understood");
    screen.remark("gradus: " + wrong.getMessage());
    screen.remark(wrong.pointedAt(line.claim()));
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("claim", line.claim());
      object.put("error", wrong.getMessage());
      object.put("character", wrong.at() + 1);
      screen.json(object);
    }
  }

  private void count(ClaimLine line, String word) {
    counts.merge(word, 1, Integer::sum);
    if (!line.expected().isEmpty()) {
      met += line.met(word) ? 1 : 0;
      unmet += line.met(word) ? 0 : 1;
    }
  }

  /// `12 claims in 3.1 s: 8 PROVED, 4 REFUTED; 12 of 12 expectations met`.
  String summary() {
    List<String> parts = new ArrayList<>();
    counts.forEach((word, count) -> parts.add(count + " " + word));
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    double seconds = (System.nanoTime() - start) / 1e9;
    String expectations =
        met + unmet == 0 ? "" : "; %d of %d expectations met".formatted(met, met + unmet);
    return "%d %s in %.1f s: %s%s"
        .formatted(
            all, all == 1 ? "claim" : "claims", seconds, String.join(", ", parts), expectations);
  }

  private static Map<String, Object> counterexample(Counterexample at) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("at", point(at));
    object.put("left", at.left());
    object.put("right", at.right());
    return object;
  }
}
