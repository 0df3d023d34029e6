package gradus.jacobian;

import gradus.op.Node;
import gradus.random.Philox;
import gradus.reference.Fraction;
import gradus.reference.FractionNumbers;
import gradus.reference.Numbers;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Exact fractions for tests: drawn, read from the file of golden values, and as nodes.
final class Exact {

  static final Numbers<Fraction> NUMBERS = new FractionNumbers();

  private Exact() {}

  /// Small fractions, the same for the same seed.
  static List<Fraction> draws(int n, long seed) {
    Philox philox = Philox.of(seed);
    List<Fraction> draws = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      draws.add(Fraction.of(philox.below(19, 2L * i) - 9, philox.below(3, 2L * i + 1) + 1));
    }
    return draws;
  }

  /// Positive fractions that add up to 1.
  static List<Fraction> probabilities(int n, long seed) {
    Philox philox = Philox.of(seed);
    List<Long> weights = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      weights.add(philox.below(9, i) + 1L);
    }
    long total = weights.stream().mapToLong(Long::longValue).sum();
    return weights.stream().map(weight -> Fraction.of(weight, total)).toList();
  }

  /// An integer, a fraction `p/q`.
  static Fraction number(JsonNode node) {
    String text = node.asString();
    int line = text.indexOf('/');
    return line < 0
        ? new Fraction(new BigInteger(text), BigInteger.ONE)
        : new Fraction(
            new BigInteger(text.substring(0, line)), new BigInteger(text.substring(line + 1)));
  }

  /// A list of numbers, lists of lists one row after the other.
  static List<Fraction> numbers(JsonNode node) {
    return node.isArray()
        ? node.valueStream().flatMap(child -> numbers(child).stream()).toList()
        : List.of(number(node));
  }

  /// A node of exactly these fractions: numerators over denominators.
  static Node node(Shape shape, List<Fraction> values) {
    double[] above = values.stream().mapToDouble(x -> x.numerator().doubleValue()).toArray();
    double[] below = values.stream().mapToDouble(x -> x.denominator().doubleValue()).toArray();
    return Node.constant(Tensor.of(shape, above)).over(Node.constant(Tensor.of(shape, below)));
  }
}
