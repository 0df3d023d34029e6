package gradus.web.inference;

import gradus.onnx.model.UnsupportedException;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.read.Binding;
import gradus.onnx.read.Instance;
import gradus.onnx.read.OnnxModel;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.PlanOptions;
import gradus.runtime.plan.Variables;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// A model of ONNX that is no network of rows: each request is a graph of its own, made for the
/// shapes that it brings, and computed alone.
final class GraphModel implements ServedModel {

  private static final int MOST_SHAPES = 8;

  private final OnnxModel model;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final PlanPool<Binding> plans = new PlanPool<>(MOST_SHAPES, this::compile);

  /// The inputs whose values decide the graph, for the types of all inputs.
  private final Map<Map<String, TensorType>, Set<String>> deciding = new ConcurrentHashMap<>();

  GraphModel(OnnxModel model) {
    this.model = model;
    this.inputs = model.inputs().stream().map(this::spec).toList();
    this.outputs = model.outputs().stream().map(this::spec).toList();
  }

  private TensorSpec spec(ValueInfo value) {
    List<Long> sizes = new ArrayList<>();
    List<ValueInfo.Size> known =
        value.sizes().orElseThrow(() -> refused(value, "a number of axes that is known"));
    known.forEach(size -> sizes.add(size.length().orElse(-1)));
    Datatype datatype =
        Datatype.of(value.element())
            .orElseThrow(() -> refused(value, "an element type that the protocol has"));
    return new TensorSpec(value.name(), datatype, sizes);
  }

  private UnsupportedException refused(ValueInfo value, String expected) {
    return new UnsupportedException(
        model.file(),
        "value '" + value.name() + "'",
        expected,
        value.toString(),
        "Export the model with such inputs and outputs.");
  }

  @Override
  public String platform() {
    return "onnx_onnxv1";
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputs;
  }

  @Override
  public List<TensorSpec> outputs() {
    return outputs;
  }

  @Override
  public boolean joinsRows() {
    return false;
  }

  @Override
  public Optional<Explainer> explainer() {
    return Optional.empty();
  }

  @Override
  public Map<String, Values> run(Map<String, Tensor> given) {
    Map<String, TensorType> types = new TreeMap<>();
    given.forEach((name, value) -> types.put(name, value.type()));
    if (deciding.size() > MOST_SHAPES) {
      deciding.clear();
    }
    // what decides is found when a graph is made for all values
    Set<String> decide =
        deciding.computeIfAbsent(
            types, _ -> model.instantiate(Binding.ofValues(given)).specialised());
    Map<String, Tensor> values = new HashMap<>(given);
    values.keySet().retainAll(decide);
    List<String> names = outputs.stream().map(TensorSpec::name).toList();
    Map<String, Tensor> computed = plans.run(new Binding(types, values), given, names);
    Map<String, Values> results = new LinkedHashMap<>();
    for (TensorSpec output : outputs) {
      Tensor value = Rows.named(computed, output.name());
      results.put(output.name(), new Values.Numbers(value, output.datatype()));
    }
    return results;
  }

  private Plan compile(Binding binding) {
    Instance instance = model.instantiate(binding);
    Variables variables = new Variables();
    instance.parameters().forEach((name, value) -> variables.declare(name, value.type(), value));
    Plan plan =
        Plan.of(
            instance.graph(),
            variables,
            Engine.of(Kernels.chosen(), 1),
            PlanOptions.standard().withFrozen(instance.graph().updates().isEmpty()));
    instance.key().filter(plan.inputs()::contains).ifPresent(key -> plan.input(key).setLong(0));
    return plan;
  }
}
