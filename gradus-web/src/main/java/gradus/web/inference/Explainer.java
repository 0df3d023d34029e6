package gradus.web.inference;

import gradus.autodiff.Gradients;
import gradus.explain.derive.DerivationText;
import gradus.explain.derive.Explanation;
import gradus.explain.derive.LossChoice;
import gradus.explain.summary.Summary;
import gradus.graph.Graph;
import gradus.nn.data.Preparation;
import gradus.nn.loss.Head;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.PlanOptions;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import gradus.web.http.HttpProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/// The gradient of one logit of a network with respect to its input, and how it is derived.
///
/// Each row is computed alone. The gradient is by the input as it is sent: a run's standardisation
/// is part of what is differentiated, and so are the units of real targets.
final class Explainer {

  static final int MOST_ROWS = 64;
  private static final long MOST_WORK = 20_000_000;
  private static final String CHOSEN = "gradus.chosen";
  private static final String LOGITS = "logits";
  private static final String GRADIENT = "gradient";

  private final Network network;
  private final Variables variables;
  private final Preparation preparation;
  private final Optional<Head> head;
  private final PlanPool<Integer> plans = new PlanPool<>(1, _ -> compile());
  private final ReentrantLock deriving = new ReentrantLock();
  private Optional<String> derivation = Optional.empty();

  /// What explains one request.
  ///
  /// @param chosen the position of the logit, a row each
  /// @param logits the chosen logits
  /// @param gradient of the chosen logits by the input, in its shape
  record Explained(Tensor chosen, Tensor logits, Tensor gradient) {}

  private Explainer(
      Network network, Variables variables, Preparation preparation, Optional<Head> head) {
    this.network = network;
    this.variables = variables;
    this.preparation = preparation;
    this.head = head;
  }

  /// The explainer of a network with one input of floats and one vector as output, if it is one.
  static Optional<Explainer> of(
      Network network, Variables variables, Preparation preparation, Optional<Head> head) {
    boolean explains =
        network.inputs().size() == 1
            && network.inputs().getFirst().dtype() == DType.F32
            && network.outputs().size() == 1
            && network.outputShape().rank() == 1;
    return explains
        ? Optional.of(new Explainer(network, variables, preparation, head))
        : Optional.empty();
  }

  private Plan compile() {
    Instance instance = network.instantiate(Binding.inference(1));
    Node logits = instance.output();
    Node chosen = Input.of(CHOSEN, logits.type());
    Node gradient =
        Gradients.pullBack(logits, chosen, List.of(instance.input()))
            .of(List.of(instance.input()))
            .getFirst();
    return Plan.of(
        Graph.of(Map.of(LOGITS, logits, GRADIENT, gradient)),
        variables,
        Engine.of(Kernels.chosen(), 1),
        PlanOptions.standard().withFrozen(true));
  }

  /// Explains each row.
  ///
  /// Throws {@link HttpProblem} 400 for too many rows or a logit that there is not.
  ///
  /// @param input as it is sent
  /// @param asked the logit to explain; the winning one of each row where none is asked for
  Explained explain(Tensor input, OptionalInt asked) {
    int rows = input.shape().size(0);
    int outputs = network.outputShape().elements();
    if (rows > MOST_ROWS || asked.orElse(0) < 0 || asked.orElse(0) >= outputs) {
      throw new HttpProblem(
          400,
          "explain: expected at most %d rows and \"of\" from 0 to %d, found %d rows%s. Ask for less."
              .formatted(
                  MOST_ROWS,
                  outputs - 1,
                  rows,
                  asked.isPresent() ? " and " + asked.getAsInt() : ""));
    }
    int size = input.elements() / rows;
    long[] chosen = new long[rows];
    float[] values = new float[rows];
    float[] gradients = new float[input.elements()];
    for (int row = 0; row < rows; row++) {
      float[] x = Rows.slice(input, row, row + 1).toFloats();
      preparation.features().apply(x, 0, size);
      Tensor prepared = Tensor.of(input.shape().with(0, 1), x);
      float[] logits = logits(prepared, outputs);
      int winner = asked.orElseGet(() -> winner(logits));
      chosen[row] = winner;
      values[row] = logits[winner];
      System.arraycopy(gradient(prepared, outputs, winner), 0, gradients, row * size, size);
    }
    Shape each = Shape.of(rows);
    return new Explained(
        Tensor.of(each, chosen), Tensor.of(each, values), Tensor.of(input.shape(), gradients));
  }

  private float[] logits(Tensor prepared, int outputs) {
    Tensor none = Tensor.full(new TensorType(DType.F32, Shape.of(1, outputs)), 0);
    return Rows.named(run(prepared, none), LOGITS).toFloats();
  }

  /// The largest; for real values the first, since there is nothing to win.
  private int winner(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length && !(head.orElse(null) instanceof Head.Real); i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private float[] gradient(Tensor prepared, int outputs, int winner) {
    float[] one = new float[outputs];
    one[winner] = 1;
    float[] gradient =
        Rows.named(run(prepared, Tensor.of(Shape.of(1, outputs), one)), GRADIENT).toFloats();
    List<Double> features = preparation.features().moments().deviations();
    List<Double> targets = preparation.targets().moments().deviations();
    int group = gradient.length / features.size();
    float unit =
        head.orElse(null) instanceof Head.Real
            ? targets.get(winner * targets.size() / outputs).floatValue()
            : 1;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = gradient[i] * unit / features.get(i / group).floatValue();
    }
    return gradient;
  }

  private Map<String, Tensor> run(Tensor prepared, Tensor chosen) {
    return plans.run(
        0,
        Map.of(network.inputs().getFirst().name(), prepared, CHOSEN, chosen),
        List.of(LOGITS, GRADIENT));
  }

  /// How the logits' derivative by the input comes about, step by step; or why that is not told.
  ///
  /// It is worked out once, and holds each line against the judge.
  String derivation() {
    deriving.lock();
    try {
      if (derivation.isEmpty()) {
        derivation = Optional.of(derived());
      }
      return derivation.get();
    } finally {
      deriving.unlock();
    }
  }

  private String derived() {
    long work = Summary.of(network).multiplyAdds();
    if (work > MOST_WORK) {
      return "Not derived: expected at most %d multiply-adds, which the judge works out one by one, found %d."
          .formatted(MOST_WORK, work);
    }
    LossChoice loss = LossChoice.of("", network.outputShape().elements());
    String logits = network.outputs().getFirst();
    List<String> wrt = List.of(network.inputs().getFirst().name());
    return String.join(
        "\n", DerivationText.lines(new Explanation(loss, 1, logits, wrt, 1).derive(network)));
  }
}
