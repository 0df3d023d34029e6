package gradus.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// A command that was not understood: where, what was expected, what was found, and how to mend it,
/// instead of all its help.
final class Misuse implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    String told = told(misuse, command.getCommandSpec().qualifiedName());
    command.getErr().println("gradus: " + told.replaceFirst("^gradus:? ", ""));
    return 2;
  }

  private static String told(ParameterException misuse, String command) {
    List<String> unknown = misuse.getCommandLine().getUnmatchedArguments();
    return switch (misuse) {
      case UnmatchedArgumentException unmatched ->
          unmatched(unmatched.getCommandLine(), unmatched.getUnmatched().getFirst(), command);
      case MissingParameterException _ when !unknown.isEmpty() ->
          unmatched(misuse.getCommandLine(), unknown.getFirst(), command);
      case MissingParameterException missing when isValueless(missing) ->
          valueless((OptionSpec) missing.getMissing().getFirst(), command);
      case MissingParameterException missing when !missing.getMissing().isEmpty() ->
          missing(missing.getMissing(), command);
      default -> unread(misuse, command);
    };
  }

  /// Whether an option was given, but nothing after it.
  private static boolean isValueless(MissingParameterException missing) {
    return missing.getMissing().size() == 1
        && missing.getMissing().getFirst() instanceof OptionSpec
        && String.valueOf(missing.getMessage()).startsWith("Missing required parameter");
  }

  private static String valueless(OptionSpec option, String command) {
    return "%s %s: expected a value after it, found none. Write %s=%s."
        .formatted(command, option.longestName(), option.longestName(), option.paramLabel());
  }

  private static String missing(List<ArgSpec> missing, String command) {
    String names = missing.stream().map(Misuse::name).collect(Collectors.joining(", "));
    List<String> meanings = new ArrayList<>();
    for (ArgSpec argument : missing) {
      String meaning = String.join(" ", argument.description());
      if (!meaning.isBlank()) {
        meanings.add(" %s: %s".formatted(name(argument), sentence(meaning)));
      }
    }
    return "%s: expected %s, found none. Add %s.%s"
        .formatted(command, names, missing.size() == 1 ? "it" : "them", String.join("", meanings));
  }

  private static String sentence(String words) {
    return words.endsWith(".") ? words : words + ".";
  }

  private static String unmatched(CommandLine line, String found, String command) {
    boolean option = found.startsWith("-");
    boolean commands = !option && !line.getSubcommands().isEmpty();
    String typed = found.replaceFirst("=.*", "");
    String meant =
        meant(
            typed,
            option
                ? line.getCommandSpec().options().stream().map(OptionSpec::longestName)
                : line.getSubcommands().keySet().stream());
    return "%s: expected %s, found \"%s\". %s%s --help lists %s."
        .formatted(
            command,
            option ? "one of its options" : commands ? "a command" : "no further argument",
            found,
            meant,
            command,
            option || commands ? "them" : "what it takes");
  }

  /// A question after the name that was probably meant, or nothing.
  static String meant(String typed, Stream<String> names) {
    return names
        .filter(name -> distance(typed, name) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(typed, name)))
        .map("Did you mean %s? "::formatted)
        .orElse("");
  }

  /// How many letters have to be put in, left out, changed, or exchanged with the next one.
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        d[i][j] = exchanged ? Math.min(d[i][j], d[i - 2][j - 2] + 1) : d[i][j];
      }
    }
    return d[a.length()][b.length()];
  }

  private static String unread(ParameterException misuse, String command) {
    ArgSpec argument = misuse.getArgSpec();
    String value = misuse.getValue();
    if (argument == null || value == null) {
      return "%s: %s. %s --help lists what it takes."
          .formatted(
              command, String.valueOf(misuse.getMessage()).replaceFirst("\\.$", ""), command);
    }
    return "%s %s %s: expected %s, found \"%s\". Mend it."
        .formatted(command, name(argument), value, expected(argument), value);
  }

  private static String expected(ArgSpec argument) {
    Class<?> type =
        argument.type() == Optional.class ? argument.auxiliaryTypes()[0] : argument.type();
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(Object::toString)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    boolean whole = List.of(int.class, Integer.class, long.class, Long.class).contains(type);
    boolean real = List.of(double.class, Double.class).contains(type);
    return whole ? "a whole number" : real ? "a number" : "a value that it can read";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
