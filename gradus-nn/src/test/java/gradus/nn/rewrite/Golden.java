package gradus.nn.rewrite;

import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The numbers of the specification: integers, fractions and decimals, as they are written.
record Golden(JsonNode node) {

  private static final Golden ALL =
      new Golden(
          JsonMapper.builder()
              .build()
              .readTree(
                  Path.of("../gradus-core/src/test/resources/gradus/spec/golden.json").toFile()));

  static Golden of(String... keys) {
    Golden golden = ALL;
    for (String key : keys) {
      golden = golden.at(key);
    }
    return golden;
  }

  Golden at(String key) {
    JsonNode child = node.get(key);
    if (child == null) {
      throw new AssertionError("no key " + key + " in " + node.propertyNames());
    }
    return new Golden(child);
  }

  boolean has(String key) {
    return node.has(key);
  }

  List<Golden> all() {
    List<Golden> all = new ArrayList<>();
    node.forEach(child -> all.add(new Golden(child)));
    return all;
  }

  /// A number with 60 digits.
  BigDecimal decimal() {
    String[] parts = node.asString().split("/", -1);
    BigDecimal value = new BigDecimal(parts[0]);
    return parts.length == 1 ? value : value.divide(new BigDecimal(parts[1]), new MathContext(60));
  }

  double number() {
    return decimal().doubleValue();
  }

  /// All numbers of nested lists, in order.
  List<BigDecimal> decimals() {
    if (!node.isArray()) {
      return List.of(decimal());
    }
    List<BigDecimal> numbers = new ArrayList<>();
    all().forEach(child -> numbers.addAll(child.decimals()));
    return numbers;
  }

  double[] numbers() {
    return decimals().stream().mapToDouble(BigDecimal::doubleValue).toArray();
  }

  /// The numbers as a tensor of this shape.
  Tensor tensor(int... shape) {
    return Tensor.of(new TensorType(DType.F64, Shape.of(shape)), numbers());
  }
}
