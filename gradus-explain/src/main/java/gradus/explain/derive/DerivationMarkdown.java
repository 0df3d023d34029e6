package gradus.explain.derive;

import java.util.ArrayList;
import java.util.List;

/// A derivation as Markdown with LaTeX between dollars, as GitHub draws it.
public final class DerivationMarkdown {

  private DerivationMarkdown() {}

  /// The lines.
  public static List<String> lines(Derivation derivation) {
    List<String> out = new ArrayList<>();
    out.add("# " + derivation.title());
    out.add("");
    derivation.words().forEach(word -> out.add("- " + word));
    part("Forward", derivation.forward(), out);
    part("Backward", derivation.backward(), out);
    return out;
  }

  private static void part(String title, List<Section> sections, List<String> out) {
    out.add("");
    out.add("## " + title);
    for (Section section : sections) {
      out.add("");
      out.add("### " + section.title());
      for (Line line : section.lines()) {
        String remark = line.remark().isEmpty() ? "" : " *" + line.remark() + "*";
        out.add("");
        out.add("$$" + DerivationLatex.formula(line) + "$$");
        out.add("");
        out.add(line.rule() + ", shape " + DerivationText.shape(line) + "." + remark);
      }
    }
  }
}
