package gradus.bench.race;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One operation on operands that are written once; its result stays in the engine.
final class Operands implements Work {

  private static final String RESULT = "result";

  private final Plan plan;

  private Operands(Node result, Map<String, float[]> operands, Engine engine) {
    this.plan = Plan.of(Graph.of(Map.of(RESULT, result)), new Variables(), engine);
    operands.forEach((name, values) -> plan.input(name).set(values, 0));
  }

  /// `C = A B` of square matrices.
  static Operands product(int n, Engine engine) {
    TensorType type = TensorType.f32(n, n);
    Node product = Input.of("a", type).matmul(Input.of("b", type));
    Map<String, float[]> operands = new LinkedHashMap<>();
    operands.put("a", Uniform.of(1, n * n));
    operands.put("b", Uniform.of(2, n * n));
    return new Operands(product, operands, engine);
  }

  /// `g = y (v − Σ y v)` by rows, with `y` the softmax of `x`.
  ///
  /// @param withForward whether each unit computes the softmax too
  static Operands softmaxVjp(int batch, int classes, boolean withForward, Engine engine) {
    TensorType type = TensorType.f32(batch, classes);
    float[] x = Uniform.of(3, batch * classes);
    Map<String, float[]> operands = new LinkedHashMap<>();
    operands.put("v", Uniform.of(4, batch * classes));
    Node y;
    if (withForward) {
      operands.put("x", x);
      y = Input.of("x", type).softmax(-1);
    } else {
      operands.put("y", softmax(x, type, engine));
      y = Input.of("y", type);
    }
    Node v = Input.of("v", type);
    Node inner = y.times(v).sum(List.of(1), true);
    return new Operands(y.times(v.minus(inner)), operands, engine);
  }

  private static float[] softmax(float[] x, TensorType type, Engine engine) {
    Node y = Input.of("x", type).softmax(-1);
    Operands once = new Operands(y, Map.of("x", x), engine);
    once.step(0);
    return once.plan.output(RESULT).floats();
  }

  /// What runs.
  Plan plan() {
    return plan;
  }

  @Override
  public float step(int i) {
    plan.run();
    return plan.output(RESULT).at(0);
  }
}
