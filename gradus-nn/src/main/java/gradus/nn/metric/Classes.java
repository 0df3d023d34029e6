package gradus.nn.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Scores from probabilities of classes.
final class Classes {

  private static final int BINS = 15;

  private Classes() {}

  /// Row by row the softmax of logits, in double.
  static double[][] softmax(float[] logits, int classes) {
    double[][] p = new double[logits.length / classes][classes];
    for (int row = 0; row < p.length; row++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        max = Math.max(max, logits[row * classes + k]);
      }
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        p[row][k] = StrictMath.exp(logits[row * classes + k] - max);
        sum += p[row][k];
      }
      for (int k = 0; k < classes; k++) {
        p[row][k] /= sum;
      }
    }
    return p;
  }

  /// Rows `[σ(−a), σ(a)]` of logits, in double.
  static double[][] sigmoid(float[] logits) {
    double[][] p = new double[logits.length][2];
    for (int row = 0; row < p.length; row++) {
      double e = StrictMath.exp(-Math.abs((double) logits[row]));
      double large = 1 / (1 + e);
      double small = e / (1 + e);
      // a tie goes to class 0, as the decision a > 0 has it
      p[row][0] = logits[row] > 0 ? small : large;
      p[row][1] = logits[row] > 0 ? large : small;
    }
    return p;
  }

  static ClassScores scores(double loss, int[] labels, double[][] p) {
    int classes = p.length == 0 ? 0 : p[0].length;
    int[][] confusion = new int[classes][classes];
    int right = 0;
    int near = 0;
    for (int row = 0; row < labels.length; row++) {
      int predicted = best(p[row]);
      confusion[labels[row]][predicted]++;
      right += predicted == labels[row] ? 1 : 0;
      near += rank(p[row], labels[row]) < 5 ? 1 : 0;
    }
    double[] means = means(confusion);
    return new ClassScores(
        loss,
        (double) right / labels.length,
        (double) near / labels.length,
        means[0],
        means[1],
        means[2],
        rocAuc(labels, p),
        calibrationError(labels, p),
        table(confusion));
  }

  private static int best(double[] p) {
    int best = 0;
    for (int k = 1; k < p.length; k++) {
      best = p[k] > p[best] ? k : best;
    }
    return best;
  }

  /// How many classes are likelier, earlier ones first at ties.
  private static int rank(double[] p, int label) {
    int rank = 0;
    for (int k = 0; k < p.length; k++) {
      rank += p[k] > p[label] || (p[k] == p[label] && k < label) ? 1 : 0;
    }
    return rank;
  }

  /// The means over classes of precision, recall and F1.
  private static double[] means(int[][] confusion) {
    int classes = confusion.length;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    int present = 0;
    for (int k = 0; k < classes; k++) {
      int hit = confusion[k][k];
      int truly = Arrays.stream(confusion[k]).sum();
      int predicted = 0;
      for (int[] row : confusion) {
        predicted += row[k];
      }
      precision += predicted == 0 ? 0 : (double) hit / predicted;
      if (truly > 0) {
        present++;
        recall += (double) hit / truly;
        f1 += 2.0 * hit / (truly + predicted);
      }
    }
    return new double[] {precision / classes, recall / present, f1 / present};
  }

  /// The area under the ROC curve by ranks, ties counting half (Mann and Whitney).
  private static double rocAuc(int[] labels, double[][] p) {
    int classes = p.length == 0 ? 0 : p[0].length;
    double sum = 0;
    int counted = 0;
    for (int k = classes == 2 ? 1 : 0; k < classes; k++) {
      double area = oneAgainstRest(labels, p, k);
      if (!Double.isNaN(area)) {
        sum += area;
        counted++;
      }
    }
    return counted == 0 ? Double.NaN : sum / counted;
  }

  private static double oneAgainstRest(int[] labels, double[][] p, int k) {
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> p[row][k]))
            .mapToInt(Integer::intValue)
            .toArray();
    double rankSum = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      int here = 0;
      while (to < order.length && p[order[to]][k] == p[order[from]][k]) {
        here += labels[order[to]] == k ? 1 : 0;
        to++;
      }
      rankSum += here * ((from + 1 + to) / 2.0);
      positives += here;
      from = to;
    }
    long negatives = order.length - positives;
    return positives == 0 || negatives == 0
        ? Double.NaN
        : (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }

  /// Source: Guo, Pleiss, Sun and Weinberger 2017, equation 3.
  private static double calibrationError(int[] labels, double[][] p) {
    double[] confidence = new double[BINS];
    int[] right = new int[BINS];
    for (int row = 0; row < labels.length; row++) {
      int predicted = best(p[row]);
      int bin = (int) Math.min(BINS - 1, Math.floor(p[row][predicted] * BINS));
      confidence[bin] += p[row][predicted];
      right[bin] += predicted == labels[row] ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(confidence[bin] - right[bin]);
    }
    return error / labels.length;
  }

  private static List<List<Integer>> table(int[][] confusion) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int[] row : confusion) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return rows;
  }
}
