package gradus.explain.claim;

import gradus.explain.claim.Token.Kind;
import java.util.Set;

/// Words between terms that are no names of the claim.
record Strangers(TermParser terms) {

  /// What to write where something is said to exist.
  static final String EXISTS =
      "Claims are about all values: that one exists is the contrary, not a^2 != 2.";

  /// Words of sentences about derivatives.
  private static final Set<String> DERIVATIVES = Set.of("the", "of", "derivative", "gradient");

  /// Refuses a word between terms that is no name of the claim: `f(a) at a`.
  void refuse(Token next) {
    Cursor cursor = terms.cursor();
    Token last = cursor.last();
    if (last.is("d") && next.isName()) {
      throw cursor.wrong("/ and d of a name before it", "A derivative is d/da f or d f / d a.");
    }
    if (isWord(last) && !last.text().equals("d")) {
      throw new ClaimException(
          last.at(), "a name or a word of the language", last.shown(), mend(last.text()));
    }
    boolean glued = last.kind() == Kind.NUMBER && next.at() == last.end();
    if (!glued && isWord(next)) {
      throw cursor.wrong("a sign, or where, if or for", mend(next.text()));
    }
  }

  private static String mend(String word) {
    if (Set.of("exists", "there", "some").contains(word)) {
      return EXISTS;
    }
    return DERIVATIVES.contains(word)
        ? "A derivative is written d/da f, a gradient grad(f, x)."
        : product(word);
  }

  private static String product(String word) {
    return Names.suggestion(word, Names.WORDS, "") + "A product of longer names is written with *.";
  }

  private boolean isWord(Token next) {
    String text = next.text();
    Cursor cursor = terms.cursor();
    return next.isName()
        && text.matches("[a-z]{2,}")
        && !Names.isFunction(Names.function(text))
        && !Signs.isLetter(text)
        && !text.equals("eps")
        && !new SlopeParser(new PrimaryParser(terms)).startsWithLetter()
        && !cursor.isAssigned(text)
        && !cursor.isDefined(text);
  }
}
