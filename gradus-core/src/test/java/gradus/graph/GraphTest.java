package gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {

  private final Node x = Input.of("x", TensorType.f32(2));
  private final Node w = Parameter.of("w", TensorType.f32(2));
  private final Node m = State.of("m", TensorType.f32(2));

  @Test
  void printsANodeALine() {
    Node y = x.times(w).labelled("layer").tanh();
    Graph graph = new Graph(Map.of("y", y), Map.of(w, w.minus(m)));
    assertThat(graph.print())
        .isEqualTo(
            """
            %0 Input[label=x, type=f32[2]] : f32[2]
            %1 Parameter[label=w, type=f32[2]] : f32[2]
            %2 Mul[] : f32[2] (%0, %1)  # layer
            %3 Tanh[] : f32[2] (%2)
            %4 State[label=m, type=f32[2]] : f32[2]
            %5 Sub[] : f32[2] (%1, %4)
            out y = %3
            update w = %5
            """);
    assertThat(graph).hasToString(graph.print());
  }

  @Test
  void knowsItsInputsAndVariables() {
    Graph graph = new Graph(Map.of("y", x.times(w)), Map.of(m, w));
    assertThat(graph.inputs()).containsExactly(x);
    assertThat(graph.variables()).containsExactlyInAnyOrder(w, m);
    assertThat(Graph.nameOf(m)).isEqualTo("m");
    assertThat(graph.numbers()).hasSameSizeAs(graph.nodes());
  }

  @Test
  void aSharedNodeComesOnce() {
    Node square = x.times(x);
    Graph graph = Graph.of(Map.of("y", square.plus(square)));
    assertThat(graph.nodes()).containsExactly(x, square, graph.outputs().get("y"));
  }

  @Test
  void refusesTwoNodesOfOneName() {
    Node twin = Input.of("x", TensorType.f32(3));
    assertThatThrownBy(() -> Graph.of(Map.of("y", x.sum().plus(twin.sum()))))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "after building: expected one node named \"x\", found two (f32[2] and f32[3]). "
                + "Give each its own name or share the node.");
  }

  @Test
  void refusesUpdatesOfWhatStays() {
    assertThatThrownBy(() -> new Graph(Map.of("y", x), Map.of(x, w)))
        .hasMessage(
            "after building: expected an update of a parameter or state by a value of its type, "
                + "found Input f32[2] updated by f32[2]. Update states only.");
    assertThatThrownBy(() -> new Graph(Map.of("y", x), Map.of(w, w.sum())))
        .hasMessage(
            "after building: expected an update of a parameter or state by a value of its type, "
                + "found Parameter f32[2] updated by f32[]. Update states only.");
  }

  @Test
  void onlySourcesHaveNames() {
    assertThatThrownBy(() -> Graph.nameOf(x.exp().labelled("e")))
        .hasMessage(
            "nameOf(Exp f32[2] \"e\"): expected an input, parameter or state, found Exp. "
                + "Look the node up by its place instead.");
  }

  @Test
  void substitutionBuildsOnlyWhatChanges() {
    Node left = x.exp();
    Node y = left.plus(w.tanh());
    Node other = Parameter.of("v", TensorType.f32(2));
    Node changed = Node.substitute(List.of(y), Map.of(w, other)).getFirst();
    assertThat(changed.input(0)).isSameAs(left);
    assertThat(changed.input(1).input(0)).isSameAs(other);
    assertThat(Node.substitute(List.of(y), Map.of()).getFirst()).isSameAs(y);
  }
}
