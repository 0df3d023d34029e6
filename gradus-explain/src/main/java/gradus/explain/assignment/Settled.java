package gradus.explain.assignment;

import gradus.algebra.Counterexample;
import gradus.algebra.Verdict;
import gradus.explain.claim.Answer;
import gradus.explain.claim.Claim;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A claim of the source text and what the engine found about it, now.
///
/// @param source the claim
/// @param found verdict and proof
record Settled(SourceClaim source, Answer found) {

  private static final int TRIES = 3;

  /// Decides claims, several at once, and in the order in which they came.
  static List<Settled> of(List<SourceClaim> claims) {
    return claims.parallelStream().map(it -> new Settled(it, decided(it))).toList();
  }

  /// Proofs have a time of their own, which a busy machine may cut: what was not decided as it is
  /// expected is asked again.
  private static Answer decided(SourceClaim source) {
    Claim claim = Claim.of(source.line().claim());
    String expected = source.line().expected();
    Answer answer = Answer.to(claim);
    for (int again = 0; again < TRIES && !answer.word().equals(expected); again++) {
      answer = expected.isEmpty() ? answer : Answer.to(claim);
    }
    return answer;
  }

  /// Whether the verdict is the one that the file expects.
  boolean isAsExpected() {
    return source.line().expected().isEmpty() || source.line().met(found.word());
  }

  /// The verdict: `PROVED`.
  String word() {
    return found.word();
  }

  /// Whether it stands beside an erratum.
  boolean isAbout(Erratum erratum) {
    return source.errata().contains(erratum.id());
  }

  /// `in 5 steps`, `fails at a = 0, y = 1: left 1/2, right 0`, or what else is to be said.
  String because() {
    return switch (found.verdict()) {
      case Verdict.Proved _ -> steps();
      case Verdict.ProvedFor(var sizes, var _, var _) -> "for " + sizes;
      case Verdict.Refuted(Counterexample at) ->
          "%sleft %s, right %s".formatted(point(at), at.left(), at.right());
      case Verdict.Checked(int digits, int points) ->
          "to %d digits at %d points, which is no proof".formatted(digits, points);
      case Verdict.Undecided(String reason) -> reason;
    };
  }

  private String steps() {
    int count = found.steps().size();
    return count == 1 ? "in 1 step" : "in %d steps".formatted(count);
  }

  private static String point(Counterexample at) {
    List<String> parts = new ArrayList<>();
    at.variables().forEach((name, value) -> parts.add(name + " = " + value));
    at.tensors().forEach((name, elements) -> parts.add(name + " = " + list(elements.values())));
    return parts.isEmpty() ? "" : "at " + String.join(", ", parts) + ": ";
  }

  private static String list(List<Fraction> values) {
    return values.stream().map(Fraction::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
