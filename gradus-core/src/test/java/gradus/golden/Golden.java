package gradus.golden;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.op.Node;
import gradus.reference.Decimal;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Values computed elsewhere with exact fractions and 34 digits. It collects what differs, and
/// which values were read.
public final class Golden {

  /// The relative error of the stable formulas in double.
  public static final double TOLERANCE = 2e-15;

  private static final Pattern VALUE =
      Pattern.compile("true|false|NaN|-?Infinity|-?[0-9.]+([eE][-+]?[0-9]+)?(/[0-9]+)?");

  /// The whole file, every value a node of its own, so that it can be told which were read.
  private static final JsonNode WHOLE = distinct(read());

  private static final Set<JsonNode> READ =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  private final List<String> differences = new ArrayList<>();
  private int compared;

  private static JsonNode read() {
    try (InputStream in = Golden.class.getResourceAsStream("/gradus/spec/golden.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(in, "golden.json"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static JsonNode distinct(JsonNode node) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (node) {
      case ArrayNode array ->
          nodes.arrayNode().addAll(array.valueStream().map(Golden::distinct).toList());
      case ObjectNode object -> {
        ObjectNode copy = nodes.objectNode();
        object.propertyStream().forEach(it -> copy.set(it.getKey(), distinct(it.getValue())));
        yield copy;
      }
      default -> new StringNode(node.asString());
    };
  }

  /// A part of the file, by its keys.
  public static JsonNode at(String... keys) {
    JsonNode node = WHOLE;
    for (String key : keys) {
      node = node.get(key);
    }
    return node;
  }

  /// The paths of the numbers and truth values that no test has read, without positions in lists.
  public static Set<String> unread() {
    Set<String> paths = new TreeSet<>();
    unread("", WHOLE, paths);
    return paths;
  }

  private static void unread(String path, JsonNode node, Set<String> into) {
    if (node.isArray()) {
      node.forEach(child -> unread(path, child, into));
    } else if (node.isObject()) {
      node.propertyStream().forEach(it -> unread(path + "/" + it.getKey(), it.getValue(), into));
    } else if (!READ.contains(node) && VALUE.matcher(node.asString()).matches()) {
      into.add(path);
    }
  }

  private static String text(JsonNode node) {
    READ.add(node);
    return node.asString();
  }

  /// A truth value.
  public static boolean flag(JsonNode node) {
    return Boolean.parseBoolean(text(node));
  }

  /// A whole number.
  public static int integer(JsonNode node) {
    return Integer.parseInt(text(node));
  }

  /// An exact number.
  public static Fraction fraction(JsonNode node) {
    return Fraction.parse(text(node));
  }

  /// A list of exact numbers, and lists of lists as one row after the other.
  public static List<Fraction> fractions(JsonNode node) {
    return node.isArray()
        ? node.valueStream().map(Golden::fractions).flatMap(List::stream).toList()
        : List.of(fraction(node));
  }

  /// Compares exactly.
  public void same(String where, Object found, Object expected) {
    compared++;
    if (!found.equals(expected)) {
      differences.add("%s: expected %s, found %s".formatted(where, expected, found));
    }
  }

  /// Compares exact numbers, one after the other.
  public void compareExact(String where, List<Fraction> found, JsonNode expected) {
    same(where, found, fractions(expected));
  }

  /// A number: an integer, a fraction `p/q`, a decimal, `Infinity` or `NaN`.
  public static double number(JsonNode node) {
    String text = text(node);
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

  /// A constant node of exact numbers, one row after the other: fractions as quotients, so that
  /// every kind of number has them exactly.
  public static Node constant(Shape shape, JsonNode node) {
    List<JsonNode> flat = new ArrayList<>();
    flatten(node, flat);
    double[] above = new double[flat.size()];
    double[] below = new double[flat.size()];
    for (int i = 0; i < above.length; i++) {
      String[] parts = text(flat.get(i)).split("/", -1);
      above[i] = Double.parseDouble(parts[0]);
      below[i] = parts.length > 1 ? Double.parseDouble(parts[1]) : 1;
    }
    Node constant = Node.constant(Tensor.of(shape, above));
    return Arrays.stream(below).allMatch(it -> it == 1)
        ? constant
        : constant.over(Node.constant(Tensor.of(shape, below)));
  }

  /// A matrix of exact numbers.
  public static Node matrix(JsonNode node) {
    return constant(Shape.of(node.size(), node.get(0).size()), node);
  }

  /// A vector of exact numbers.
  public static Node vector(JsonNode node) {
    return constant(Shape.of(node.size()), node);
  }

  /// Compares a node without inputs: in double, and in 60 digits with all that the file states.
  public void compareNode(String where, Node found, JsonNode expected) {
    List<JsonNode> flat = new ArrayList<>();
    flatten(expected, flat);
    double[] rounded = Judge.inDouble().evaluate(found, Map.of()).toDoubles();
    List<Decimal> digits = Judge.inDecimal(60).value(found, Map.of()).elements();
    same("size of " + where, rounded.length, flat.size());
    for (int i = 0; i < flat.size(); i++) {
      compareRounded(where + "[" + i + "]", rounded[i], flat.get(i));
      compareDigits(where + "[" + i + "]", digits.get(i), flat.get(i));
    }
  }

  private void compareDigits(String where, Decimal found, JsonNode expected) {
    compared++;
    String[] parts = text(expected).split("/", -1);
    boolean close =
        switch (found) {
          case Decimal.Special(double special) -> Double.compare(special, number(expected)) == 0;
          case Decimal.Finite(BigDecimal value) -> {
            MathContext digits = new MathContext(60);
            BigDecimal right = new BigDecimal(parts[0]);
            if (parts.length > 1) {
              right = right.divide(new BigDecimal(parts[1]), digits);
            }
            BigDecimal gap = value.subtract(right).abs();
            yield gap.compareTo(right.abs().movePointLeft(33).max(new BigDecimal("1e-50"))) <= 0;
          }
        };
    if (!close) {
      differences.add("%s: expected %s, found %s".formatted(where, text(expected), found));
    }
  }

  /// Compares a node of fractions exactly, and in double.
  public void compareExactNode(String where, Node found, JsonNode expected) {
    same(where, Judge.exact().value(found, Map.of()).elements(), fractions(expected));
    double[] rounded = Judge.inDouble().evaluate(found, Map.of()).toDoubles();
    List<JsonNode> flat = new ArrayList<>();
    flatten(expected, flat);
    for (int i = 0; i < flat.size(); i++) {
      boolean whole = text(flat.get(i)).indexOf('/') < 0;
      if (whole) {
        compare(where, rounded[i], flat.get(i));
      } else {
        compareRounded(where, rounded[i], flat.get(i));
      }
    }
  }
}
