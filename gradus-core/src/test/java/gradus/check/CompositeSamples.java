package gradus.check;

import static gradus.check.Sample.apart;
import static gradus.check.Sample.edge;
import static gradus.check.Sample.listed;
import static gradus.check.Sample.smooth;
import static gradus.check.Sample.uniform;

import gradus.op.composite.LeakyRelu;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Softmax;
import gradus.op.composite.SoftmaxCrossEntropy;
import java.util.List;

/// Rows of the table: softmax and its kin, losses, normalisations, activations.
final class CompositeSamples {

  private static final double INF = Double.POSITIVE_INFINITY;

  private CompositeSamples() {}

  static List<Sample> all() {
    return List.of(
        smooth(new Softmax(1), apart(2, 3)),
        smooth(new Softmax(0), apart(3, 2)),
        edge(new Softmax(0), listed(800, 799, -800)),
        edge(new Softmax(0), listed(-INF, 1, 2)),
        smooth(new LogSoftmax(1), apart(2, 3, 2)),
        edge(new LogSoftmax(0), listed(800, 799, -800)),
        edge(new LogSoftmax(0), listed(-INF, 1, 2)),
        smooth(new SoftmaxCrossEntropy(1), apart(2, 3), uniform(0.1, 0.9, 2, 3)),
        smooth(new SoftmaxCrossEntropy(0), apart(3, 2), uniform(0.1, 0.9, 3, 2)),
        edge(new SoftmaxCrossEntropy(0), listed(800, -INF, -800), listed(0.5, 0, 0.5)),
        smooth(new LeakyRelu(0.01), apart(2, 3)));
  }
}
