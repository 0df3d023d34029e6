package gradus.explain.derive;

import gradus.explain.notation.FormulaLatex;
import gradus.explain.notation.FormulaText;
import gradus.explain.notation.LatexWords;
import java.util.ArrayList;
import java.util.List;

/// A derivation as a LaTeX document that compiles by itself.
public final class DerivationLatex {

  /// A formula of more signs than this is set smaller, so that it stays on the page.
  private static final int WIDE = 145;

  private static final int WIDEST = 230;

  private DerivationLatex() {}

  /// The lines.
  public static List<String> lines(Derivation derivation) {
    List<String> out = new ArrayList<>();
    out.add("\\documentclass{article}");
    out.add("\\usepackage[a4paper,margin=2cm]{geometry}");
    out.add("\\usepackage{amsmath}");
    out.add("\\usepackage{graphicx}");
    out.add("\\title{" + text(derivation.title()) + "}");
    out.add("\\date{}");
    out.add("\\begin{document}");
    out.add("\\maketitle");
    derivation.words().forEach(word -> out.add(text(word) + "\\\\"));
    part("Forward", derivation.forward(), out);
    part("Backward", derivation.backward(), out);
    out.add("\\end{document}");
    return out;
  }

  private static void part(String title, List<Section> sections, List<String> out) {
    out.add("\\section{" + title + "}");
    for (Section section : sections) {
      out.add("\\subsection{" + text(section.title()) + "}");
      for (Line line : section.lines()) {
        String rule = line.rule() + (line.remark().isEmpty() ? "" : "; " + line.remark());
        out.add("\\noindent " + text(rule) + ", " + text(DerivationText.shape(line)) + ":");
        out.add("\\[ " + sized(line) + " \\]");
      }
    }
  }

  private static String sized(Line line) {
    int signs =
        FormulaText.of(line.left()).length()
            + line.right().map(FormulaText::of).map(String::length).orElse(0);
    if (signs <= WIDE) {
      return formula(line);
    }
    double size = signs <= WIDEST ? 0.7 : 0.45;
    return "\\scalebox{%s}{$\\displaystyle %s$}".formatted(size, formula(line));
  }

  /// `left = right` in mathematics mode.
  static String formula(Line line) {
    return FormulaLatex.of(line.left())
        + " = "
        + line.right().map(FormulaLatex::of).orElse("\\ldots");
  }

  /// Words in which no sign means anything to LaTeX, and signs that a plain font lacks are spelt.
  static String text(String words) {
    return LatexWords.of(words);
  }
}
