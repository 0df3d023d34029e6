package gradus.onnx.operator;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All operators that there are, by family.
public final class Operators {

  private static final List<Rule> ALL =
      Stream.of(
              ArithmeticOperators.TABLE,
              FunctionOperators.TABLE,
              ActivationOperators.TABLE,
              AttentionOperators.TABLE,
              GridOperators.TABLE,
              SignalOperators.TABLE,
              LogicOperators.TABLE,
              BitOperators.TABLE,
              ReductionOperators.TABLE,
              ProductOperators.TABLE,
              QuantisationOperators.TABLE,
              ConvolutionOperators.TABLE,
              PoolOperators.TABLE,
              NormalisationOperators.TABLE,
              ShapeOperators.TABLE,
              SourceOperators.TABLE,
              SliceOperators.TABLE,
              GatherOperators.TABLE,
              ScatterOperators.TABLE,
              ResizeOperators.TABLE,
              ScanOperators.TABLE,
              SortOperators.TABLE,
              RecurrentOperators.TABLE,
              MatrixOperators.TABLE,
              LossOperators.TABLE,
              ControlOperators.TABLE,
              TrainingOperators.TABLE)
          .flatMap(List::stream)
          .sorted(Comparator.comparing(Rule::qualified))
          .toList();

  private static final Map<String, Rule> NAMED = named(ALL);

  private Operators() {}

  private static Map<String, Rule> named(List<Rule> rules) {
    Map<String, Rule> named = new LinkedHashMap<>();
    for (Rule rule : rules) {
      if (named.put(rule.qualified(), rule) != null) {
        throw new AssertionError("two rules for " + rule.qualified());
      }
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /// Every operator, by name.
  public static List<Rule> all() {
    return ALL;
  }

  /// The operator of that name in a domain; the empty domain is `ai.onnx`.
  public static Optional<Rule> named(String domain, String name) {
    return Optional.ofNullable(NAMED.get(domain.isEmpty() ? name : domain + "." + name));
  }
}
