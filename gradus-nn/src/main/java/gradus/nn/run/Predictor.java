package gradus.nn.run;

import gradus.graph.Graph;
import gradus.nn.data.Preparation;
import gradus.nn.data.Standardiser;
import gradus.nn.layer.Variable;
import gradus.nn.loss.Head;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.op.Node;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.PlanOptions;
import gradus.runtime.plan.Variables;
import gradus.tensor.FormatException;
import gradus.tensor.GraphException;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A trained model that predicts; many threads may use one predictor at once.
///
/// Parameters are shared; each thread at work has a plan of its own, which goes back to a pool.
public final class Predictor {

  private static final String OUTPUT = "output";
  private static final String PREDICTION = "prediction";

  private final Network network;
  private final Head head;
  private final Preparation preparation;
  private final Variables variables = new Variables();
  private final Map<Integer, Queue<Plan>> idle = new ConcurrentHashMap<>();

  /// A predictor of a network with these variables.
  ///
  /// Throws {@link FormatException} where a variable is missing or has another type.
  public Predictor(
      Network network, Head head, Preparation preparation, Map<String, Tensor> values) {
    this.network = network;
    this.head = head;
    this.preparation = preparation;
    for (Variable variable : network.instantiate(Binding.inference(1)).variables()) {
      Tensor value = values.get(variable.name());
      if (value == null || !value.type().equals(variable.node().type())) {
        throw new FormatException(
            "model.safetensors",
            "tensor \"" + variable.name() + "\"",
            variable.node().type().toString(),
            value == null ? "none" : value.type().toString(),
            "The weights belong to another network.");
      }
      variables.declare(variable.name(), value.type(), value);
    }
  }

  /// The model of a run's folder.
  public static Predictor open(Path run) {
    RunFolder folder = RunFolder.open(run);
    return of(folder.record(), folder.network(), folder.requireWeights());
  }

  /// A model with what a record says of its head and preparation.
  public static Predictor of(RunRecord record, Network network, Map<String, Tensor> weights) {
    return new Predictor(
        network,
        Heads.of(record.head(), record.names()),
        new Preparation(Standardiser.of(record.features()), Standardiser.of(record.targets())),
        weights);
  }

  /// What the outputs mean.
  public Head head() {
    return head;
  }

  /// The network.
  public Network network() {
    return network;
  }

  /// What a model says of one example.
  public static final class Prediction {
    private final float[] outputs;
    private final float[] values;

    private Prediction(float[] outputs, float[] values) {
      this.outputs = outputs;
      this.values = values;
    }

    /// The network's outputs before the head: logits, or standardised values.
    public float[] outputs() {
      return outputs.clone();
    }

    /// Probabilities, or values in the target's own units.
    public float[] values() {
      return values.clone();
    }
  }

  /// The prediction for one example as it comes from the data.
  ///
  /// Throws {@link GraphException} for a network of several inputs.
  public Prediction predict(float[] example) {
    if (network.inputs().size() > 1) {
      throw new GraphException(
          "predict: expected a network of one input, found %s. Serve it and send all of them: gradus serve."
              .formatted(network.inputs().stream().map(Port::name).toList()));
    }
    float[] prepared = example.clone();
    preparation.features().apply(prepared, 0, prepared.length);
    return run(prepared, 1);
  }

  private Prediction run(float[] prepared, int batch) {
    Queue<Plan> pool = idle.computeIfAbsent(batch, size -> new ConcurrentLinkedQueue<>());
    Plan pooled = pool.poll();
    Plan plan = pooled == null ? compile(batch) : pooled;
    plan.input(network.inputs().getFirst().name()).setNumbers(prepared, 0);
    plan.run();
    float[] outputs = plan.output(OUTPUT).floats();
    float[] values = plan.output(PREDICTION).floats();
    pool.add(plan);
    for (int row = 0; row < batch; row++) {
      preparation.targets().restore(values, row * head.outputs(), head.outputs());
    }
    return new Prediction(outputs, values);
  }

  private Plan compile(int batch) {
    Instance instance = network.instantiate(Binding.inference(batch));
    Node output = instance.output();
    Graph graph = Graph.of(Map.of(OUTPUT, output, PREDICTION, head.prediction(output)));
    PlanOptions options = PlanOptions.standard().withFrozen(true);
    return Plan.of(graph, variables, Engine.of(Kernels.chosen(), 1), options);
  }
}
