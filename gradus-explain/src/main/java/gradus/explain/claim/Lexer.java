package gradus.explain.claim;

import gradus.explain.claim.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a claim into tokens: plain text, Unicode and LaTeX become the same signs.
///
/// Changes while it reads.
final class Lexer {

  private static final int LONGEST = 20_000;

  /// `sum_j`, and `max_j x_j`: the index of a sum or its kin, and no name.
  private static final Pattern SUM = Pattern.compile("(sum|prod|max|min)_[a-zA-Z]");

  private static final Pattern QUOTED =
      Pattern.compile("(['\"])(valid|full|same|same_upper|same_lower)\\1");

  /// Greek letters that are factors of what follows at once: `λI`, `λw`.
  private static final String FACTORS = "λμαβγη";

  private static final Set<String> NAME_OF_SUM = Set.of("sum", "prod");
  private static final String SIGNS = "+-*/%^=<>()[]{}|,;:_'@&.";

  final String text;
  final Set<Integer> dropped = new LinkedHashSet<>();
  int at;
  private final List<Token> tokens = new ArrayList<>();

  private Lexer(String text) {
    this.text = text;
  }

  /// The tokens of a text, with one at its end.
  static List<Token> tokens(String text) {
    if (text.length() > LONGEST) {
      throw new ClaimException(
          LONGEST,
          "at most %,d characters".formatted(LONGEST),
          "%,d".formatted(text.length()),
          "Cut the claim into several.");
    }
    Lexer lexer = new Lexer(Spelling.plain(text));
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.add(Kind.END, "", 0);
    return lexer.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '$' || c == '~') {
      at++;
    } else if (dropped.contains(at) || c == Spelling.FILLER) {
      at++;
    } else if (text.startsWith(WordParser.ONES, at)) {
      add(Kind.NAME, WordParser.ONES, WordParser.ONES.length());
    } else if (c == '\\') {
      new Commands(this).read();
    } else if (Signs.RAISED.containsKey(c)) {
      run(Signs.RAISED, "^", "(", ")");
    } else if (Signs.LOWERED.containsKey(c)) {
      run(Signs.LOWERED, "_", "{", "}");
    } else if (c == '∗' && text.startsWith("\u0303", at + 1)) {
      add(Kind.SIGN, "∗̃", 2);
    } else if (Signs.CHARACTERS.containsKey(c)) {
      sign(Signs.CHARACTERS.getOrDefault(c, ""), 1);
    } else if (Signs.NUMBERS.containsKey(c)) {
      add(Kind.NUMBER, Signs.NUMBERS.getOrDefault(c, ""), 1);
    } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      number();
    } else if (Character.isLetter(c)) {
      name();
    } else {
      plain(c);
    }
  }

  void add(Kind kind, String token, int length) {
    tokens.add(new Token(kind, token, at, at + length));
    at += length;
  }

  /// Adds a sign, or the word that a sign stands for.
  void sign(String sign, int length) {
    boolean word = Character.isLetter(sign.charAt(0)) && "ΣΠᵀ".indexOf(sign.charAt(0)) < 0;
    add(word ? Kind.NAME : Kind.SIGN, sign, length);
  }

  private void plain(char c) {
    Matcher quoted = QUOTED.matcher(text).region(at, text.length());
    if (quoted.lookingAt()) {
      add(Kind.NAME, quoted.group(2), quoted.end() - at);
      return;
    }
    for (String sign : Signs.LONG) {
      if (text.startsWith(sign, at)) {
        sign(Signs.plain(sign), sign.length());
        return;
      }
    }
    if (SIGNS.indexOf(c) >= 0) {
      add(Kind.SIGN, String.valueOf(c), 1);
      return;
    }
    String found = c < ' ' ? "the control character U+%04X".formatted((int) c) : "\"" + c + "\"";
    String mend =
        c == '≈'
            ? "Claims are exact: use = for equal functions."
            : c == '"' || c == '\''
                ? "Words in quotes are the modes: 'valid', 'full', 'same'."
                : c == '∃'
                    ? Strangers.EXISTS
                    : c == '!'
                        ? "Not equal is !=, the contrary of a claim is not."
                        : "Leave it out.";
    throw new ClaimException(at, "a letter, a number or a sign of mathematics", found, mend);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// Whether a full stop, or dots, follow a number and do not belong to it.
  private boolean endsSentence(int stop) {
    return stop + 1 >= text.length()
        || Character.isWhitespace(text.charAt(stop + 1))
        || text.charAt(stop + 1) == '.';
  }

  private void number() {
    int end = at;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '.' && !endsSentence(end)) {
      end++;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
    }
    int power = text.startsWith("e-", end) || text.startsWith("e+", end) ? end + 2 : end + 1;
    if (text.startsWith("e", end) && power < text.length() && isDigit(text.charAt(power))) {
      end = power;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
    }
    add(Kind.NUMBER, text.substring(at, end), end - at);
  }

  private void name() {
    StringBuilder name = new StringBuilder();
    int end = at;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean underscore = c == '_' && inName(end + 1);
      boolean escaped = c == '\\' && text.startsWith("_", end + 1) && inName(end + 2);
      if (c == Spelling.FILLER) {
        end++;
        continue;
      }
      if (escaped) {
        end++;
      } else if (!underscore && !inName(end)) {
        break;
      }
      name.append(text.charAt(end));
      end++;
      if (name.length() == 1 && FACTORS.indexOf(c) >= 0 && isLatin(end)) {
        break;
      }
    }
    if (Signs.MODULES.contains(name.toString())
        && text.startsWith(".", end)
        && inName(end + 1)
        && !isDigit(text.charAt(end + 1))) {
      at = end + 1;
      if (text.startsWith("where(", at)) {
        add(Kind.NAME, "choose", "where".length());
      }
      return;
    }
    Matcher sum = SUM.matcher(name);
    boolean cut = sum.matches() && (NAME_OF_SUM.contains(sum.group(1)) || startsOperand(end));
    add(
        Kind.NAME,
        cut ? sum.group(1) : Spelling.word(name.toString()),
        cut ? sum.group(1).length() : end - at);
  }

  private boolean isLatin(int place) {
    return place < text.length()
        && Character.isLetter(text.charAt(place))
        && text.charAt(place) < 128;
  }

  /// Whether a letter, a digit or a parenthesis follows.
  private boolean startsOperand(int place) {
    int next = place;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return next > place
        && next < text.length()
        && (Character.isLetterOrDigit(text.charAt(next)) || text.charAt(next) == '(');
  }

  private boolean inName(int place) {
    if (place >= text.length() || dropped.contains(place)) {
      return false;
    }
    char c = text.charAt(place);
    return isDigit(c)
        || (Character.isLetter(c) && !isSign(c))
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static boolean isSign(char c) {
    return Signs.CHARACTERS.containsKey(c)
        || Signs.RAISED.containsKey(c)
        || Signs.LOWERED.containsKey(c);
  }

  /// `x₁₂` becomes `x_{12}`.
  private void run(Map<Character, Character> plain, String sign, String open, String close) {
    int end = at;
    StringBuilder inside = new StringBuilder();
    while (end < text.length() && plain.containsKey(text.charAt(end))) {
      inside.append(plain.get(text.charAt(end)));
      end++;
    }
    int begin = at;
    add(Kind.SIGN, sign, 0);
    add(Kind.SIGN, open, 0);
    for (Token token : tokens(inside.toString())) {
      if (token.kind() != Kind.END) {
        tokens.add(new Token(token.kind(), token.text(), begin + token.at(), begin + token.end()));
      }
    }
    at = end;
    add(Kind.SIGN, close, 0);
  }
}
