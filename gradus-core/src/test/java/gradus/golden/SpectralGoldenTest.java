package gradus.golden;

import gradus.op.Layout;
import gradus.op.Node;
import gradus.op.window.Placement;
import gradus.op.window.Placement.Mode;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Circular and Toeplitz matrices, their singular values, and fast kernels: beyond.
class SpectralGoldenTest {

  private final Golden golden = new Golden();

  @Test
  void circularCorrelation() {
    for (JsonNode row : Golden.at("beyond", "circular", "cases")) {
      int n = Golden.integer(row.get("n"));
      int k = row.get("w").size();
      Node w = Golden.constant(Shape.of(1, 1, k), row.get("w"));
      Node x = Golden.constant(Shape.of(1, 1, n), row.get("x"));
      golden.compareExactNode("y", circular(x, w, n, k), row.get("y"));
      ExactMatrix matrix = ExactMatrix.of(row.get("matrix"));
      ExactMatrix square = matrix.transposed().times(matrix);
      double largest = 0;
      double[] taps = Golden.numbers(row.get("w"));
      for (int f = 0; f < n; f++) {
        double re = 0;
        double im = 0;
        for (int j = 0; j < k; j++) {
          re += taps[j] * Math.cos(2 * Math.PI * f * j / n);
          im += taps[j] * Math.sin(2 * Math.PI * f * j / n);
        }
        JsonNode right = row.get("singular_values_squared_by_frequency").get(f);
        golden.compare("σ²", re * re + im * im, right, 1e-13, 1e-13);
        largest = Math.max(largest, re * re + im * im);
      }
      golden.compare("largest", largest, row.get("spectral_norm_squared"), 1e-13, 1e-13);
      compareCirculant(square, row, n);
      Node units = Node.constant(unit(n));
      Node columns = circular(units, w, n, k).reshape(Shape.of(n, n)).transpose();
      golden.compareExactNode("matrix", columns, row.get("matrix"));
    }
    golden.verify(100);
  }

  /// The trace of `CᵀC` is the sum of the squared singular values.
  private void compareCirculant(ExactMatrix square, JsonNode row, int n) {
    Fraction trace = Fraction.ZERO;
    for (int i = 0; i < n; i++) {
      trace = trace.plus(square.rows().get(i).get(i));
    }
    double sum =
        java.util.Arrays.stream(Golden.numbers(row.get("singular_values_squared_by_frequency")))
            .sum();
    golden.same("trace", Math.abs(trace.toDouble() - sum) < 1e-9, true);
  }

  private static gradus.tensor.Tensor unit(int n) {
    double[] unit = new double[n * n];
    for (int i = 0; i < n; i++) {
      unit[i * n + i] = 1;
    }
    return gradus.tensor.Tensor.of(Shape.of(n, 1, n), unit);
  }

  private static Node circular(Node x, Node w, int n, int k) {
    Node around = k == 1 ? x : Layout.concat(2, List.of(x, x.slice(2, 0, Math.min(n, k - 1))));
    return around.conv(w, Placement.valid(1)).slice(2, 0, n);
  }

  @Test
  void singularValuesOfToeplitzMatrices() {
    for (JsonNode row : Golden.at("beyond", "toeplitz_singular_values", "cases")) {
      int d = Golden.integer(row.get("d"));
      Node w = Golden.constant(Shape.of(1, 1, 2), row.get("w"));
      Placement full = Placement.valid(1).padded(Mode.FULL, List.of(2), List.of(d));
      Node rows = Node.constant(unit(d)).conv(w, full).reshape(Shape.of(d, d + 1));
      double[] gram =
          Judge.inDouble().evaluate(rows.matmul(rows, false, true), Map.of()).toDoubles();
      double[] squares = Golden.numbers(row.get("squared"));
      for (int j = 0; j < d; j++) {
        double cosine = Math.cos((j + 1) * Math.PI / (d + 1));
        golden.compareRounded("σ²", 2 - 2 * cosine, row.get("squared").get(j));
        golden.same("root", Math.abs(characteristic(gram, d, squares[j])) < 1e-9, true);
      }
    }
    golden.verify(15);
  }

  /// The determinant of `A − λ` for a tridiagonal `A`, by its recurrence.
  private static double characteristic(double[] a, int d, double lambda) {
    double before = 1;
    double now = a[0] - lambda;
    for (int i = 1; i < d; i++) {
      double off = a[(i - 1) * d + i];
      double next = (a[i * d + i] - lambda) * now - off * off * before;
      before = now;
      now = next;
    }
    return now;
  }

  @Test
  void fastSmallKernels() {
    JsonNode given = Golden.at("beyond", "winograd_f23");
    for (JsonNode row : given.get("cases")) {
      Node d = Golden.constant(Shape.of(4, 1), row.get("d"));
      Node g = Golden.constant(Shape.of(3, 1), row.get("g"));
      Node kernel = Golden.matrix(given.get("G")).matmul(g);
      Node data = Golden.matrix(given.get("BT")).matmul(d);
      golden.compareExactNode("Gg", kernel, row.get("Gg"));
      golden.compareExactNode("Bᵀd", data, row.get("BTd"));
      golden.compareExactNode(
          "y", Golden.matrix(given.get("AT")).matmul(kernel.times(data)), row.get("y"));
      Node plain =
          d.reshape(Shape.of(1, 1, 4)).conv(g.reshape(Shape.of(1, 1, 3)), Placement.valid(1));
      golden.compareExactNode("y", plain, row.get("y"));
    }
    golden.verify(12);
  }
}
