package gradus.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.check.Sample;
import gradus.check.Samples;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.op.composite.Dropout;
import gradus.op.source.Draw;
import gradus.op.source.Source;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormulaValueTest {

  static Stream<Sample> samples() {
    return Samples.all().filter(sample -> !sample.is(Sample.Trait.EDGE));
  }

  /// Rows at the edge whose inputs are finite: where doubles overflow, decimals do not.
  static Stream<Sample> finiteEdges() {
    return Samples.with(Sample.Trait.EDGE)
        .filter(
            sample ->
                sample.inputs().stream()
                    .flatMapToDouble(input -> java.util.Arrays.stream(input.toDoubles()))
                    .allMatch(Double::isFinite));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void theFormulaIsTheValueAtEveryIndex(Sample sample) {
    Sample.Use use = sample.use();
    boolean whole =
        !sample.inputs().isEmpty()
            && sample.inputs().stream().noneMatch(input -> input.type().dtype().isFloat())
            && !(sample.op() instanceof Draw);
    double[] expected = Judge.inDouble().evaluate(use.node(), use.point()).toDoubles();
    List<Double> found = whole ? values(new LongNumbers(), use) : values(new DoubleNumbers(), use);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.get(i))
          .as("element %d", i)
          .isCloseTo(expected[i], within(1e-12 * (1 + Math.abs(expected[i]))));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("finiteEdges")
  void theFormulaInDecimalsIsTheValueAtTheEdge(Sample sample) {
    Sample.Use use = sample.use();
    double[] expected = Judge.inDouble().evaluate(use.node(), use.point()).toDoubles();
    List<Double> found = values(new DecimalNumbers(400), use);
    for (int i = 0; i < expected.length; i++) {
      assertThat(expected[i])
          .as("element %d", i)
          .isCloseTo(found.get(i), within(1e-14 * Math.abs(found.get(i)) + 1e-16));
    }
  }

  private static <T> List<Double> values(Numbers<T> numbers, Sample.Use use) {
    Map<String, Value<T>> tensors = new HashMap<>();
    List<Indexed> inputs = new ArrayList<>();
    for (Node input : use.node().inputs()) {
      String name = "x" + inputs.size();
      inputs.add(Indexed.named(name, input.type().shape()));
      tensors.put(name, value(numbers, input, use.point()));
    }
    Node node = use.node();
    if (node.op() instanceof Source) {
      tensors.put(node.op().name(), value(numbers, node, use.point()));
    }
    if (node.op() instanceof Dropout dropout) {
      Node draw = Draw.uniform(node.type(), dropout.stream(), node.input(1));
      tensors.put("Draw", value(numbers, draw, use.point()));
    }
    FormulaValue<T> evaluator = new FormulaValue<>(numbers, Map.of(), tensors);
    List<Double> values = new ArrayList<>();
    Shape shape = node.type().shape();
    for (int i = 0; i < shape.elements(); i++) {
      List<Formula> index = new ArrayList<>();
      for (int at : shape.index(i)) {
        index.add(Formula.number(at));
      }
      values.add(numbers.toDouble(evaluator.of(node.op().formula(inputs, index))));
    }
    return values;
  }

  private static <T> Value<T> value(Numbers<T> numbers, Node node, Map<Node, Tensor> point) {
    Tensor tensor = Judge.inDouble().evaluate(node, point);
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < tensor.elements(); i++) {
      elements.add(
          tensor.type().dtype().isFloat()
              ? numbers.of(tensor.doubleAt(i))
              : numbers.of(tensor.longAt(i)));
    }
    return new Value<>(node.type(), elements);
  }

  private static final Formula.Var N = Formula.var("n");
  private static final Formula.Var K = Formula.var("k");

  private static Fraction exact(Formula formula) {
    Value<Fraction> signal =
        new Value<>(TensorType.f64(3), List.of(Fraction.of(5), Fraction.of(1, 2), Fraction.of(7)));
    return new FormulaValue<>(
            new FractionNumbers(), Map.of("n", Fraction.of(4)), Map.of("x", signal))
        .of(formula);
  }

  @Test
  void sumsOverASymbolicRange() {
    Formula square = K.power(Formula.number(2));
    assertThat(exact(new Formula.Fold(Combination.SUM, K, Formula.ONE, N, square)))
        .isEqualTo(Fraction.of(30));
    assertThat(exact(new Formula.Fold(Combination.PRODUCT, K, Formula.ONE, N, K)))
        .isEqualTo(Fraction.of(24));
    assertThat(exact(new Formula.Fold(Combination.SUM, K, N, Formula.ONE, K)))
        .isEqualTo(Fraction.ZERO);
    assertThat(exact(new Formula.Fold(Combination.MAX, K, N, Formula.ONE, K)))
        .isEqualTo(Fraction.INFINITY.negated());
  }

  @Test
  void aSequenceIsZeroOutsideItsRange() {
    Formula at = new Formula.Entry("x", List.of(K));
    assertThat(
            exact(new Formula.Fold(Combination.SUM, K, Formula.number(-3), Formula.number(9), at)))
        .isEqualTo(Fraction.of(25, 2));
    assertThat(exact(Formula.fold(Combination.ARGMAX, K, Formula.number(3), at)))
        .isEqualTo(Fraction.of(2));
    assertThat(exact(Formula.fold(Combination.ARGMIN, K, Formula.number(3), at)))
        .isEqualTo(Fraction.ONE);
  }

  @Test
  void onlyTheChosenTermNeedsAValue() {
    Condition positive = Condition.compare(Relation.GT, N, Formula.ZERO);
    Formula unknown = Formula.var("unknown");
    assertThat(exact(new Formula.Choose(positive, N, unknown))).isEqualTo(Fraction.of(4));
    assertThat(exact(new Formula.Iverson(new Condition.Not(positive)))).isEqualTo(Fraction.ZERO);
    assertThat(exact(new Formula.Iverson(new Condition.Or(List.of(positive)))))
        .isEqualTo(Fraction.ONE);
    assertThatThrownBy(() -> exact(unknown))
        .hasMessage(
            "value of a formula: expected a known variable, found \"unknown\". Give it a value or "
                + "mend the name.");
    assertThatThrownBy(() -> exact(Formula.call("gamma", N)))
        .hasMessage(
            "value of a formula: expected a known function, found \"gamma\". Give it a value or "
                + "mend the name.");
  }

  @Test
  void divisionAndRemainderOfIndicesGoDown() {
    assertThat(exact(Formula.call("floordiv", Formula.number(-7), Formula.number(2))))
        .isEqualTo(Fraction.of(-4));
    assertThat(exact(Formula.call("mod", Formula.number(-7), Formula.number(2))))
        .isEqualTo(Fraction.ONE);
  }

  @Test
  void namedConstantsAreFoundInDecimals() {
    FormulaValue<Decimal> decimals = new FormulaValue<>(new DecimalNumbers(30), Map.of(), Map.of());
    assertThat(decimals.of(new Formula.Named("pi")))
        .isEqualTo(new Decimal.Finite(new java.math.BigDecimal("3.14159265358979323846264338328")));
    assertThat(decimals.of(new Formula.Named("e")))
        .isEqualTo(new Decimal.Finite(new java.math.BigDecimal("2.71828182845904523536028747135")));
  }

  /// The inner sum is one formula, first under one index and then under another, and in between
  /// under neither.
  @Test
  void aFoldHasTheValueOfTheIndicesAroundIt() {
    Formula.Var i = Formula.var("i");
    Formula.Var j = Formula.var("j");
    Formula.Var k = Formula.var("k");
    Formula inner = Formula.fold(Combination.SUM, k, Formula.number(3), k.plus(i).times(k.plus(j)));
    Formula sum =
        Formula.fold(Combination.SUM, i, Formula.number(2), inner)
            .plus(Formula.fold(Combination.SUM, j, Formula.number(2), inner))
            .plus(inner);
    // Σ_k (k + i)(k + j) is 5 + 3i + 3j + 3ij
    assertThat(valueAt(sum, 10, 20)).isEqualTo((65 + 128) + (35 + 68) + 695);
  }

  private static double valueAt(Formula formula, double i, double j) {
    Map<String, Double> at = Map.of("i", i, "j", j);
    return new FormulaValue<>(new DoubleNumbers(), at, Map.of()).of(formula);
  }

  @Test
  void anInnerSumIsAddedUpOnceForAllIndicesThatItDoesNotHold() {
    Formula size = Formula.number(200);
    Formula sum = Formula.ONE;
    for (String name : List.of("a", "b", "c", "d", "e", "f")) {
      sum = Formula.fold(Combination.SUM, Formula.var(name), size, sum);
    }
    assertThat(valueAt(sum, 0, 0)).isEqualTo(StrictMath.pow(200, 6));
  }

  @Test
  void anIndexHidesAVariableOfItsNameInItsFoldOnly() {
    Formula.Var i = Formula.var("i");
    Formula sum = Formula.fold(Combination.SUM, i, Formula.number(4), i).times(i).plus(i);
    assertThat(valueAt(sum, 10, 0)).isEqualTo(6 * 10 + 10);
  }
}
