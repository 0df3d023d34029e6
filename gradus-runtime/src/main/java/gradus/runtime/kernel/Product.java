package gradus.runtime.kernel;

/// A matrix product prepared for one shape; immutable, so any number of threads may use it.
///
/// For every element of `C` the sum over `k` runs in order, cut into chunks of {@link #CHUNK}:
/// within a chunk fused multiply-adds from +0, then the partial sums are added in order, the first
/// one taken as it is. The bits therefore depend neither on the kernel set, nor on the width of
/// vectors, nor on how many parts there are. `k = 0` gives +0. `C` is overwritten, and must not
/// overlap.
///
/// Work is cut into `parts`: part `p` computes a block of `C` of its own. Every part needs a
/// workspace of its own of {@link #workspace} elements (floats or doubles, like the arrays), so
/// with one array for all: `workspaceOffset = base + part · workspace()`.
public interface Product {

  /// Length of the chunks of `k`.
  int CHUNK = 512;

  /// The shape that this product was prepared for.
  ProductShape shape();

  /// How many parts are worth running with that many threads: from 1 to `threads`.
  int parts(int threads);

  /// Elements of workspace that each part needs; what it holds before and after does not matter.
  int workspace();

  /// Computes one part in f32.
  void multiply(
      int part,
      int parts,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] workspace,
      int workspaceOffset);

  /// Computes one part in f64.
  void multiply(
      int part,
      int parts,
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      double[] workspace,
      int workspaceOffset);

  /// Computes one part in i32, wrapping around on overflow.
  void multiply(
      int part, int parts, int[] a, int aOffset, int[] b, int bOffset, int[] c, int cOffset);

  /// Computes one part in i64, wrapping around on overflow.
  void multiply(
      int part, int parts, long[] a, int aOffset, long[] b, int bOffset, long[] c, int cOffset);

  /// Makes of a part that has been computed in f32 what an epilogue says: its channels are the
  /// columns of `C`, and what it subtracts and multiplies by is left out.
  ///
  /// @param place of the first element of `C` among all results, to which the tensor that is added
  ///   belongs
  void finish(int part, int parts, float[] c, int cOffset, int place, Epilogue epilogue);

  /// Floats that `B` takes once packed.
  int packedSize();

  /// Packs `B` in the layout that {@link #multiplyPacked} reads fastest; for weights that stay.
  void packB(float[] b, int bOffset, float[] packed, int packedOffset);

  /// As `multiply` in f32, with the same bits, from a packed `B`.
  void multiplyPacked(
      int part,
      int parts,
      float[] a,
      int aOffset,
      float[] packed,
      int packedOffset,
      float[] c,
      int cOffset,
      float[] workspace,
      int workspaceOffset);
}
