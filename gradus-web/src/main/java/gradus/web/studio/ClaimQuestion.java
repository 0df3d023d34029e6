package gradus.web.studio;

import gradus.algebra.Counterexample;
import gradus.algebra.Step;
import gradus.algebra.Verdict;
import gradus.explain.claim.Answer;
import gradus.explain.claim.Claim;
import gradus.explain.claim.ClaimException;
import gradus.explain.notation.FormulaMathml;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A claim as it was typed.
///
/// @param claim the claim, at most 2 000 characters
record ClaimQuestion(String claim) {

  private static final int LONGEST = 2_000;
  private static final int MOST_STEPS = 200;
  private static final int LONGEST_FORMULA = 6_000;

  ClaimQuestion {
    claim = Objects.requireNonNullElse(claim, "").strip();
    if (claim.isEmpty() || claim.length() > LONGEST) {
      throw new IllegalArgumentException(
          "The claim: expected 1 to %d characters, found %d. Type one claim."
              .formatted(LONGEST, claim.length()));
    }
  }

  /// The verdict with its proof or counterexample; or where the claim could not be understood.
  Object answer() {
    try {
      return told(Answer.to(Claim.of(claim)));
    } catch (ClaimException wrong) {
      return Map.of(
          "verdict", "NOT_UNDERSTOOD",
          "because", String.valueOf(wrong.getMessage()),
          "pointed", wrong.pointedAt(claim));
    }
  }

  private static Map<String, Object> told(Answer answer) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("verdict", answer.word());
    told.put("millis", answer.millis());
    told.put("understood", answer.claim().echo());
    told.put("vacuous", answer.isVacuous());
    switch (answer.verdict()) {
      case Verdict.Refuted(Counterexample at) -> told.put("counterexample", point(at));
      case Verdict.Undecided(String reason) -> told.put("because", reason);
      case Verdict.Checked(int digits, int points) ->
          told.put(
              "because",
              "It agrees to %d digits at %d points; no proof.".formatted(digits, points));
      case Verdict.ProvedFor(var sizes, var _, var open) ->
          told.put(
              "because",
              "Proved for the sizes %s; of others nothing is proved.%s"
                  .formatted(sizes, open.isEmpty() ? "" : " Open: " + open));
      case Verdict.Proved _ -> {}
    }
    List<Step> steps = answer.steps();
    told.put("stepCount", steps.size());
    told.put("steps", steps.stream().limit(MOST_STEPS).map(ClaimQuestion::step).toList());
    return told;
  }

  private static Map<String, Object> step(Step step) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("rule", step.rule());
    told.put("before", drawn(step.before()));
    told.put("after", step.after().equals(step.before()) ? "" : drawn(step.after()));
    return told;
  }

  /// Long formulas are no help to anyone.
  private static String drawn(Formula formula) {
    String drawn = FormulaMathml.of(formula);
    return drawn.length() > LONGEST_FORMULA ? "<mo>…</mo>" : drawn;
  }

  private static Map<String, Object> point(Counterexample at) {
    List<Map<String, String>> values = new ArrayList<>();
    at.variables()
        .forEach((name, value) -> values.add(Map.of("name", name, "value", value.toString())));
    at.tensors()
        .forEach(
            (name, tensor) ->
                values.add(Map.of("name", name, "value", tensor.values().toString())));
    return Map.of("values", values, "left", at.left(), "right", at.right());
  }
}
