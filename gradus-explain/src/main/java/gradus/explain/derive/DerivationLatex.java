package gradus.explain.derive;

import gradus.explain.notation.FormulaLatex;
import java.util.ArrayList;
import java.util.List;

/// A derivation as a LaTeX document that compiles by itself.
public final class DerivationLatex {

  private DerivationLatex() {}

  /// The lines.
  public static List<String> lines(Derivation derivation) {
    List<String> out = new ArrayList<>();
    out.add("\\documentclass{article}");
    out.add("\\usepackage[a4paper,margin=2cm]{geometry}");
    out.add("\\usepackage{amsmath}");
    out.add("\\usepackage[utf8]{inputenc}");
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
        out.add("\\[ " + formula(line) + " \\]");
      }
    }
  }

  /// `left = right` in mathematics mode.
  static String formula(Line line) {
    return FormulaLatex.of(line.left())
        + " = "
        + line.right().map(FormulaLatex::of).orElse("\\ldots");
  }

  /// Words in which no sign means anything to LaTeX, and signs that a plain font lacks are spelt.
  static String text(String words) {
    return words
        .replace("_", "\\_")
        .replace("δ", "$\\delta$")
        .replace("ᵀ", "$^\\top$")
        .replace("−", "$-$")
        .replace("%", "\\%")
        .replace("&", "\\&");
  }
}
