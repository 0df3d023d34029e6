package gradus.explain.assignment;

import gradus.explain.render.Html;
import gradus.explain.render.Page;
import gradus.op.window.Convention;
import gradus.op.window.Placement.Mode;
import java.util.ArrayList;
import java.util.List;

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
    answers.addAll(five(new TwoLayers(5, 2, 2, Mode.VALID, Convention.CROSS_CORRELATION)));
    answers.addAll(five(new TwoLayers(5, 2, 2, Mode.FULL, Convention.CROSS_CORRELATION)));
    return new Assignment(answers);
  }

  /// Question 5 at sizes of one's own.
  public static Assignment ofQuestion5(TwoLayers network) {
    return new Assignment(five(network));
  }

  /// Lengths, Jacobian and gradient: 5.1 to 5.3 for valid, 5.4 to 5.6 for full.
  private static List<Answer> five(TwoLayers network) {
    boolean valid = network.mode() == Mode.VALID;
    String title =
        "Two layers, %s, d = %d, k₁ = %d, k₂ = %d, %s: "
            .formatted(
                valid ? "valid" : "full",
                network.d(),
                network.k1(),
                network.k2(),
                switch (network.convention()) {
                  case CROSS_CORRELATION -> "correlation";
                  case CONVOLUTION -> "convolution";
                });
    String gradient =
        valid
            ? "(∇_{h¹}L)_n = Σ_{j=1..k₂} δ_{n−j+1} w²_j = (δ ∗̃ flip(w²))_n, δ zero outside its"
                + " range"
            : "(∇_{h¹}L)_n = Σ_{j=1..k₂} δ_{n+j−1} w²_{k₂−j+1} = (δ ∗ flip(w²))_n";
    return List.of(
        new Answer(valid ? "5.1" : "5.4", title + "lengths, Jacobian, gradients", network.lines()),
        new Answer(
            valid ? "5.2" : "5.5",
            "∂a²/∂h¹",
            List.of("The matrix above: a banded Toeplitz matrix, the same taps in every row.")),
        new Answer(valid ? "5.3" : "5.6", "∇_{h¹}L", List.of(gradient)));
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
          "assignment: expected an item from 1 to 5 or 1.1 to 5.6, found \"%s\". Mend it."
              .formatted(item));
    }
    return new Assignment(chosen);
  }

  /// As text.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Answer answer : answers) {
      lines.add("%s  %s".formatted(answer.item(), answer.title()));
      answer.lines().forEach(line -> lines.add(line.isEmpty() ? "" : "    " + line));
      for (Erratum erratum : answer.errata()) {
        lines.add("    %s  the text: %s".formatted(erratum.id(), erratum.said()));
        lines.add("         right: %s".formatted(erratum.right()));
        lines.add("         since: %s".formatted(erratum.evidence()));
      }
      lines.add("");
    }
    return lines;
  }

  /// As a page that needs no other file.
  public String html() {
    StringBuilder body = new StringBuilder("<h1>The assignment, answered again</h1>");
    body.append(
        "<p class=\"soft\">Every value is calculated by Gradus; notes say where the old text was"
            + " wrong.</p><nav>");
    for (Answer answer : answers) {
      body.append("<a href=\"#i%s\">%s</a>".formatted(answer.item(), answer.item()));
    }
    body.append("</nav>");
    answers.forEach(answer -> body.append(section(answer)));
    return Page.of("The assignment, answered again", body.toString());
  }

  private static String section(Answer answer) {
    StringBuilder html =
        new StringBuilder(
            "<section id=\"i%s\"><h2>%s %s</h2><pre>%s</pre>"
                .formatted(
                    answer.item(),
                    answer.item(),
                    Html.escape(answer.title()),
                    Html.escape(String.join("\n", answer.lines()))));
    for (Erratum it : answer.errata()) {
      html.append(
          "<div class=\"note\"><b>%s</b> <span class=\"wrong\">%s</span><br><span class=\"right\">%s</span><br><span class=\"soft\">%s</span></div>"
              .formatted(
                  it.id(),
                  Html.escape(it.said()),
                  Html.escape(it.right()),
                  Html.escape(it.evidence())));
    }
    return html.append("</section>").toString();
  }
}
