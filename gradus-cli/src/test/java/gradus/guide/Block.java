package gradus.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A fenced block of a page.
///
/// What the test must know stands in a comment on the line before, `<!-- guide: long, data=mnist
/// -->`, which nobody sees on the rendered page.
///
/// @param language what stands behind the fence
/// @param lines what stands in the block
/// @param first the number of the block's first line in its page, from 0
/// @param isLong whether it takes longer than an ordinary build should
/// @param exit the exit code of the last command
/// @param data the folder of the data that it needs, empty for none
/// @param named the file that it shows, empty where its first line may say so
record Block(
    String language,
    List<String> lines,
    int first,
    boolean isLong,
    int exit,
    String data,
    String named) {

  private static final Pattern HINT = Pattern.compile("<!-- guide: (.*) -->");

  /// A command and what it prints.
  record Typed(String command, List<String> printed, int first) {}

  /// The blocks of a page.
  static List<Block> of(List<String> page) {
    List<Block> blocks = new ArrayList<>();
    int at = 0;
    while (at < page.size()) {
      if (page.get(at).startsWith("```")) {
        int end = at + 1;
        while (!page.get(end).equals("```")) {
          end++;
        }
        String hint = at > 0 ? page.get(at - 1) : "";
        blocks.add(of(page.get(at).substring(3), page.subList(at + 1, end), at + 1, hint));
        at = end;
      }
      at++;
    }
    return blocks;
  }

  private static Block of(String language, List<String> lines, int first, String comment) {
    Matcher hint = HINT.matcher(comment);
    List<String> words = hint.matches() ? List.of(hint.group(1).split(", ", -1)) : List.of();
    int exit = setting(words, "exit").map(Integer::parseInt).orElse(0);
    String data = setting(words, "data").orElse("");
    String named = setting(words, "file").orElse("");
    return new Block(
        language, List.copyOf(lines), first, words.contains("long"), exit, data, named);
  }

  private static Optional<String> setting(List<String> words, String name) {
    return words.stream()
        .filter(word -> word.startsWith(name + "="))
        .map(word -> word.substring(name.length() + 1))
        .findFirst();
  }

  /// The name of the file that the block shows, if it is one.
  Optional<String> file() {
    if (!named.isEmpty()) {
      return Optional.of(named);
    }
    Matcher named = Pattern.compile("(?:#|//) ([\\w.-]+\\.\\w+)").matcher(lines.getFirst());
    return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
  }

  /// The commands, each behind a dollar sign; a line that ends with a backslash goes on.
  List<Typed> commands() {
    List<Typed> commands = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      StringBuilder command = new StringBuilder(lines.get(at).substring(2));
      while (command.charAt(command.length() - 1) == '\\') {
        at++;
        command.setLength(command.length() - 1);
        command.append(lines.get(at).strip());
      }
      int from = at + 1;
      at = from;
      while (at < lines.size() && !lines.get(at).startsWith("$ ")) {
        at++;
      }
      commands.add(new Typed(command.toString(), lines.subList(from, at), first + from));
    }
    return commands;
  }
}
