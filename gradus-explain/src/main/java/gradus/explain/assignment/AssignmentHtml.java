package gradus.explain.assignment;

import gradus.algebra.Goal;
import gradus.algebra.Step;
import gradus.explain.claim.Claim;
import gradus.explain.notation.FormulaMathml;
import gradus.explain.render.Html;
import gradus.explain.render.Page;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Answers as one page that needs no other file; each proof folds.
final class AssignmentHtml {

  private static final String TITLE = "The assignment, answered again";

  private static final String STYLE =
      """
      <style>
      .math { overflow-x: auto; overflow-y: hidden; padding: .25rem 0; }
      math { font-size: 1.1em; } mtd { padding: .1em .45em; text-align: right; }
      .claim { margin: .5rem 0; } .claim > .math { display: inline-block; max-width: 100%;
        vertical-align: middle; }
      .badge { font: 600 .72em system-ui, sans-serif; letter-spacing: .04em; padding: .15rem .45rem;
        border-radius: .3rem; color: #fff; margin-right: .6rem; }
      .proved { background: rgb(var(--good)); } .refuted { background: rgb(var(--bad)); }
      .open { background: var(--soft); }
      details { margin: .15rem 0 .3rem 1rem; font-size: .88em; } summary { cursor: pointer; color: var(--soft); }
      .step { border-top: 1px solid var(--line); padding: .2rem 0; } .law { color: var(--soft); font-size: .82em; }
      .at { margin: .1rem 0 .2rem 1rem; font-size: .92em; }
      .note p { margin: .25rem 0; }
      .wide { margin: .6rem 0; }
      @media print { details { display: none; } section { break-inside: auto; }
        h2 { break-after: avoid; } .claim, .note, .math { break-inside: avoid; } body { font-size: 11px; } }
      </style>
      """;

  private AssignmentHtml() {}

  static String page(List<Answer> answers, Map<Answer, List<Settled>> settled) {
    StringBuilder body = new StringBuilder(STYLE).append("<h1>%s</h1>".formatted(TITLE));
    List<Settled> all = settled.values().stream().flatMap(List::stream).toList();
    body.append(
        ("<p class=\"soft\">Every value is calculated by Gradus, and every claim decided: %d"
                + " proved, %d refuted of %d. Notes say where the old text was wrong.</p><nav>")
            .formatted(count(all, "PROVED"), count(all, "REFUTED"), all.size()));
    for (Answer answer : answers) {
      body.append("<a href=\"#i%s\">%s</a>".formatted(answer.item(), answer.item()));
    }
    body.append("</nav>\n");
    answers.forEach(it -> body.append(section(it, settled.getOrDefault(it, List.of()))));
    return Page.of(TITLE, body.toString());
  }

  private static long count(List<Settled> settled, String word) {
    return settled.stream().filter(it -> it.word().startsWith(word)).count();
  }

  private static String section(Answer answer, List<Settled> settled) {
    StringBuilder html = new StringBuilder("<section id=\"i%s\">".formatted(answer.item()));
    html.append("<h2>%s %s</h2>\n".formatted(answer.item(), Html.escape(answer.title())));
    answer.pieces().forEach(piece -> html.append(drawn(piece)).append('\n'));
    settled.stream()
        .filter(it -> it.source().errata().isEmpty())
        .forEach(it -> html.append(claim(it)));
    answer.errata().forEach(erratum -> html.append(note(erratum, settled)));
    return html.append("</section>\n").toString();
  }

  private static String note(Erratum erratum, List<Settled> settled) {
    StringBuilder html =
        new StringBuilder("<div class=\"note\"><p><b>%s</b> ".formatted(erratum.id()));
    html.append("<span class=\"wrong\">%s</span></p>".formatted(Html.escape(erratum.said())));
    html.append("<p class=\"right\">%s</p>".formatted(Html.escape(erratum.right())));
    if (!erratum.evidence().isEmpty()) {
      html.append("<p class=\"soft\">%s</p>".formatted(Html.escape(erratum.evidence())));
    }
    settled.stream().filter(it -> it.isAbout(erratum)).forEach(it -> html.append(claim(it)));
    return html.append("</div>\n").toString();
  }

  private static String claim(Settled it) {
    Claim claim = it.found().claim();
    StringBuilder html = new StringBuilder("<div class=\"claim\">");
    String colour =
        it.word().startsWith("PROVED")
            ? "proved"
            : it.word().equals("REFUTED") ? "refuted" : "open";
    html.append("<span class=\"badge %s\">%s</span>".formatted(colour, it.word()));
    html.append("<span class=\"math\"><math displaystyle=\"true\"><mrow>");
    html.append(
        claim.parts().stream()
            .map(part -> (part.contrary() ? "<mo>¬</mo>" : "") + goal(part.goal()))
            .collect(Collectors.joining("<mtext>&#xA0; and &#xA0;</mtext>")));
    html.append("</mrow></math></span>");
    if (!it.isAsExpected()) {
      html.append(" <b class=\"wrong\">expected %s</b>".formatted(it.source().line().expected()));
    }
    html.append(steps(it));
    return html.append("</div>\n").toString();
  }

  private static String steps(Settled it) {
    String said = it.found().claim().text() + " · " + scope(it.found().claim());
    if (it.found().steps().isEmpty()) {
      return "<div class=\"at\">%s</div><details><summary>as it was understood</summary>%s</details>"
          .formatted(Html.escape(it.because()), Html.escape(said));
    }
    StringBuilder html =
        new StringBuilder("<details><summary>%s</summary>".formatted(it.because()));
    html.append("<div class=\"law\">%s</div>".formatted(Html.escape(said)));
    for (Step step : it.found().steps()) {
      html.append(
          "<div class=\"step\"><div class=\"law\">%s</div><div class=\"math\"><math><mrow>%s%s</mrow></math></div></div>"
              .formatted(
                  Html.escape(step.rule()),
                  FormulaMathml.of(step.before()),
                  step.after().equals(step.before())
                      ? ""
                      : "<mo>→</mo>" + FormulaMathml.of(step.after())));
    }
    return html.append("</details>").toString();
  }

  /// What the claim ranges over, as it was understood.
  private static String scope(Claim claim) {
    return claim.echo().stream()
        .filter(line -> !line.startsWith("claim"))
        .map(line -> line.replaceAll("\\s+", " "))
        .collect(Collectors.joining("; "));
  }

  private static String goal(Goal goal) {
    return switch (goal) {
      case Goal.Compare(var _, var left, var relation, var right) ->
          FormulaMathml.of(left)
              + "<mo>%s</mo>".formatted(Html.escape(relation.sign()))
              + FormulaMathml.of(right);
      case Goal.Convex(var _, var function, var by) ->
          FormulaMathml.of(function)
              + "<mtext>&#xA0;is convex in&#xA0;</mtext>"
              + FormulaMathml.of(by);
      case Goal.Semidefinite(var _, var _, var row, var column, var entry) ->
          "<mtext>the matrix of&#xA0;</mtext>%s<mtext>&#xA0;in row&#xA0;</mtext>%s<mtext>&#xA0;and column&#xA0;</mtext>%s<mtext>&#xA0;is positive semidefinite</mtext>"
              .formatted(FormulaMathml.of(entry), FormulaMathml.of(row), FormulaMathml.of(column));
      case Goal.Limit(var _, var function, var by, var at, var _, var relation, var value) ->
          "<munder><mo>lim</mo><mrow>%s<mo>→</mo>%s</mrow></munder>%s<mo>%s</mo>%s"
              .formatted(
                  FormulaMathml.of(by),
                  FormulaMathml.of(at),
                  FormulaMathml.of(function),
                  Html.escape(relation.sign()),
                  FormulaMathml.of(value));
      case Goal.Not(Goal inner) -> "<mo>¬</mo>" + goal(inner);
    };
  }

  private static String drawn(Piece piece) {
    return switch (piece) {
      case Piece.Words(String text) -> "<p>%s</p>".formatted(Html.escape(text));
      case Piece.Equation(var sides) ->
          block(sides.stream().map(FormulaMathml::of).collect(Collectors.joining("<mo>=</mo>")));
      case Piece.Matrix(var name, var rows) ->
          block(FormulaMathml.of(name) + "<mo>=</mo>" + matrix(rows));
      case Piece.Columns(var table) -> "<div class=\"wide\">%s</div>".formatted(table.html());
    };
  }

  private static String block(String content) {
    return "<div class=\"math\"><math displaystyle=\"true\"><mrow>%s</mrow></math></div>"
        .formatted(content);
  }

  private static String matrix(List<List<Fraction>> rows) {
    List<String> lines = new ArrayList<>();
    for (List<Fraction> row : rows) {
      lines.add(
          row.stream()
              .map(it -> new Formula.Num(it.numerator(), it.denominator()))
              .map(it -> "<mtd>" + FormulaMathml.of(it) + "</mtd>")
              .collect(Collectors.joining("", "<mtr>", "</mtr>")));
    }
    return "<mo stretchy=\"true\">[</mo><mtable>%s</mtable><mo stretchy=\"true\">]</mo>"
        .formatted(String.join("", lines));
  }
}
