package gradus.runtime.kernel;

/// The geometry of a matrix product `C[m, n] = op(A)[m, k] · op(B)[k, n]`, all row-major.
///
/// `A` lies in memory as `[m, k]`, or as `[k, m]` where `transposeA`; `B` as `[k, n]`, or as `[n,
/// k]` where `transposeB` (the layout of a linear layer's weights). `lda`, `ldb`, `ldc` are the
/// distances between the starts of two rows in memory.
public record ProductShape(
    boolean transposeA, boolean transposeB, int m, int n, int k, int lda, int ldb, int ldc) {

  public ProductShape {
    require(m >= 0 && n >= 0 && k >= 0, "m, n and k at least 0", Math.min(m, Math.min(n, k)));
    require(lda >= (transposeA ? m : k), "lda at least the width of A", lda);
    require(ldb >= (transposeB ? k : n), "ldb at least the width of B", ldb);
    require(ldc >= n, "ldc at least n", ldc);
  }

  /// The product of two contiguous matrices.
  public static ProductShape of(boolean transposeA, boolean transposeB, int m, int n, int k) {
    return new ProductShape(
        transposeA, transposeB, m, n, k, transposeA ? m : k, transposeB ? k : n, n);
  }

  /// Fused multiply-adds of the whole product.
  public long multiplyAdds() {
    return (long) m * n * k;
  }

  /// How many parts are worth running with that many threads: a part should take tens of
  /// microseconds on one, since handing it over, and its operands from cache to cache, takes some.
  public int parts(int threads) {
    return Math.clamp(multiplyAdds() / 524_288, 1, threads);
  }

  /// Whether parts are blocks of rows of `C`, rather than of columns.
  public boolean splitsRows() {
    return m >= n;
  }

  /// The same product with `B` contiguous and not transposed.
  public ProductShape withPackedB() {
    return new ProductShape(transposeA, false, m, n, k, lda, n, ldc);
  }

  private static void require(boolean holds, String expected, int found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "ProductShape: expected %s, found %d. Check the shapes of the operands."
              .formatted(expected, found));
    }
  }
}
