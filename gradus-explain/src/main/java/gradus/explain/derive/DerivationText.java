package gradus.explain.derive;

import gradus.explain.notation.FormulaText;
import java.util.ArrayList;
import java.util.List;

/// A derivation for a terminal: Unicode, within 100 columns.
public final class DerivationText {

  private static final int WIDTH = 100;
  private static final String INDENT = "      ";

  private DerivationText() {}

  /// The lines.
  public static List<String> lines(Derivation derivation) {
    List<String> out = new ArrayList<>();
    out.add(derivation.title());
    out.add("═".repeat(derivation.title().length()));
    derivation.words().forEach(word -> out.addAll(wrapped(word, "", "")));
    part("FORWARD", derivation.forward(), out);
    part("BACKWARD", derivation.backward(), out);
    return out;
  }

  private static void part(String title, List<Section> sections, List<String> out) {
    out.add("");
    out.add(title);
    for (Section section : sections) {
      out.add("");
      String head = "── " + section.title() + " ";
      out.add(head + "─".repeat(Math.max(0, WIDTH - head.length())));
      section.lines().forEach(line -> line(line, out));
    }
  }

  private static void line(Line line, List<String> out) {
    String formula =
        FormulaText.of(line.left())
            + " = "
            + line.right().map(FormulaText::of).orElse("… (in words: " + line.rule() + ")");
    String shape = shape(line);
    List<String> parts = wrapped(formula, "  ", INDENT);
    String last = parts.getLast();
    int room = WIDTH - width(last) - shape.length();
    if (room >= 2) {
      parts.set(parts.size() - 1, last + " ".repeat(room) + shape);
    } else {
      parts.add(" ".repeat(WIDTH - shape.length()) + shape);
    }
    out.addAll(parts);
    String remark = line.remark().isEmpty() ? "" : "; " + line.remark();
    out.addAll(wrapped("by " + line.rule() + remark, "    ", "    "));
  }

  static String shape(Line line) {
    return line.shape().rank() == 0 ? "scalar" : line.shape().toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /// Broken at spaces, the first line after `first`, the others after `next`.
  private static List<String> wrapped(String text, String first, String next) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && width(line.toString()) + 1 + width(word) > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(next);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
