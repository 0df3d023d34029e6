package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanTest {

  private final Engine engine = Engine.standard();
  private final Variables variables = new Variables();
  private final Node x = Input.of("x", TensorType.f32(2, 3));

  @AfterEach
  void close() {
    engine.close();
  }

  private Plan plan(Node y) {
    return Plan.of(Graph.of(Map.of("y", y)), variables, engine);
  }

  @Test
  void feedsRunsAndReads() {
    Plan plan = plan(x.times(2).sum(java.util.List.of(1), false));
    plan.input("x").set(new float[] {9, 1, 2, 3, 4, 5, 6}, 1);
    plan.run();
    assertThat(plan.output("y").floats()).containsExactly(12, 30);
    assertThat(plan.output("y").at(1)).isEqualTo(30);
    assertThat(plan.output("y").tensor()).isEqualTo(Tensor.of(Shape.of(2), 12f, 30f));
    float[] copy = new float[3];
    plan.output("y").copyTo(copy, 1);
    assertThat(copy).containsExactly(0, 12, 30);
  }

  @Test
  void inputsStayUntilTheyAreFedAgain() {
    Plan plan = plan(x.exp().exp().times(x).minus(x.relu()));
    plan.input("x").set(new float[] {1, 2, 0, 1, 2, 1}, 0);
    plan.run();
    Tensor first = plan.output("y").tensor();
    plan.run();
    assertThat(plan.output("y").tensor()).isEqualTo(first);
  }

  @Test
  void elementwiseChainsAreOneStep() {
    Plan plan = plan(x.times(2).plus(1).tanh().relu().minus(x.mean()));
    assertThat(plan.steps()).containsExactly("Sum [1, 6, 1]", "Div", "Mul Add Tanh Relu Sub");
    assertThat(plan.describe()).contains("Mul Add Tanh Relu Sub\n").contains("buffers: ");
  }

  @Test
  void constantsAreFoldedOnce() {
    Node constant = Node.constant(Tensor.of(Shape.of(2, 2), 1f, 2f, 3f, 4f));
    Plan plan = plan(constant.transpose().matmul(constant).exp().plus(x.sum()));
    assertThat(plan.steps()).containsExactly("Sum [1, 6, 1]", "Add");
  }

  @Test
  void frozenVariablesAreFoldedOnceAndGiveTheSameBits() {
    variables.declare("w", TensorType.f32(4, 3), Tensor.full(TensorType.f32(4, 3), 0.3));
    variables.declare("s", TensorType.f32(4), Tensor.full(TensorType.f32(4), 0.7));
    Node w = Parameter.of("w", TensorType.f32(4, 3));
    Node s = Parameter.of("s", TensorType.f32(4));
    Graph graph = Graph.of(Map.of("y", x.matmul(w, false, true).plus(s.exp().sqrt())));
    Plan plain = Plan.of(graph, variables, engine);
    Plan frozen = Plan.of(graph, variables, engine, PlanOptions.standard().withFrozen(true));
    for (Plan plan : java.util.List.of(plain, frozen)) {
      plan.input("x").set(new float[] {1, 2, 3, 4, 5, 6}, 0);
      plan.run();
    }
    assertThat(frozen.output("y").tensor()).isEqualTo(plain.output("y").tensor());
    assertThat(plain.steps()).containsExactly("Exp Sqrt", "MatMul 1 × [2, 4, 3]; Add");
    assertThat(frozen.steps()).containsExactly("MatMul 1 × [2, 4, 3]; Add");
  }

  @Test
  void plansThatFreezeVariablesShareTheirPackedWeights() {
    TensorType type = TensorType.f32(3, 3);
    variables.declare("w", type, Tensor.full(type, 2));
    Graph graph = Graph.of(Map.of("y", x.matmul(Parameter.of("w", type))));
    PlanOptions frozen = PlanOptions.standard().withFrozen(true);
    Cells w = variables.cells("w", type);
    // by name: these begin at once, and so pack at once
    Engine vectors = Engine.of(gradus.runtime.kernel.Kernels.named("simd"), 1);
    Plan.of(graph, variables, vectors, frozen);
    float[] mark = {1};
    Object shape =
        java.util.List.of(gradus.runtime.kernel.ProductShape.of(false, false, 2, 3, 3), 1);
    String set = vectors.kernels().name();
    assertThat(variables.packs().get(w, set, shape, () -> mark)).isNotSameAs(mark);
    variables.set("w", Tensor.full(type, 3));
    assertThat(variables.packs().get(w, set, shape, () -> mark)).isSameAs(mark);
  }

  @Test
  void frozenVariablesAreNotUpdated() {
    variables.declare("w", TensorType.f32(2), Tensor.of(Shape.of(2), 1f, 2f));
    Node w = Parameter.of("w", TensorType.f32(2));
    Graph graph = new Graph(Map.of("y", w.sum()), Map.of(w, w.times(2)));
    assertThatThrownBy(
            () -> Plan.of(graph, variables, engine, PlanOptions.standard().withFrozen(true)))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "plan: expected a graph without updates where variables are frozen, found 1 updates."
                + " Freeze graphs for predictions only.");
  }

  @Test
  void aProfileHasALineForEachStep() {
    Plan plan = plan(x.matmul(x.transpose()).exp());
    Profile profile = plan.profile(3);
    assertThat(profile.lines()).extracting(Profile.Line::what).isEqualTo(plan.steps());
    Profile.Line product = profile.lines().get(plan.steps().indexOf("MatMul 1 × [2, 2, 3]"));
    assertThat(product.operations()).isEqualTo(2 * 2 * 2 * 3);
    assertThat(product.bytes()).isEqualTo(4L * (2 * 3 + 2 * 2));
    assertThat(profile.table(new Roofline(100, 10)))
        .contains("MatMul 1 × [2, 2, 3]")
        .contains("all steps");
  }

  @Test
  void theRooflineIsTheHigherOfTwoBounds() {
    Profile.Line line = new Profile.Line("step", 2e-6, 100_000, 4_000);
    assertThat(new Roofline(100, 10).share(line)).isCloseTo(0.5, within(1e-12));
    assertThat(new Roofline(1000, 4).share(line)).isCloseTo(0.5, within(1e-12));
    assertThat(line.gigaflops()).isCloseTo(50, within(1e-9));
  }

  @Test
  void buffersAreReused() {
    Node deep = Input.of("x", TensorType.f32(64, 64));
    for (int i = 0; i < 20; i++) {
      deep = deep.matmul(deep);
    }
    // the input, the output and two that take turns, with some scratch space
    assertThat(plan(deep).bufferBytes()).isLessThan(8L * 64 * 64 * 4);
  }

  @Test
  void anInputThatNothingReadsHasASlot() {
    // both sides of the choice are one node, so the choice and the input go
    Node one = x.filled(1);
    Plan plan = plan(x.greater(x.filled(0)).choose(one, one));
    assertThat(plan.graph().inputs()).isEmpty();
    plan.input("x").set(new float[6], 0);
    plan.run();
  }

  /// Every pixel that was divided by 255 and multiplied again is the whole number that it was.
  @Test
  void wholeNumbersSurviveADivision() {
    Node pixels = Input.of("pixels", new TensorType(DType.I32, Shape.of(256)));
    Plan plan = plan(pixels.plus(pixels));
    float[] values = new float[256];
    int[] twice = new int[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 255f / (float) 0.00392156862745098;
      twice[i] = 2 * i;
    }
    plan.input("pixels").setNumbers(values, 0);
    plan.run();
    assertThat(plan.output("y").tensor().toInts()).containsExactly(twice);
    values[7] = 7.00001f;
    assertThatThrownBy(() -> plan.input("pixels").setNumbers(values, 0))
        .isInstanceOf(GraphException.class)
        .hasMessageStartingWith(
            "slot \"pixels\" setNumbers: expected whole numbers for i32[256], found 7.00001 at"
                + " element 7.");
  }

  @Test
  void saysWhatASlotExpects() {
    Node key = Input.of("key", TensorType.i64());
    Plan plan = plan(x.times(key.as(DType.F32)));
    assertThatThrownBy(() -> plan.input("z"))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "plan.input(\"z\"): expected one of the names [x, key], found none of them. "
                + "Check the name in the graph.");
    assertThatThrownBy(() -> plan.input("x").set(new float[7], 2))
        .hasMessage(
            "slot \"x\" set: expected 6 elements for f32[2, 3] from position 2 on, found 5. "
                + "Pass a whole batch.");
    assertThatThrownBy(() -> plan.input("x").set(Tensor.scalar(1)))
        .hasMessage(
            "slot \"x\" set: expected a tensor of type f32[2, 3], found f32[]. Reshape or cast"
                + " it.");
    assertThatThrownBy(() -> plan.input("key").set(new float[1], 0))
        .hasMessage(
            "slot \"key\" set: expected a slot of f32, found i64[]. Use the method for i64.");
    assertThatThrownBy(() -> plan.input("x").setNumber(1))
        .hasMessage(
            "slot \"x\" setNumber: expected one element, found 6 in f32[2, 3]. "
                + "Use the methods for arrays.");
    assertThatThrownBy(() -> plan.output("y").set(new float[6], 0))
        .hasMessage(
            "slot \"y\" set: expected an input, found an output. Write inputs, read outputs.");
  }

  @Test
  void saysWhatVariablesExpect() {
    Node p = Parameter.of("p", TensorType.f32(2));
    assertThatThrownBy(() -> plan(p.exp()))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "variables.cells(\"p\"): expected a declared variable, found none of that name among"
                + " []. Declare it before the plan is made.");
    variables.declare("p", TensorType.f32(3), Tensor.full(TensorType.f32(3), 1));
    assertThatThrownBy(() -> plan(p.exp()))
        .hasMessage(
            "plan: expected variable \"p\" to be f32[2] as in the graph, found it declared as "
                + "f32[3]. Declare it with the graph's type.");
    assertThatThrownBy(() -> variables.set("p", Tensor.scalar(1)))
        .hasMessage(
            "variables.set(\"p\"): expected a value of type f32[3], found f32[]. Reshape or cast"
                + " it.");
    assertThatThrownBy(
            () -> variables.declare("p", TensorType.f32(1), Tensor.full(TensorType.f32(1), 1)))
        .hasMessage(
            "variables.declare(\"p\"): expected a new name, found one declared as f32[3]. "
                + "Use set to change its value.");
  }

  @Test
  void saysWhichPositionIsOutside() {
    Node positions = Input.of("at", TensorType.i64(2));
    Plan plan = plan(x.gather(1, positions).labelled("look"));
    plan.input("at").setLongs(new long[] {1, 3}, 0);
    assertThatThrownBy(plan::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "node %2 Gather[axis=1] \"look\": expected positions from 0 to 2, found 3 at element 1 "
                + "of the positions. Check the data; add the length of the axis to positions that "
                + "count from the end.");
  }

  @Test
  void plansOfATemplateShareVariables() {
    variables.declare("w", TensorType.f32(3, 1), Tensor.of(TensorType.f32(3, 1), 1, 2, 3));
    Plans<Integer> plans =
        Plans.of(
            batch ->
                Graph.of(
                    Map.of(
                        "y",
                        Input.of("x", TensorType.f32(batch, 3))
                            .matmul(Parameter.of("w", TensorType.f32(3, 1))))),
            variables,
            engine,
            PlanOptions.standard());
    assertThat(plans.at(2)).isSameAs(plans.at(2)).isNotSameAs(plans.at(1));
    variables.set("w", Tensor.of(Shape.of(3, 1), 4f, 5f, 6f));
    for (int batch = 1; batch < 3; batch++) {
      plans.at(batch).input("x").set(new float[] {1, 1, 1, 2, 2, 2}, 0);
      plans.at(batch).run();
      assertThat(plans.at(batch).output("y").at(batch - 1)).isEqualTo(15f * batch);
    }
  }
}
