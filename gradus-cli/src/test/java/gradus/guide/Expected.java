package gradus.guide;

import java.util.List;
import java.util.regex.Pattern;

/// What a page says that a command prints: `…` stands for any text within a line, and alone on a
/// line for any lines.
///
/// @param lines the lines
record Expected(List<String> lines) {

  /// Whether this is what was printed, spaces at the ends of lines aside.
  boolean matches(List<String> printed) {
    StringBuilder pattern = new StringBuilder();
    for (String line : lines) {
      pattern.append(
          line.strip().equals("…") ? "(?:.*\\n)*?" : quoted(line.stripTrailing()) + "\\n");
    }
    StringBuilder text = new StringBuilder();
    printed.forEach(line -> text.append(line.stripTrailing()).append('\n'));
    return Pattern.matches(pattern.toString(), text);
  }

  private static String quoted(String line) {
    StringBuilder pattern = new StringBuilder();
    String rest = line;
    int dots = rest.indexOf('…');
    while (dots >= 0) {
      pattern.append(Pattern.quote(rest.substring(0, dots))).append(".*");
      rest = rest.substring(dots + 1);
      dots = rest.indexOf('…');
    }
    return pattern.append(Pattern.quote(rest)).toString();
  }
}
