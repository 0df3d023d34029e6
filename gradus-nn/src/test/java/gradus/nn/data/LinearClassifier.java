package gradus.nn.data;

import gradus.random.Philox;
import java.util.Arrays;

/// Softmax regression in plain Java: the judge of how hard a set of pictures is.
///
/// The number of inputs is even. Trained by Adam in small batches with a falling rate until it no
/// longer improves on its own examples.
final class LinearClassifier {
  private static final int BATCH = 128;

  private final int inputs;
  private final int classes;
  private final float[] weights;
  private final float[] means;
  private final float[] squares;
  private final float[] gradient;
  private final float[] scores;
  private int steps;

  LinearClassifier(int inputs, int classes) {
    this.inputs = inputs;
    this.classes = classes;
    int size = (inputs + 1) * classes;
    this.weights = new float[size];
    this.means = new float[size];
    this.squares = new float[size];
    this.gradient = new float[size];
    this.scores = new float[classes];
  }

  void train(Dataset set, int epochs) {
    float[] x = set.features();
    int[] labels = ((Target.Classes) set.target()).labels();
    for (int epoch = 0; epoch < epochs; epoch++) {
      float rate = 0.003f / (1 + epoch * epoch / 16f);
      int[] order = new Philox(1, epoch).permutation(labels.length);
      for (int from = 0; from + BATCH <= order.length; from += BATCH) {
        Arrays.fill(gradient, 0);
        for (int i = from; i < from + BATCH; i++) {
          learn(x, order[i], labels[order[i]]);
        }
        step(rate);
      }
    }
  }

  double accuracy(Dataset set) {
    float[] x = set.features();
    int[] labels = ((Target.Classes) set.target()).labels();
    int right = 0;
    for (int row = 0; row < labels.length; row++) {
      score(x, row);
      int best = 0;
      for (int k = 1; k < classes; k++) {
        best = scores[k] > scores[best] ? k : best;
      }
      right += best == labels[row] ? 1 : 0;
    }
    return right / (double) labels.length;
  }

  private void score(float[] x, int row) {
    for (int k = 0; k < classes; k++) {
      int w = k * (inputs + 1);
      float even = weights[w + inputs];
      float odd = 0;
      for (int i = 0; i + 1 < inputs; i += 2) {
        even += x[row * inputs + i] * weights[w + i];
        odd += x[row * inputs + i + 1] * weights[w + i + 1];
      }
      scores[k] = even + odd;
    }
  }

  private void learn(float[] x, int row, int label) {
    score(x, row);
    double most = Double.NEGATIVE_INFINITY;
    for (float score : scores) {
      most = Math.max(most, score);
    }
    double sum = 0;
    for (float score : scores) {
      sum += StrictMath.exp(score - most);
    }
    for (int k = 0; k < classes; k++) {
      double probability = StrictMath.exp(scores[k] - most) / sum;
      scores[k] = (float) ((probability - (k == label ? 1 : 0)) / BATCH);
    }
    for (int k = 0; k < classes; k++) {
      int w = k * (inputs + 1);
      float slope = scores[k];
      for (int i = 0; i < inputs; i++) {
        gradient[w + i] += slope * x[row * inputs + i];
      }
      gradient[w + inputs] += slope;
    }
  }

  private void step(float rate) {
    steps++;
    float meanScale = (float) (1 / (1 - StrictMath.pow(0.9, steps)));
    float squareScale = (float) (1 / (1 - StrictMath.pow(0.999, steps)));
    for (int i = 0; i < weights.length; i++) {
      means[i] += 0.1f * (gradient[i] - means[i]);
      squares[i] += 0.001f * (gradient[i] * gradient[i] - squares[i]);
      float root = (float) Math.sqrt(squares[i] * squareScale);
      weights[i] -= rate * means[i] * meanScale / (root + 1e-8f);
    }
  }
}
