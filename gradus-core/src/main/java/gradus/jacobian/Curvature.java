package gradus.jacobian;

import java.util.List;

/// Whether matrices bend upwards, in double; for proofs see `gradus.algebra`.
public final class Curvature {

  private Curvature() {}

  /// Whether a symmetric matrix is positive semidefinite: no eigenvalue below `−tolerance`.
  ///
  /// @param matrix a symmetric matrix
  /// @param tolerance 0 or more, in the units of the entries
  public static boolean isPsd(Jacobian<Double> matrix, double tolerance) {
    List<Double> eigenvalues = SymmetricEigenvalues.of(matrix);
    return eigenvalues.isEmpty() || eigenvalues.getFirst() >= -tolerance;
  }
}
