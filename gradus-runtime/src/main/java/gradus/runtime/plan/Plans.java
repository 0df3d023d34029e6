package gradus.runtime.plan;

import gradus.graph.Graph;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// Plans of one template by binding, such as the batch size; they share their variables.
///
/// A plan is made when its binding is first asked for, and kept.
///
/// @param <B> what binds the template's sizes; a value with `equals`
public final class Plans<B> {

  private final Function<B, Graph> template;
  private final Variables variables;
  private final Engine engine;
  private final PlanOptions options;
  private final Map<B, Plan> plans = new HashMap<>();

  private Plans(
      Function<B, Graph> template, Variables variables, Engine engine, PlanOptions options) {
    this.template = template;
    this.variables = variables;
    this.engine = engine;
    this.options = options;
  }

  /// Plans of a template, none made yet.
  public static <B> Plans<B> of(
      Function<B, Graph> template, Variables variables, Engine engine, PlanOptions options) {
    return new Plans<>(template, variables, engine, options);
  }

  /// The plan of a binding.
  public Plan at(B binding) {
    Plan plan = plans.get(binding);
    if (plan == null) {
      plan = Plan.of(template.apply(binding), variables, engine, options);
      plans.put(binding, plan);
    }
    return plan;
  }
}
