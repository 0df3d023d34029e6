package gradus.explain.notation;

import java.util.Map;

/// Words for LaTeX outside its mathematics: in ASCII, so that every engine and font can set them.
public final class LatexWords {

  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉";

  private static final Map<Integer, String> SIGNS =
      Map.ofEntries(
          Map.entry((int) '\\', "\\textbackslash{}"),
          Map.entry((int) '~', "\\textasciitilde{}"),
          Map.entry((int) '^', "\\textasciicircum{}"),
          Map.entry((int) '−', "$-$"),
          Map.entry((int) '·', "$\\cdot$"),
          Map.entry((int) '×', "$\\times$"),
          Map.entry((int) '⊙', "$\\odot$"),
          Map.entry((int) '∂', "$\\partial$"),
          Map.entry((int) '∇', "$\\nabla$"),
          Map.entry((int) '√', "$\\surd$"),
          Map.entry((int) '≤', "$\\le$"),
          Map.entry((int) '≥', "$\\ge$"),
          Map.entry((int) '≠', "$\\ne$"),
          Map.entry((int) '∞', "$\\infty$"),
          Map.entry((int) 'ᵀ', "$^\\top$"),
          Map.entry((int) 'ˣ', "$^x$"),
          Map.entry((int) '′', "$'$"),
          Map.entry((int) '½', "$\\frac12$"),
          Map.entry((int) '…', "\\ldots{}"),
          Map.entry((int) '\u0302', "\\textasciicircum{}"));

  private LatexWords() {}

  /// The words; a sign that has no command is left out.
  public static String of(String words) {
    StringBuilder out = new StringBuilder();
    words.codePoints().forEach(sign -> out.append(spelt(sign)));
    return out.toString();
  }

  private static String spelt(int sign) {
    String own = SIGNS.get(sign);
    if (own != null) {
      return own;
    }
    if ("#$%&_{}".indexOf(sign) >= 0) {
      return "\\" + (char) sign;
    }
    if (RAISED.indexOf(sign) >= 0) {
      return "$^" + RAISED.indexOf(sign) + "$";
    }
    if (LOWERED.indexOf(sign) >= 0) {
      return "$_" + LOWERED.indexOf(sign) + "$";
    }
    String plain = Character.toString(sign);
    String greek = Letters.spelt(plain);
    return greek.equals(plain) ? (sign < 128 ? plain : "") : "$\\" + greek + "$";
  }
}
