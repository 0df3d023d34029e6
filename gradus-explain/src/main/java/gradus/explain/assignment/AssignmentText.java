package gradus.explain.assignment;

import gradus.algebra.Step;
import gradus.explain.notation.FormulaText;
import gradus.explain.render.ConvolutionText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Answers as lines of text.
///
/// @param steps whether proofs are written out
record AssignmentText(boolean steps) {

  List<String> lines(Answer answer, List<Settled> settled) {
    List<String> lines = new ArrayList<>();
    lines.add("%s  %s".formatted(answer.item(), answer.title()));
    answer.pieces().forEach(piece -> drawn(piece).forEach(line -> lines.add(indented(line, 4))));
    settled.stream()
        .filter(it -> it.source().errata().isEmpty())
        .forEach(it -> claim(it, lines, 4));
    for (Erratum erratum : answer.errata()) {
      lines.add("    %s  the text: %s".formatted(erratum.id(), erratum.said()));
      lines.add(indented("right: " + erratum.right(), 9));
      if (!erratum.evidence().isEmpty()) {
        lines.add(indented("since: " + erratum.evidence(), 9));
      }
      settled.stream().filter(it -> it.isAbout(erratum)).forEach(it -> claim(it, lines, 9));
    }
    lines.add("");
    return lines;
  }

  private void claim(Settled it, List<String> lines, int indent) {
    lines.add(indented("%-8s %s".formatted(it.word(), it.source().line().claim()), indent));
    lines.add(indented(it.because(), indent + 9));
    if (!it.isAsExpected()) {
      lines.add(indented("EXPECTED " + it.source().line().expected(), indent + 9));
    }
    if (steps) {
      for (Step step : it.found().steps()) {
        lines.add(
            indented(
                "%s: %s%s"
                    .formatted(
                        step.rule(),
                        FormulaText.of(step.before()),
                        step.after().equals(step.before())
                            ? ""
                            : " → " + FormulaText.of(step.after())),
                indent + 11));
      }
    }
  }

  private static List<String> drawn(Piece piece) {
    return switch (piece) {
      case Piece.Words(String text) -> List.of(text);
      case Piece.Equation(var sides) ->
          List.of(sides.stream().map(FormulaText::of).collect(Collectors.joining(" = ")));
      case Piece.Matrix(var name, var rows) -> {
        String head = FormulaText.of(name) + " = ";
        if (rows.size() == 1) {
          yield List.of(head + ConvolutionText.list(rows.getFirst()));
        }
        List<String> lines = new ArrayList<>(List.of(head.stripTrailing()));
        lines.addAll(ConvolutionText.matrix(rows));
        yield lines;
      }
      case Piece.Columns(var table) -> table.lines();
    };
  }

  private static String indented(String line, int spaces) {
    return line.isEmpty() ? "" : " ".repeat(spaces) + line;
  }
}
