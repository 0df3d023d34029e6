package gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.autodiff.Tangents;
import gradus.op.Node;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Linear and bilinear operations: the Jacobian read off the values is that of both rules, exactly.
class LinearityTest {

  private static final Judge<Fraction> EXACT = Judge.exact();

  static Stream<Sample> linear() {
    return Samples.with(Sample.Trait.LINEAR)
        .filter(sample -> sample.use().node().type().dtype().isFloat());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("linear")
  void bothRulesAreTheMatrixOfTheOperation(Sample sample) {
    Sample.Use use = sample.use();
    for (Node x : use.floats()) {
      List<List<Fraction>> columns = columns(use, x);
      assertThat(forwards(use, x)).isEqualTo(columns);
      assertThat(backwards(use, x)).isEqualTo(columns);
    }
  }

  private static Tensor unit(Node like, int place) {
    double[] values = new double[like.type().shape().elements()];
    if (place >= 0) {
      values[place] = 1;
    }
    return Tensor.of(like.type(), values);
  }

  /// What each unit vector becomes, less what zero becomes.
  private static List<List<Fraction>> columns(Sample.Use use, Node x) {
    Map<Node, Tensor> point = new HashMap<>(use.point());
    point.put(x, unit(x, -1));
    List<Fraction> constant = EXACT.value(use.node(), point).elements();
    List<List<Fraction>> columns = new ArrayList<>();
    for (int j = 0; j < x.type().shape().elements(); j++) {
      point.put(x, unit(x, j));
      List<Fraction> moved = EXACT.value(use.node(), point).elements();
      List<Fraction> column = new ArrayList<>();
      for (int i = 0; i < moved.size(); i++) {
        column.add(moved.get(i).plus(constant.get(i).negated()));
      }
      columns.add(column);
    }
    return columns;
  }

  private static List<List<Fraction>> forwards(Sample.Use use, Node x) {
    List<List<Fraction>> columns = new ArrayList<>();
    for (int j = 0; j < x.type().shape().elements(); j++) {
      Node tangent = Tangents.of(use.node(), Map.of(x, Node.constant(unit(x, j))));
      columns.add(EXACT.value(tangent, use.point()).elements());
    }
    return columns;
  }

  private static List<List<Fraction>> backwards(Sample.Use use, Node x) {
    List<List<Fraction>> columns = new ArrayList<>();
    for (int j = 0; j < x.type().shape().elements(); j++) {
      columns.add(new ArrayList<>());
    }
    for (int i = 0; i < use.node().type().shape().elements(); i++) {
      Node cotangent = Node.constant(unit(use.node(), i));
      Node pulled = Gradients.pullBack(use.node(), cotangent, List.of(x)).of(List.of(x)).getFirst();
      List<Fraction> row = EXACT.value(pulled, use.point()).elements();
      for (int j = 0; j < row.size(); j++) {
        columns.get(j).add(row.get(j));
      }
    }
    return columns;
  }
}
