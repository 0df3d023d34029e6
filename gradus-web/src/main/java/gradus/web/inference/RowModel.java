package gradus.web.inference;

import gradus.graph.Graph;
import gradus.nn.data.Preparation;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.onnx.model.ElementType;
import gradus.onnx.write.HeldNodes;
import gradus.op.Node;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.PlanOptions;
import gradus.runtime.plan.Variables;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A network of layers whose first axis is the batch: a row's answer depends on that row alone.
///
/// A batch is run in parts of 1, 2, 4, … rows, so that few plans serve all sizes; no bit depends on
/// how it was cut.
final class RowModel implements ServedModel {

  private static final int LARGEST = 64;

  private final Network network;
  private final Variables variables = new Variables();
  private final Preparation preparation;
  private final Told told;
  private final String platform;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final PlanPool<Integer> plans;
  private final Optional<Explainer> explainer;

  /// A network with its values.
  ///
  /// Throws {@link FormatException} where a value is missing or has another type.
  ///
  /// @param told what its outputs are called and mean
  RowModel(
      String platform,
      Network network,
      Map<String, Tensor> values,
      Preparation preparation,
      Told told) {
    this.platform = platform;
    this.network = network;
    this.preparation = preparation;
    this.told = told;
    Instance pair = network.instantiate(Binding.inference(2));
    for (Variable variable : pair.variables()) {
      Tensor value = values.get(variable.name());
      if (value == null || !value.type().equals(variable.node().type())) {
        throw new FormatException(
            "the model",
            "tensor \"" + variable.name() + "\"",
            variable.node().type().toString(),
            value == null ? "none" : value.type().toString(),
            "The weights belong to another network.");
      }
      variables.declare(variable.name(), value.type(), value);
    }
    this.inputs = network.inputs().stream().map(this::spec).toList();
    this.plans = new PlanPool<>(16, this::compile);
    this.outputs = told.specs(pair);
    this.explainer = Explainer.of(network, variables, preparation, told.head());
  }

  private TensorSpec spec(Port port) {
    List<Long> sizes = new ArrayList<>(List.of(-1L));
    port.shape().sizes().forEach(size -> sizes.add((long) size));
    Datatype natural = Datatype.of(port.dtype());
    ElementType element = HeldNodes.element(network, port);
    Datatype datatype = element.isHeldInteger() ? Datatype.of(element).orElse(natural) : natural;
    return new TensorSpec(port.name(), datatype, sizes);
  }

  private Plan compile(int batch) {
    Instance instance = network.instantiate(Binding.inference(batch));
    Map<String, Node> results = new LinkedHashMap<>();
    List<Node> nodes = List.copyOf(instance.outputs().values());
    for (int i = 0; i < nodes.size(); i++) {
      results.put(Told.output(i), nodes.get(i));
    }
    told.head().ifPresent(it -> results.put(Told.PREDICTION, it.prediction(nodes.getFirst())));
    return Plan.of(
        Graph.of(results),
        variables,
        Engine.of(Kernels.chosen(), 1),
        PlanOptions.standard().withFrozen(true));
  }

  @Override
  public String platform() {
    return platform;
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
    return true;
  }

  @Override
  public Optional<Explainer> explainer() {
    return explainer;
  }

  @Override
  public Map<String, Values> run(Map<String, Tensor> given) {
    Map<String, Tensor> prepared = prepared(given);
    int rows = Rows.named(given, inputs.getFirst().name()).shape().size(0);
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < network.outputs().size(); i++) {
      wanted.add(Told.output(i));
    }
    told.head().ifPresent(_ -> wanted.add(Told.PREDICTION));
    Map<String, List<Tensor>> parts = new LinkedHashMap<>();
    for (int from = 0; from < rows; ) {
      int size = Math.min(LARGEST, Integer.highestOneBit(rows - from));
      Map<String, Tensor> part = new LinkedHashMap<>();
      int begin = from;
      prepared.forEach((name, value) -> part.put(name, Rows.slice(value, begin, begin + size)));
      plans
          .run(size, part, wanted)
          .forEach((name, value) -> parts.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
      from += size;
    }
    Map<String, Tensor> whole = new LinkedHashMap<>();
    parts.forEach((name, all) -> whole.put(name, Rows.join(all)));
    return told.values(whole, preparation.targets());
  }

  /// The features of a run are standardised as they were for training.
  private Map<String, Tensor> prepared(Map<String, Tensor> given) {
    TensorSpec first = inputs.getFirst();
    Tensor features = Rows.named(given, first.name());
    if (first.datatype() != Datatype.FP32) {
      return given;
    }
    Shape shape = features.shape();
    int size = shape.slice(1, shape.rank()).elements();
    float[] values = features.toFloats();
    for (int row = 0; row < shape.size(0); row++) {
      preparation.features().apply(values, row * size, size);
    }
    Map<String, Tensor> prepared = new LinkedHashMap<>(given);
    prepared.put(first.name(), Tensor.of(shape, values));
    return prepared;
  }
}
