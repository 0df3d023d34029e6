package gradus.explain.claim;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// One spelling for letters and words that may be written in several.
final class Spelling {

  /// Means nothing; stands where a letter took two characters.
  static final char FILLER = '\u2060';

  /// Words that may begin a sentence.
  private static final Set<String> OPENING =
      Set.of("let", "for", "where", "if", "suppose", "assume", "given", "with", "not");

  private Spelling() {}

  /// `𝐱` and `𝜎` as x and σ, with a filler before each, so that places stay as they are.
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i + 1 < text.length(); i++) {
      if (Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
        String letter = Normalizer.normalize(text.substring(i, i + 2), Normalizer.Form.NFKC);
        if (letter.length() == 1 && !text.startsWith(WordParser.ONES, i)) {
          plain.replace(i, i + 2, FILLER + letter);
        }
      }
    }
    return plain.toString();
  }

  /// A name in one spelling: `Where` as `where`, a letter with its mark as one character.
  static String word(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    boolean sentence = name.length() > 1 && name.substring(1).equals(small.substring(1));
    return sentence && OPENING.contains(small)
        ? small
        : name.equals("ℝ") ? "R" : Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
