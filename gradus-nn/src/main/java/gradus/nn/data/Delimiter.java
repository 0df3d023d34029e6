package gradus.nn.data;

import java.util.List;

/// What stands between the cells of a line.
public enum Delimiter {
  /// Found out from the first lines.
  AUTO('\0'),
  /// `,`
  COMMA(','),
  /// `;`
  SEMICOLON(';'),
  /// A tabulator.
  TAB('\t'),
  /// `|`
  PIPE('|'),
  /// Any run of spaces and tabulators; no quotes.
  WHITESPACE(' ');

  private static final List<Delimiter> MARKS = List.of(COMMA, SEMICOLON, TAB, PIPE);

  private final char mark;

  Delimiter(char mark) {
    this.mark = mark;
  }

  char mark() {
    return mark;
  }

  /// Reads `auto`, `,`, `;`, `tab`, `|` or `space`.
  public static Delimiter parse(String text) {
    return switch (text) {
      case "auto" -> AUTO;
      case ",", "comma" -> COMMA;
      case ";", "semicolon" -> SEMICOLON;
      case "\t", "\\t", "tab" -> TAB;
      case "|", "pipe" -> PIPE;
      case " ", "space" -> WHITESPACE;
      default ->
          throw new IllegalArgumentException(
              "delimiter \"%s\": expected auto, comma, semicolon, tab, pipe or space, found \"%s\". Write one of these words."
                  .formatted(text, text));
    };
  }

  /// The mark that comes equally often, and at least once, in all of these lines; failing that
  /// white space, if it cuts them equally; failing that the mark most frequent in the first line.
  static Delimiter of(List<String> lines) {
    Delimiter best = COMMA;
    int most = 0;
    for (Delimiter mark : MARKS) {
      int count = mark.count(lines.getFirst());
      if (count > most && lines.stream().allMatch(line -> mark.count(line) == count)) {
        best = mark;
        most = count;
      }
    }
    if (most > 0) {
      return best;
    }
    int cells = WHITESPACE.count(lines.getFirst());
    if (cells > 0 && lines.stream().allMatch(line -> WHITESPACE.count(line) == cells)) {
      return WHITESPACE;
    }
    for (Delimiter mark : MARKS) {
      int count = mark.count(lines.getFirst());
      if (count > most) {
        best = mark;
        most = count;
      }
    }
    return best;
  }

  private int count(String line) {
    if (this == WHITESPACE) {
      return line.strip().split("[ \t]+", -1).length - 1;
    }
    int count = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      count += !quoted && c == mark ? 1 : 0;
    }
    return count;
  }
}
