package gradus.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Values computed elsewhere with exact fractions and 34 digits, in a file that is no part of the
/// project; a test that asks for them is skipped where there is none. It collects what differs.
public final class Golden {

  /// The relative error of the stable formulas in double.
  public static final double TOLERANCE = 2e-15;

  private static final Optional<JsonNode> WHOLE =
      file().map(path -> new JsonMapper().readTree(path.toFile()));

  private final List<String> differences = new ArrayList<>();
  private int compared;

  /// A part of the file, by its keys.
  public static JsonNode at(String... keys) {
    JsonNode node = WHOLE.orElseGet(() -> abort("skipped: no data"));
    for (String key : keys) {
      node = node.get(key);
    }
    return node;
  }

  private static Optional<Path> file() {
    String told = System.getProperty("gradus.data");
    if (told != null) {
      return Optional.of(besides(Path.of(told))).filter(Files::exists);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path golden = besides(at.resolveSibling("shared").resolve("data"));
      if (Files.isDirectory(at.resolve("gradus-core")) && Files.exists(golden)) {
        return Optional.of(golden);
      }
    }
    return Optional.empty();
  }

  private static Path besides(Path data) {
    return data.resolveSibling("spec").resolve("golden.json");
  }

  /// A number: an integer, a fraction `p/q`, a decimal, `Infinity` or `NaN`.
  public static double number(JsonNode node) {
    String text = node.asString();
    if (text.endsWith("Infinity") || text.equals("NaN")) {
      return Double.parseDouble(text);
    }
    int line = text.indexOf('/');
    return line < 0
        ? new BigDecimal(text).doubleValue()
        : new BigDecimal(text.substring(0, line))
            .divide(new BigDecimal(text.substring(line + 1)), MathContext.DECIMAL128)
            .doubleValue();
  }

  /// A list of numbers, and lists of lists as one row after the other.
  public static double[] numbers(JsonNode node) {
    return node.isArray()
        ? node.valueStream().map(Golden::numbers).flatMapToDouble(Arrays::stream).toArray()
        : new double[] {number(node)};
  }

  /// Compares a value, with the relative error that the stable formulas promise.
  public void compare(String where, double found, JsonNode expected) {
    compare(where, found, expected, TOLERANCE, 1e-300);
  }

  /// Compares a value that is a difference of rounded terms: an absolute error is allowed too.
  public void compareRounded(String where, double found, JsonNode expected) {
    compare(where, found, expected, TOLERANCE, 1e-15 * (1 + Math.abs(number(expected))));
  }

  /// Compares a value, with errors of its own.
  public void compare(
      String where, double found, JsonNode expected, double relative, double absolute) {
    double right = number(expected);
    boolean same =
        Double.isFinite(right)
            ? Math.abs(found - right) <= Math.max(absolute, relative * Math.abs(right))
            : Double.compare(found, right) == 0;
    compared++;
    if (!same) {
      differences.add("%s: expected %s, found %s".formatted(where, right, found));
    }
  }

  /// Compares all values of a list, rows one after the other.
  public void compareAll(String where, double[] found, JsonNode expected) {
    List<JsonNode> flat = new ArrayList<>();
    flatten(expected, flat);
    assertThat(found).as(where).hasSize(flat.size());
    for (int i = 0; i < found.length; i++) {
      compare(where + "[" + i + "]", found[i], flat.get(i));
    }
  }

  private static void flatten(JsonNode node, List<JsonNode> into) {
    if (node.isArray()) {
      node.forEach(child -> flatten(child, into));
    } else {
      into.add(node);
    }
  }

  /// Fails if anything differed, or if less was compared than the file holds.
  public void verify(int atLeast) {
    assertThat(differences).isEmpty();
    assertThat(compared).as("values compared").isGreaterThanOrEqualTo(atLeast);
  }
}
