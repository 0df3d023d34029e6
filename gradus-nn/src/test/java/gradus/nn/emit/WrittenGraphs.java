package gradus.nn.emit;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.nn.data.Preparation;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.random.Philox;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.TensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/// Graphs to be written, and run against the plan on both kernel sets.
abstract class WrittenGraphs {

  final Map<String, Graph> graphs = new LinkedHashMap<>();
  private int unnamed;

  final void add(String name, Node output) {
    graphs.put(name, Graph.of(Map.of("y", output)));
  }

  final void add(Node output) {
    add("Graph" + unnamed++, output);
  }

  static Node x(int... sizes) {
    return Input.of("x", TensorType.f32(sizes));
  }

  static JavaModel model(Graph graph) {
    return new JavaModel("a test", List.of(), graph, Map.of(), Preparation.none(), List.of());
  }

  /// Ordinary numbers, any bits, and edges.
  static float[] hard(int n) {
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

  static float[] mild(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) Philox.of(3).normal(i);
    }
    return values;
  }

  final void checkAll(Path folder, boolean edges) {
    checkAll(folder, edges ? WrittenGraphs::hard : WrittenGraphs::mild);
  }

  final void checkAll(Path folder, IntFunction<float[]> numbers) {
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

  final Graph graph(String name) {
    return Objects.requireNonNull(graphs.get(name));
  }
}
