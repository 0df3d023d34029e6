package gradus.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.op.Layout;
import gradus.op.Node;
import gradus.op.composite.Softmax;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.op.source.Input;
import gradus.random.Philox;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PassesTest {

  private static final Node X = Input.of("x", TensorType.f32(3, 4));
  private static final Node ROW = Input.of("row", TensorType.f32(4));
  private static final Node SQUARE = Input.of("square", TensorType.f32(4, 4));

  private static Node prepared(Node y) {
    Graph graph = Passes.prepare(Graph.of(Map.of("y", y)), node -> false);
    graph.verify("test");
    return graph.outputs().get("y");
  }

  private static long count(Node y, String name) {
    return Node.inputsFirst(List.of(y)).stream()
        .filter(node -> node.op().name().equals(name))
        .count();
  }

  /// A law's left side and what must remain of it.
  record Law(String name, Node from, Node to) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Law> laws() {
    Node minusX = X.negated();
    return Stream.of(
        new Law("x · 1", X.times(1), X),
        new Law("1 · x", X.filled(1).times(X), X),
        new Law("x / 1", X.over(1), X),
        new Law("x − 0", X.minus(0), X),
        new Law("−(−x)", minusX.negated(), X),
        new Law("idle select", X.greater(X.filled(0)).choose(X, X), X),
        new Law("reshape there and back", X.reshape(Shape.of(12)).reshape(X.type().shape()), X),
        new Law("permute there and back", X.transpose().transpose(), X),
        new Law("pad by nothing", X.pad(List.of(0, 0), List.of(0, 0), 1), X),
        new Law("slice all", X.slice(1, 0, 4), X),
        new Law("concat of one", Layout.concat(0, List.of(X)), X),
        new Law(
            "flip of one", ROW.reshape(Shape.of(1, 4)).flip(List.of(0)).reshape(Shape.of(4)), ROW));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void aLawLeavesItsRightSide(Law law) {
    assertThat(prepared(law.from())).isSameAs(law.to());
  }

  @Test
  void refusedLawsStayRefused() {
    assertThat(prepared(X.times(0)).op().name()).isEqualTo("Mul");
    assertThat(prepared(X.plus(0)).op().name()).isEqualTo("Add");
    assertThat(prepared(X.minus(-0.0)).op().name()).isEqualTo("Sub");
    assertThat(prepared(X.minus(X)).op().name()).isEqualTo("Sub");
    assertThat(prepared(X.over(X)).op().name()).isEqualTo("Div");
    assertThat(prepared(X.over(3)).op().name()).isEqualTo("Div");
  }

  @Test
  void signsMoveIntoSumsAndDifferences() {
    assertThat(prepared(X.plus(X.exp().negated())).op().name()).isEqualTo("Sub");
    assertThat(prepared(X.minus(X.exp().negated())).op().name()).isEqualTo("Add");
    assertThat(prepared(X.times(-1)).op().name()).isEqualTo("Neg");
  }

  @Test
  void broadcastsComeLate() {
    Node wide = ROW.broadcastTo(X.type().shape()).exp().times(2);
    Node y = prepared(wide);
    assertThat(y.op().name()).isEqualTo("Broadcast");
    assertThat(y.input(0).type()).isEqualTo(TensorType.f32(4));
  }

  @Test
  void transposesBecomeFlags() {
    Node y = prepared(X.transpose().matmul(X).matmul(SQUARE.transpose()));
    assertThat(count(y, "Permute")).isZero();
  }

  @Test
  void aSharedRightOperandMakesOneProduct() {
    Node batch = Input.of("batch", TensorType.f32(5, 3, 4));
    Node y = prepared(batch.matmul(SQUARE));
    assertThat(count(y, "Broadcast")).isZero();
    assertThat(y.input(0).type()).isEqualTo(TensorType.f32(15, 4));
  }

  @Test
  void equalSubexpressionsAreOne() {
    Node y = prepared(X.exp().times(X.exp()).plus(X.exp().sum()));
    assertThat(count(y, "Exp")).isEqualTo(1);
  }

  @Test
  void compositesAreLoweredUnlessKept() {
    Node loss = Node.of(new SoftmaxCrossEntropy(1), List.of(X, X.softmax(1)));
    Node lowered = prepared(loss);
    assertThat(count(lowered, "SoftmaxCrossEntropy") + count(lowered, "Softmax")).isZero();
    Graph kept = Passes.prepare(Graph.of(Map.of("y", loss)), node -> node.op() instanceof Softmax);
    assertThat(count(kept.outputs().get("y"), "Softmax")).isPositive();
  }

  @Test
  void labelsPassToWhatStandsForANode() {
    Node y = prepared(X.softmax(1).labelled("head"));
    List<String> labels =
        Node.inputsFirst(List.of(y)).stream()
            .filter(node -> List.of("Exp", "Sum", "Div").contains(node.op().name()))
            .map(Node::label)
            .toList();
    assertThat(labels).hasSize(3).containsOnly("head");
  }

  static Stream<Node> expressions() {
    Node cube = Input.of("cube", TensorType.f32(2, 3, 4));
    return Stream.of(
        cube.sum(List.of(0, 2), false),
        cube.max(List.of(0, 2), true),
        cube.mean(List.of(0, 2), false),
        cube.logSumExp(List.of(0, 2), true),
        cube.prod(List.of(0, 2), false),
        cube.permute(List.of(2, 0, 1)).permute(List.of(2, 0, 1)).times(-1).minus(cube.sum()),
        cube.matmul(SQUARE.transpose()).plus(ROW.negated()),
        cube.logSoftmax(1).exp().times(cube.softmax(1)),
        X.plus(X.times(1).negated()).over(1),
        X.tile(List.of(2, 1)).as(DType.F64).as(DType.F32));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void preparedGraphsMeanTheSame(Node y) {
    Map<Node, Tensor> feeds = new LinkedHashMap<>();
    for (Node input : Graph.of(Map.of("y", y)).inputs()) {
      double[] values = new double[input.type().shape().elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = new Philox(3, feeds.size()).normal(i);
      }
      feeds.put(input, Tensor.of(input.type(), values));
    }
    double[] expected = Judge.inDouble().evaluate(y, feeds).toDoubles();
    double[] found = Judge.inDouble().evaluate(prepared(y), feeds).toDoubles();
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(found[i] - expected[i])).isLessThan(1e-12);
    }
  }
}
