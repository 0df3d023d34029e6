package gradus.explain.derive;

import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the words of closed forms mean, for those that stand in a derivation.
final class Legend {

  private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

  static {
    MEANINGS.put(
        "corr_",
        "corr_valid(x, w) slides the filter w over x as it is, within x; corr_full wherever both"
            + " meet, corr_same as often as x has places. Channels of x are summed over; between x"
            + " and δ, where a filter comes out, examples are.");
    MEANINGS.put("conv_", "conv_valid, conv_full and conv_same turn the filter round first.");
    MEANINGS.put(
        "flip(",
        "flip(w) is w turned round along its lengths; on the way back its outputs are what is"
            + " summed over.");
    MEANINGS.put(
        "spread(", "spread(z, s) puts s − 1 zeros between neighbours along each length of z.");
    MEANINGS.put("thin(", "thin(z, s) keeps the first of every s places.");
    MEANINGS.put("pad(", "pad(z, a, b) puts a zeros before and b after z.");
    MEANINGS.put("crop(", "crop(z, a, b) leaves out the first a and the last b places of z.");
    MEANINGS.put(
        "concat",
        "A name with (g) raised is group g of its channels, or of the outputs of a filter; concat"
            + " puts the groups side by side.");
  }

  private Legend() {}

  /// The words that the closed forms among these lines need, in a fixed order.
  static List<String> of(List<Section> sections) {
    String forms =
        sections.stream()
            .flatMap(section -> section.lines().stream())
            .filter(line -> line.left() instanceof Formula.Var)
            .flatMap(line -> line.right().stream())
            .map(form -> " " + FormulaText.of(form))
            .collect(Collectors.joining());
    List<String> words = new ArrayList<>();
    MEANINGS.forEach(
        (sign, meaning) -> {
          if (forms.contains(" " + sign) || forms.contains("(" + sign)) {
            words.add(meaning);
          }
        });
    return words;
  }
}
