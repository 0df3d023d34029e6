package gradus.check;

import static gradus.check.Sample.apart;
import static gradus.check.Sample.edge;
import static gradus.check.Sample.f64;
import static gradus.check.Sample.linear;
import static gradus.check.Sample.listed;
import static gradus.check.Sample.small;
import static gradus.check.Sample.smooth;
import static gradus.check.Sample.uniform;

import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.composite.AbsoluteError;
import gradus.op.composite.Activation;
import gradus.op.composite.BatchNorm;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.BinaryCrossEntropyOfProbability;
import gradus.op.composite.Clip;
import gradus.op.composite.Dropout;
import gradus.op.composite.Elu;
import gradus.op.composite.Focal;
import gradus.op.composite.Function;
import gradus.op.composite.Gelu;
import gradus.op.composite.GeluTanh;
import gradus.op.composite.GroupNorm;
import gradus.op.composite.HardSigmoid;
import gradus.op.composite.HardSwish;
import gradus.op.composite.Hinge;
import gradus.op.composite.Huber;
import gradus.op.composite.LayerNorm;
import gradus.op.composite.LeakyRelu;
import gradus.op.composite.LogSigmoid;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Mish;
import gradus.op.composite.NegativeLogLikelihood;
import gradus.op.composite.PointwiseLoss;
import gradus.op.composite.Selu;
import gradus.op.composite.SigmoidSquaredError;
import gradus.op.composite.Silu;
import gradus.op.composite.Softmax;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.op.composite.Softsign;
import gradus.op.composite.SquaredError;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows of the table: softmax and its kin, losses, normalisations, activations, functions.
final class CompositeSamples {

  private static final double INF = Double.POSITIVE_INFINITY;

  private CompositeSamples() {}

  static List<Sample> all() {
    List<Sample> rows = new ArrayList<>(softmaxes());
    rows.addAll(losses());
    rows.addAll(normalisations());
    rows.addAll(activations());
    rows.addAll(functions());
    return rows;
  }

  private static List<Sample> softmaxes() {
    Tensor large = listed(800, 799, -800);
    Tensor masked = listed(-INF, 1, 2);
    Tensor half = listed(0.5, 0, 0.5);
    return List.of(
        smooth(new Softmax(1), apart(2, 3)),
        smooth(new Softmax(0), apart(3, 2)),
        smooth(new Softmax(0), listed(3)),
        edge(new Softmax(0), large),
        edge(new Softmax(0), masked),
        smooth(new LogSoftmax(1), apart(2, 3, 2)),
        edge(new LogSoftmax(0), large),
        edge(new LogSoftmax(0), masked),
        smooth(new SoftmaxCrossEntropy(1), apart(2, 3), uniform(0.1, 0.9, 2, 3)),
        smooth(new SoftmaxCrossEntropy(0), apart(3, 2), uniform(0.1, 0.9, 3, 2)),
        edge(new SoftmaxCrossEntropy(0), large, half),
        edge(new SoftmaxCrossEntropy(0), listed(800, -INF, -800), half),
        linear(new NegativeLogLikelihood(1), small(2, 3), small(2, 3)),
        edge(new NegativeLogLikelihood(0), listed(-INF, -1, -2), listed(0, 0.5, 0.5)));
  }

  private static List<Sample> losses() {
    List<Sample> rows = new ArrayList<>();
    Tensor x = apart(2, 5);
    Tensor t = uniform(0.05, 0.08, 2, 5);
    Tensor soft = uniform(0.1, 0.9, 2, 5);
    for (PointwiseLoss loss :
        List.of(new SquaredError(), new AbsoluteError(), new Huber(0.5), new Huber(2))) {
      rows.add(smooth(loss, x, t));
      rows.add(edge(loss, listed(1e200, -1e200, 0), listed(0, 0, 0)));
    }
    for (PointwiseLoss loss :
        List.of(
            new BinaryCrossEntropy(),
            new BinaryCrossEntropy(2.5),
            new SigmoidSquaredError(),
            Focal.of(0),
            Focal.of(2),
            Focal.of(0.5, 0.25))) {
      rows.add(smooth(loss, x, soft));
      rows.add(edge(loss, listed(800, -800, 40, -40, 800, -800), listed(1, 1, 1, 0, 0, 0)));
    }
    rows.add(smooth(new BinaryCrossEntropyOfProbability(), soft, uniform(0.2, 0.8, 2, 5)));
    rows.add(smooth(new BinaryCrossEntropyOfProbability(0.15), soft, uniform(0.2, 0.8, 2, 5)));
    Tensor signs = listed(1, -1, 1, -1, 1, 1, -1, -1, 1, -1).reshape(Shape.of(2, 5));
    rows.add(smooth(new Hinge(false), x, signs));
    rows.add(smooth(new Hinge(true), x, signs));
    return rows;
  }

  private static List<Sample> normalisations() {
    Tensor x = uniform(-2, 2, 3, 4);
    Tensor image = uniform(-2, 2, 2, 4, 3);
    Tensor scale = uniform(0.5, 2, 4);
    Tensor shift = uniform(-1, 1, 4);
    return List.of(
        smooth(new LayerNorm(List.of(1), 1e-5), x, scale, shift),
        smooth(
            new LayerNorm(List.of(1, 2), 1e-3), image, uniform(0.5, 2, 4, 3), uniform(-1, 1, 4, 3)),
        smooth(new BatchNorm(1e-5), x, scale, shift),
        smooth(new BatchNorm(1e-3), image, scale, shift),
        smooth(new GroupNorm(2, 1e-5), image, scale, shift),
        smooth(new GroupNorm(4, 1e-3), image, scale, shift),
        smooth(new GroupNorm(1, 1e-3), x, scale, shift));
  }

  private static List<Sample> activations() {
    List<Sample> rows = new ArrayList<>();
    Tensor x = apart(3, 7);
    Tensor far = listed(800, -800, 40, -40, 1e-300, -1e-300, 20, -20);
    for (Activation activation :
        List.of(
            new LeakyRelu(0.01),
            new Elu(1),
            new Elu(0.5),
            new Selu(),
            new Gelu(),
            new GeluTanh(),
            new Silu(),
            new Softsign(),
            new HardSigmoid(0.2, 0.5),
            new HardSwish(),
            new Mish(),
            new LogSigmoid(),
            new Clip(-0.75, 1))) {
      rows.add(smooth(activation, x));
      rows.add(edge(activation, far));
    }
    return rows;
  }

  private static List<Sample> functions() {
    Function derived =
        Function.of(
            "scaledTanh",
            List.of(f64(2, 3), f64(2, 3)),
            inputs -> inputs.get(0).times(inputs.get(1)).tanh().plus(inputs.get(0)));
    Function own =
        Function.of("cube", List.of(f64(4)), x -> x.get(0).times(x.get(0)).times(x.get(0)))
            .withVjp((x, y, v) -> List.of(Cotangent.flows(slope(x.get(0)).times(v))))
            .withJvp((x, y, input, v) -> Optional.of(slope(x.get(0)).times(v)));
    return List.of(
        smooth(derived, apart(2, 3), uniform(-1, 1, 2, 3)),
        smooth(own, apart(4)),
        linear(new Dropout(0.5, 3), small(3, 4), Tensor.of(Shape.scalar(), 11L)));
  }

  private static Node slope(Node x) {
    return x.times(x).times(3);
  }
}
