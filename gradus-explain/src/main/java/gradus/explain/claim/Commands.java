package gradus.explain.claim;

import gradus.explain.claim.Token.Kind;
import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the commands of LaTeX: signs, what they dress, accents, environments.
///
/// @param lexer what stands at a backslash
record Commands(Lexer lexer) {

  private static final Pattern ACCENTED =
      Pattern.compile("\\s*(?:\\{\\s*(\\\\[a-z]+|\\p{L})\\s*\\}|(\\p{L}))");

  private static final Pattern HALF = Pattern.compile("\\s*([0-9]|\\p{L})\\s*([0-9]|\\p{L})");
  private static final Pattern ONES = Pattern.compile("\\s*\\{?\\s*1\\s*\\}?");
  private static final Set<String> BOLD = Set.of("mathbf", "boldsymbol", "bm");

  void read() {
    int end = lexer.at + 1;
    while (end < lexer.text.length()
        && lexer.text.charAt(end) < 128
        && Character.isLetter(lexer.text.charAt(end))) {
      end++;
    }
    if (end == lexer.at + 1) {
      escaped();
      return;
    }
    String command = lexer.text.substring(lexer.at + 1, end);
    Matcher digits = HALF.matcher(lexer.text).region(end, lexer.text.length());
    Matcher ones = ONES.matcher(lexer.text).region(end, lexer.text.length());
    if (command.endsWith("frac") && digits.lookingAt()) {
      fraction(digits);
    } else if (BOLD.contains(command) && ones.lookingAt()) {
      lexer.add(Kind.NAME, WordParser.ONES, ones.end() - lexer.at);
    } else if (command.equals("begin") || command.equals("end")) {
      environment(command, end);
    } else if (Signs.DRESS.contains(command)) {
      lexer.at = undressed(end);
    } else if (Signs.ACCENTS.containsKey(command)) {
      accented(Signs.ACCENTS.getOrDefault(command, ""), end);
    } else if (Signs.NOTHING.contains(command)) {
      lexer.at = lexer.text.startsWith(".", end) ? end + 1 : end;
    } else if (Signs.COMMANDS.containsKey(command)) {
      lexer.sign(Signs.COMMANDS.getOrDefault(command, ""), end - lexer.at);
    } else {
      throw new ClaimException(
          lexer.at,
          "a known command of LaTeX",
          "\"\\" + command + "\"",
          Names.suggestion(command, Signs.COMMANDS.keySet(), "\\")
              + "Words without a backslash are read as well.");
    }
  }

  /// `\frac12` as (1/2).
  private void fraction(Matcher digits) {
    lexer.add(Kind.SIGN, "(", 0);
    lexer.at = digits.start(1);
    lexer.add(kind(digits.group(1)), digits.group(1), 1);
    lexer.add(Kind.SIGN, "/", 0);
    lexer.at = digits.start(2);
    lexer.add(kind(digits.group(2)), digits.group(2), 1);
    lexer.add(Kind.SIGN, ")", 0);
  }

  private static Kind kind(String one) {
    return Character.isDigit(one.charAt(0)) ? Kind.NUMBER : Kind.NAME;
  }

  /// `\hat{y}` and `\hat y` as `ŷ`.
  private void accented(String mark, int from) {
    Matcher letter = ACCENTED.matcher(lexer.text).region(from, lexer.text.length());
    if (!letter.lookingAt()) {
      throw new ClaimException(
          lexer.at, "one letter under an accent", "something else", "Write \\hat{y}, or y_hat.");
    }
    String name = letter.group(1) == null ? letter.group(2) : letter.group(1);
    String plain = Signs.COMMANDS.getOrDefault(name.replace("\\", ""), name);
    lexer.add(
        Kind.NAME,
        Normalizer.normalize(plain + mark, Normalizer.Form.NFC),
        letter.end() - lexer.at);
  }

  private void escaped() {
    String next =
        lexer.at + 1 < lexer.text.length() ? lexer.text.substring(lexer.at + 1, lexer.at + 2) : "";
    if (next.equals("\\")) {
      lexer.add(Kind.SIGN, "\\\\", 2);
    } else if (next.equals("|")) {
      lexer.add(Kind.SIGN, "‖", 2);
    } else if (next.equals("{") || next.equals("}")) {
      lexer.add(Kind.SIGN, next, 2);
    } else {
      lexer.at += Math.min(2, lexer.text.length() - lexer.at);
    }
  }

  private void environment(String command, int end) {
    int close = lexer.text.indexOf('}', end);
    String name = close < 0 ? "" : lexer.text.substring(end, close).replace("{", "").strip();
    boolean matrix = Signs.MATRICES.contains(name);
    if (!matrix && !name.equals("cases")) {
      throw new ClaimException(
          lexer.at,
          "\\" + command + "{pmatrix}, {bmatrix}, {matrix} or {cases}",
          "\"\\" + command + "{" + name + "}\"",
          "Matrices may also be written [[1, 2], [3, 4]].");
    }
    String sign = "\\" + command + (matrix ? "{matrix}" : "{cases}");
    lexer.add(Kind.SIGN, sign, close + 1 - lexer.at);
  }

  /// Notes the brace that closes what a command dresses, and goes on inside.
  private int undressed(int end) {
    int open = end;
    while (open < lexer.text.length() && lexer.text.charAt(open) == ' ') {
      open++;
    }
    if (open >= lexer.text.length() || lexer.text.charAt(open) != '{') {
      return end;
    }
    int depth = 0;
    for (int place = open; place < lexer.text.length(); place++) {
      depth += lexer.text.charAt(place) == '{' ? 1 : lexer.text.charAt(place) == '}' ? -1 : 0;
      if (depth == 0) {
        lexer.dropped.add(place);
        return open + 1;
      }
    }
    throw new ClaimException(open, "a closing }", "none", "Close the brace that opens here.");
  }
}
