package gradus.cli;

import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What people and programs see: results on standard output, remarks on standard error.
///
/// Colours only on a terminal, and never where `NO_COLOR` is set.
final class Screen {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrintStream out;
  private final PrintStream err;

  Screen(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  static Screen standard() {
    return new Screen(System.out, System.err);
  }

  /// Whether someone is looking: then a bar moves, else there are plain lines.
  boolean isTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  /// A line of the result.
  void say(String line) {
    out.println(line);
  }

  /// A line with markup such as `@|bold text|@`.
  void sayStyled(String line) {
    out.println(Ansi.AUTO.string(line));
  }

  /// A remark on the way.
  void remark(String line) {
    err.println(line);
  }

  /// One object on one line of standard output. NaN becomes null.
  void json(Map<String, ?> object) {
    out.println(JSON.writeValueAsString(finite(JSON.valueToTree(object))));
  }

  /// The same tree with null in place of numbers that JSON cannot hold.
  private static JsonNode finite(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JSON.createObjectNode();
        object
            .propertyStream()
            .forEach(entry -> copy.set(entry.getKey(), finite(entry.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JSON.createArrayNode();
        array.forEach(element -> copy.add(finite(element)));
        yield copy;
      }
      default ->
          node.isNumber() && !Double.isFinite(node.doubleValue())
              ? JSON.getNodeFactory().nullNode()
              : node;
    };
  }
}
