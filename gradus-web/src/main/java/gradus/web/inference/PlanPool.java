package gradus.web.inference;

import gradus.runtime.plan.Plan;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// Plans that wait to be run, by what they are for: each thread at work has one of its own, and
/// gives it back.
///
/// @param <K> what a plan is for
final class PlanPool<K> {

  private final Map<K, Queue<Plan>> idle = new ConcurrentHashMap<>();
  private final Function<K, Plan> compiler;
  private final int mostKinds;

  /// @param compiler makes a plan; called by one thread at a time
  /// @param mostKinds how many kinds are kept; beyond it all are forgotten
  PlanPool(int mostKinds, Function<K, Plan> compiler) {
    this.compiler = compiler;
    this.mostKinds = mostKinds;
  }

  /// Runs a plan of a kind, and returns these of its outputs.
  Map<String, Tensor> run(K kind, Map<String, Tensor> inputs, List<String> outputs) {
    if (idle.size() > mostKinds) {
      idle.clear();
    }
    Queue<Plan> pool = idle.computeIfAbsent(kind, _ -> new ConcurrentLinkedQueue<>());
    Plan pooled = pool.poll();
    Plan plan = pooled == null ? compiled(kind) : pooled;
    for (String input : plan.inputs()) {
      Tensor value = inputs.get(input);
      if (value != null) {
        plan.input(input).set(value);
      }
    }
    plan.run();
    Map<String, Tensor> results = new LinkedHashMap<>();
    outputs.forEach(name -> results.put(name, plan.output(name).tensor()));
    pool.add(plan);
    return results;
  }

  private synchronized Plan compiled(K kind) {
    return compiler.apply(kind);
  }
}
