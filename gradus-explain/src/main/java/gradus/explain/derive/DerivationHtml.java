package gradus.explain.derive;

import gradus.explain.notation.FormulaMathml;
import gradus.explain.notation.FormulaText;
import java.util.ArrayList;
import java.util.List;

/// A derivation as one page that needs no other file; each layer folds.
public final class DerivationHtml {

  private static final int OPEN = 6;
  private static final int WIDE = 120;
  private static final int WIDEST = 200;
  private static final int ENDLESS = 280;

  private static final String STYLE =
      """
      body { font: 16px/1.5 Georgia, serif; color: #1b1b1b; background: #fdfdfb;
             max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.7rem; margin-bottom: .3rem; }
      h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #bbb; }
      ul { color: #444; font-size: .92rem; }
      details { border: 1px solid #ddd; border-radius: 6px; margin: .7rem 0; background: #fff; }
      summary { cursor: pointer; padding: .45rem .9rem; font: 600 .95rem system-ui, sans-serif;
                background: #f3f3ee; border-radius: 6px; }
      .line { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem;
              padding: .5rem .9rem; border-top: 1px solid #eee; align-items: center; }
      .formula { overflow-x: auto; overflow-y: hidden; padding: .15rem 0; }
      math { font-size: 1.08rem; }
      .shape { font: .82rem ui-monospace, monospace; color: #555; text-align: right; }
      .rule { grid-column: 1 / 3; font: .82rem system-ui, sans-serif; color: #5a5a5a; }
      .agrees { color: #1f6f3f; }
      .differs { color: #b00020; font-weight: 700; }
      @media (max-width: 40rem) {
        .line { grid-template-columns: minmax(0, 1fr); }
        .shape { grid-row: 2; text-align: left; }
        .rule { grid-column: 1; }
      }
      @media print {
        html { font-size: 12px; }
        body { margin: 0; max-width: none; font-size: 1rem; background: #fff; }
        details { border: 0; }
        details::details-content { content-visibility: visible; display: block; }
        h2, summary { break-after: avoid; }
        .line { break-inside: avoid; }
        .wide math { font-size: .9rem; }
        .widest math { font-size: .62rem; }
        .endless math { font-size: .42rem; }
        .formula { overflow: visible; }
      }
      """;

  private DerivationHtml() {}

  /// The lines of the page.
  public static List<String> lines(Derivation derivation) {
    List<String> out = new ArrayList<>();
    out.add("<!DOCTYPE html>");
    out.add("<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    out.add("<title>" + escaped(derivation.title()) + "</title>");
    out.add("<style>" + STYLE + "</style></head><body>");
    out.add("<h1>" + escaped(derivation.title()) + "</h1><ul>");
    derivation.words().forEach(word -> out.add("<li>" + escaped(word) + "</li>"));
    out.add("</ul>");
    part("Forward", derivation.forward(), out);
    part("Backward", derivation.backward(), out);
    out.add("</body></html>");
    return out;
  }

  private static void part(String title, List<Section> sections, List<String> out) {
    out.add("<h2>" + title + "</h2>");
    boolean open = sections.size() <= OPEN;
    for (int i = 0; i < sections.size(); i++) {
      Section section = sections.get(i);
      out.add(open || i == 0 ? "<details open>" : "<details>");
      out.add("<summary>" + escaped(section.title()) + "</summary>");
      section.lines().forEach(line -> out.add(line(line)));
      out.add("</details>");
    }
  }

  private static String line(Line line) {
    String right = line.right().map(FormulaMathml::of).orElse("<mo>…</mo>");
    String verdict = line.remark().contains("THE ENGINE") ? "differs" : "agrees";
    String remark =
        line.remark().isEmpty()
            ? ""
            : " · <span class=\"%s\">%s</span>".formatted(verdict, escaped(line.remark()));
    return """
    <div class="line"><div class="formula%s"><math display="inline" displaystyle="true"><mrow>%s<mo>=</mo>%s</mrow></math></div>\
    <div class="shape">%s</div><div class="rule">%s%s</div></div>\
    """
        .formatted(
            width(line),
            FormulaMathml.of(line.left()),
            right,
            escaped(DerivationText.shape(line)),
            escaped(line.rule()),
            remark);
  }

  /// How wide a formula is, so that paper, which does not scroll, sets it smaller.
  private static String width(Line line) {
    int signs =
        FormulaText.of(line.left()).length()
            + line.right().map(FormulaText::of).map(String::length).orElse(0);
    return signs <= WIDE
        ? ""
        : signs <= WIDEST ? " wide" : signs <= ENDLESS ? " widest" : " endless";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
