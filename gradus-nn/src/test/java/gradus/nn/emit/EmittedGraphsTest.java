package gradus.nn.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.graph.Graph;
import gradus.nn.data.Preparation;
import gradus.op.Layout;
import gradus.op.Node;
import gradus.op.elementwise.Abs;
import gradus.op.elementwise.Add;
import gradus.op.elementwise.Atan;
import gradus.op.elementwise.Binary;
import gradus.op.elementwise.Cos;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Erf;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Expm1;
import gradus.op.elementwise.Floor;
import gradus.op.elementwise.Log;
import gradus.op.elementwise.Log1p;
import gradus.op.elementwise.Max;
import gradus.op.elementwise.Min;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Neg;
import gradus.op.elementwise.Pow;
import gradus.op.elementwise.Relu;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Sign;
import gradus.op.elementwise.Sin;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sqrt;
import gradus.op.elementwise.Sub;
import gradus.op.elementwise.Tanh;
import gradus.op.elementwise.Unary;
import gradus.op.movement.Pad;
import gradus.op.movement.Slice;
import gradus.op.source.Draw;
import gradus.op.source.Input;
import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.random.Philox;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Graphs that no layer makes, written and run against the plan.
class EmittedGraphsTest {

  private static final int N = 3000;

  private final Map<String, Graph> graphs = new LinkedHashMap<>();
  private int unnamed;

  private void add(String name, Node output) {
    graphs.put(name, Graph.of(Map.of("y", output)));
  }

  private void add(Node output) {
    add("Graph" + unnamed++, output);
  }

  private static Node x(int... sizes) {
    return Input.of("x", TensorType.f32(sizes));
  }

  private static JavaModel model(Graph graph) {
    return new JavaModel("a test", List.of(), graph, Map.of(), Preparation.none(), List.of());
  }

  /// Ordinary numbers, any bits, and edges.
  private static float[] hard(int n) {
    float[] edges = {0f, -0f, Float.NaN, 1 / 0f, -1 / 0f, 1e-40f, 88.8f, -104f, 9.1f, 40000f, -1f};
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          switch (i % 3) {
            case 0 -> (float) (4 * Philox.of(1).normal(i));
            case 1 -> Float.intBitsToFloat(Philox.of(2).bits(i));
            default -> edges[i / 3 % edges.length];
          };
    }
    return values;
  }

  private static float[] mild(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Philox.of(3).normal(i);
    }
    return values;
  }

  private void checkAll(Path folder, boolean edges) {
    checkAll(folder, edges ? EmittedGraphsTest::hard : EmittedGraphsTest::mild);
  }

  private void checkAll(Path folder, IntFunction<float[]> numbers) {
    List<JavaSource> sources = new ArrayList<>();
    graphs.forEach((name, graph) -> sources.add(JavaSource.of(model(graph), name)));
    try (Engine plain = Engine.of(Kernels.named("scalar"), 1);
        Engine wide = Engine.of(Kernels.named("simd"), 1);
        Compiled compiled = Compiled.of(folder, sources)) {
      graphs.forEach(
          (name, graph) -> {
            float[] values = numbers.apply(graph.inputs().getFirst().type().shape().elements());
            float[] found = compiled.predict(name, values);
            for (Engine engine : List.of(plain, wide)) {
              Plan plan = Plan.of(graph, new Variables(), engine);
              plan.input("x").set(values, 0);
              plan.run();
              assertThat(found).as(name).isEqualTo(plan.output("y").floats());
            }
          });
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void everyFunctionOfOneNumberHasTheBitsOfTheKernels(@TempDir Path folder) {
    List<Unary> all =
        List.of(
            new Neg(),
            new Abs(),
            new Sign(),
            new Exp(),
            new Log(),
            new Log1p(),
            new Expm1(),
            new Sqrt(),
            new Floor(),
            new Sin(),
            new Cos(),
            new Atan(),
            new Erf(),
            new Sigmoid(),
            new Tanh(),
            new Softplus(),
            new Relu());
    assertThat(all).hasSize(Unary.class.getPermittedSubclasses().length);
    all.forEach(op -> add(op.name() + "s", Node.of(op, List.of(x(N)))));
    checkAll(folder, true);
  }

  @Test
  void arithmeticOfTwoNumbersAndTruthValues(@TempDir Path folder) {
    Node x = x(2, 60);
    Node a = x.slice(0, 0, 1);
    Node b = x.slice(0, 1, 2);
    for (Binary op :
        List.of(new Add(), new Sub(), new Mul(), new Div(), new Pow(), new Min(), new Max())) {
      add(op.name() + "s", Node.of(op, List.of(a, b)));
    }
    Node less = a.less(b);
    add("Chosen", less.or(a.equal(b)).and(a.greater(a.filled(-1)).not()).choose(a.plus(b), b));
    add("Truth", less.as(DType.F32).plus(a.as(DType.I64).as(DType.F32)));
    add("Wide", a.as(DType.F64).tanh().plus(b.as(DType.F64).sqrt()).as(DType.F32));
    add("Wholes", a.as(DType.I32).times(b.as(DType.I32)).abs().plus(3).as(DType.F32));
    checkAll(folder, true);
  }

  @Test
  void movementsReductionsProductsAndPositions(@TempDir Path folder) {
    Node x = x(2, 3, 4, 5);
    add(x.permute(List.of(2, 0, 3, 1)).exp());
    add(x.permute(List.of(2, 0, 3, 1)).reshape(Shape.of(6, 20)));
    add(x.flip(List.of(1, 3)));
    add(
        Node.of(
            new Slice(List.of(0, 0, 1, 0), List.of(2, 2, 2, 2), List.of(1, 2, 2, 3)), List.of(x)));
    add(Layout.concat(1, List.of(x, x.times(2), x.slice(1, 0, 1))));
    add(
        Node.of(
            new Pad(List.of(0, 1, 0, 2), List.of(0, 0, 1, 0), List.of(0, 0, 1, 0), -0.5),
            List.of(x)));
    for (List<Integer> axes : List.of(List.of(3), List.of(0), List.of(1, 2), List.of(0, 2, 3))) {
      add(x.sum(axes, false));
      add(x.mean(axes, true).plus(x));
      add(x.max(axes, false));
      add(x.min(axes, true));
      add(x.prod(axes, false));
      add(x.logSumExp(axes, false));
    }
    add(x.softmax(1));
    add(x.softmax(-1));
    add(x.logSoftmax(-1));
    add(x.argMax(2).as(DType.F32));
    add(x.argMin(3).as(DType.F32));
    add(x.cumulativeSum(3));
    add(x.matmul(x, false, true));
    add(x.transpose().matmul(x, false, false).times(0.5));
    add(x.matmul(x, true, false));
    Node w = Node.constant(Tensor.of(Shape.of(5, 7), mild(35)));
    add(x.matmul(w));
    add(x.reshape(Shape.of(24, 5)).matmul(w).plus(1));
    Node positions = Node.constant(Tensor.of(Shape.of(2, 2), 2L, 0, 1, 2));
    add(x.gather(1, positions));
    add(x.argMax(1).oneHot(3, DType.F32));
    add(x.gatherElements(1, x.argMax(1).reshape(Shape.of(2, 1, 4, 5))));
    Node image = x.reshape(Shape.of(1, 2, 12, 5));
    Placement placement = Placement.valid(2).withStrides(List.of(3, 2)).withPadding(List.of(1, 1));
    Pooling ceil = Pooling.ceil(List.of(3, 2), placement, List.of(12, 5));
    add(image.maxPool(ceil));
    add(image.conv(image.reshape(Shape.of(4, 2, 3, 5)).slice(3, 0, 2), placement));
    add(x.times(Node.constant(Tensor.full(x.type(), 2))).sinh());
    checkAll(folder, false);
  }

  @Test
  void sortedAndScattered(@TempDir Path folder) {
    Node x = x(2, 30, 3);
    for (DType dtype : List.of(DType.F32, DType.F64, DType.I32, DType.I64)) {
      Node typed = x.times(4).as(dtype);
      add(typed.argSort(1, true).as(DType.F32));
      add(typed.argSort(2, false).as(DType.F32));
      Node places = x.abs().min(x.filled(4)).as(DType.I64);
      add(typed.scatterElements(1, 5, places).as(DType.F32));
      Node some = places.slice(1, 0, 1).slice(2, 0, 1).reshape(Shape.of(2));
      add(typed.scatterAdd(0, 6, some).as(DType.F32));
      add(typed.gather(1, some.as(DType.I32)).as(DType.F32));
    }
    add(x.less(x.filled(0)).gather(1, Node.constant(Tensor.of(Shape.of(2), 3L, 1))).as(DType.F32));
    checkAll(folder, false);
  }

  /// More terms than one chunk of a contraction has.
  @Test
  void productsAndWindowsOfDoubles(@TempDir Path folder) {
    Node x = x(1, 2, 20, 30).as(DType.F64);
    Node rows = x.reshape(Shape.of(2, 600));
    double[] numbers = new double[600 * 4];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Philox.of(5).normal(i);
    }
    add(rows.matmul(Node.constant(Tensor.of(Shape.of(600, 4), numbers))).as(DType.F32));
    add(rows.matmul(rows, false, true).as(DType.F32));
    add(rows.matmul(rows, true, false).slice(0, 0, 2).as(DType.F32));
    Node kernel = Node.constant(Tensor.of(Shape.of(3, 2, 5, 4), numbers(numbers, 120)));
    Placement placement = Placement.valid(2).withStrides(List.of(2, 1)).withPadding(List.of(2, 1));
    add(x.conv(kernel, placement).as(DType.F32));
    add(x.maxPool(Pooling.floor(List.of(3, 2), Placement.valid(2))).as(DType.F32));
    add(x.averagePool(Pooling.floor(List.of(3, 2), placement), true).as(DType.F32));
    for (List<Integer> axes : List.of(List.of(3), List.of(1), List.of(2, 3))) {
      add(x.sum(axes, false).as(DType.F32));
      add(x.max(axes, false).as(DType.F32));
      add(x.min(axes, false).as(DType.F32));
      add(x.prod(axes, false).as(DType.F32));
    }
    checkAll(folder, false);
  }

  private static double[] numbers(double[] all, int n) {
    return java.util.Arrays.copyOf(all, n);
  }

  private static Node weights(int... sizes) {
    return Node.constant(Tensor.of(Shape.of(sizes), mild(Shape.of(sizes).elements())));
  }

  private static Placement padded(int top, int left, int bottom, int right) {
    return Placement.valid(2).withPadding(List.of(top, left), List.of(bottom, right));
  }

  /// Filtered convolutions of two images, and neighbours of them that are not filtered.
  private void addWindowsOfThree() {
    Node x = x(2, 32, 13, 17);
    Node computed = x.reshape(Shape.of(2 * 32 * 13 * 17)).slice(0, 7, 7 + 32 * 32 * 9).times(0.5);
    Node w = computed.reshape(Shape.of(32, 32, 3, 3));
    for (Convention convention : Convention.values()) {
      String name = "Tiles" + convention.ordinal();
      add(name + "Valid", x.conv(weights(32, 32, 3, 3), convention, padded(0, 0, 0, 0), 1));
      add(name + "Same", x.conv(weights(64, 32, 3, 3), convention, padded(1, 1, 1, 1), 1).relu());
      add(name + "Full", x.conv(weights(32, 32, 3, 3), convention, padded(2, 2, 2, 2), 1));
      add(name + "Uneven", x.conv(w, convention, padded(2, 0, 1, 2), 1));
      Node tied = weights(32, 64, 3, 3);
      Node back = x.convTranspose(tied, convention, padded(0, 0, 0, 0), 1, List.of(15, 19));
      add(name + "Back", back);
      Placement same = padded(1, 1, 1, 1);
      add(name + "There", back.conv(tied, convention, same, 1));
      Node turned = w.permute(List.of(1, 0, 2, 3));
      add(
          name + "Computed",
          x.convTranspose(turned, convention, padded(0, 2, 1, 2), 1, List.of(14, 15)));
      Node eight = x.slice(2, 0, 8).slice(3, 2, 10);
      add(name + "Eight", eight.conv(weights(32, 32, 3, 3), convention, same, 1));
      Node few = x.slice(2, 0, 7).slice(3, 2, 11);
      add("Few" + name, few.conv(weights(32, 32, 3, 3), convention, same, 1));
      add("Odd" + name, x.conv(weights(33, 32, 3, 3), convention, same, 1));
      add("Groups" + name, x.conv(weights(64, 16, 3, 3), convention, same, 2));
      add(
          "Wide" + name,
          x.as(DType.F64)
              .conv(weights(32, 32, 3, 3).as(DType.F64), convention, same, 1)
              .as(DType.F32));
    }
  }

  @Test
  void windowsOfThreeAreFilteredWhereGradusFiltersThem(@TempDir Path folder) {
    addWindowsOfThree();
    graphs.forEach(
        (name, graph) ->
            assertThat(JavaSource.of(model(graph), name).text().contains("convolveTiles"))
                .as(name)
                .isEqualTo(name.startsWith("Tiles")));
    checkAll(folder, false);
  }

  @Test
  void whatIsNoNumberSpreadsOverItsTiles(@TempDir Path folder) {
    addWindowsOfThree();
    checkAll(
        folder,
        n -> {
          float[] values = mild(n);
          values[10] = Float.POSITIVE_INFINITY;
          values[n / 2 + 5] = Float.NaN;
          return values;
        });
  }

  @Test
  void whatCannotBeWrittenIsNamed() {
    Node random = Draw.uniform(TensorType.f32(3), 7, Node.constant(Tensor.of(Shape.scalar(), 1L)));
    add("Random", x(3).plus(random.labelled("noise")));
    assertThatThrownBy(() -> JavaSource.of(model(graph("Random")), "Random"))
        .hasMessage(
            "--to java: expected operations that Java source is written for, found Draw over"
                + " [i64[]] → f32[3] in \"noise\". Convert the model to another form, or replace"
                + " the layer.");
    add("Erf64", x(3).as(DType.F64).erf().as(DType.F32));
    assertThatThrownBy(() -> JavaSource.of(model(graph("Erf64")), "Erf64"))
        .hasMessageContaining("found Erf over [f64[3]] → f64[3]");
  }

  private Graph graph(String name) {
    return Objects.requireNonNull(graphs.get(name));
  }
}
