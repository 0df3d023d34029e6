package gradus.jacobian;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The eigenvalues of symmetric matrices in double, by Jacobi's rotations.
///
/// Source: Golub and Van Loan, Matrix Computations, 4th edition, algorithm 8.5.3 (cyclic by row).
public final class SymmetricEigenvalues {

  private static final int SWEEPS = 60;

  private SymmetricEigenvalues() {}

  /// The eigenvalues, in ascending order.
  ///
  /// Throws {@link IllegalArgumentException} where the matrix is not square and symmetric.
  public static List<Double> of(Jacobian<Double> matrix) {
    int n = matrix.rows();
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = matrix.row(i).stream().mapToDouble(Double::doubleValue).toArray();
    }
    checkSymmetric(matrix, a);
    double size = Math.sqrt(Arrays.stream(a).flatMapToDouble(Arrays::stream).map(x -> x * x).sum());
    for (int sweep = 0; sweep < SWEEPS && offDiagonal(a) > size * Math.ulp(1.0) / 16; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, p, q);
        }
      }
    }
    return IntStream.range(0, n).mapToObj(i -> a[i][i]).sorted().toList();
  }

  private static void checkSymmetric(Jacobian<Double> matrix, double[][] a) {
    boolean square = matrix.rows() == matrix.columns();
    for (int i = 0; square && i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        double slack = 1e-12 * (Math.abs(a[i][i]) + Math.abs(a[j][j]) + Math.abs(a[i][j]));
        if (!(Math.abs(a[i][j] - a[j][i]) <= slack)) {
          throw new IllegalArgumentException(
              "eigenvalues of %s: expected a symmetric matrix, found %s at (%d, %d) and %s at (%d, %d). Take the symmetric part (A + Aᵀ) / 2."
                  .formatted(matrix.structure(), a[i][j], i, j, a[j][i], j, i));
        }
      }
    }
    if (!square) {
      throw new IllegalArgumentException(
          "eigenvalues of %s: expected a square matrix, found %d×%d. Use the singular values."
              .formatted(matrix.structure(), matrix.rows(), matrix.columns()));
    }
  }

  private static double offDiagonal(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += 2 * a[i][j] * a[i][j];
      }
    }
    return Math.sqrt(sum);
  }

  /// Turns the plane of p and q so that their entry vanishes.
  private static void rotate(double[][] a, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(1, theta));
    double c = 1 / Math.hypot(1, t);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double left = a[k][p];
      double right = a[k][q];
      a[k][p] = c * left - s * right;
      a[k][q] = s * left + c * right;
    }
    for (int k = 0; k < a.length; k++) {
      double left = a[p][k];
      double right = a[q][k];
      a[p][k] = c * left - s * right;
      a[q][k] = s * left + c * right;
    }
  }
}
