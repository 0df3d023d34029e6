package gradus.explain.assignment;

import gradus.op.window.Convention;
import gradus.op.window.Placement.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The source text answered again, item by item.
///
/// @param answers the answers in order
public record Assignment(List<Answer> answers) {

  public Assignment {
    answers = List.copyOf(answers);
  }

  /// All of it, question 5 at `d = 5`, `k₁ = k₂ = 2`.
  public static Assignment whole() {
    List<Answer> answers = new ArrayList<>(Heads.answers());
    answers.addAll(Networks.answers());
    for (Mode mode : List.of(Mode.VALID, Mode.FULL)) {
      TwoLayers layers = new TwoLayers(5, 2, 2, mode, Convention.CROSS_CORRELATION);
      answers.addAll(new Question5(layers, true).answers());
    }
    return new Assignment(answers);
  }

  /// Question 5 at sizes of one's own.
  public static Assignment ofQuestion5(TwoLayers network) {
    return new Assignment(new Question5(network, false).answers());
  }

  /// Only the items whose number begins so: `2` or `2.4`.
  ///
  /// Throws {@link IllegalArgumentException} where there is none.
  public Assignment only(String item) {
    List<Answer> chosen =
        answers.stream()
            .filter(it -> it.item().equals(item) || it.item().startsWith(item + "."))
            .toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "assignment: expected an item from %s to %s, found \"%s\". Mend it."
              .formatted(answers.getFirst().item(), answers.getLast().item(), item));
    }
    return new Assignment(chosen);
  }

  /// As text, each claim decided now.
  ///
  /// @param steps whether proofs are written out
  public List<String> lines(boolean steps) {
    AssignmentText text = new AssignmentText(steps);
    List<String> lines = new ArrayList<>();
    settled().forEach((answer, claims) -> lines.addAll(text.lines(answer, claims)));
    return lines;
  }

  /// As a page that needs no other file, each claim decided now.
  public String html() {
    return AssignmentHtml.page(answers, settled());
  }

  private Map<Answer, List<Settled>> settled() {
    List<Settled> all =
        Settled.of(answers.stream().flatMap(answer -> answer.claims().stream()).toList());
    Map<Answer, List<Settled>> settled = new LinkedHashMap<>();
    int next = 0;
    for (Answer answer : answers) {
      int end = next + answer.claims().size();
      settled.put(answer, all.subList(next, end));
      next = end;
    }
    return settled;
  }
}
