package gradus.runtime.kernel;

/// All kernels, by theme. Two implementations give the same bits: `scalar` and `simd`.
///
/// Every kernel works on plain arrays with offsets, allocates nothing, and is safe to call from
/// many threads on disjoint results.
public interface Kernels {

  /// The kernels of this process: those that the system property `gradus.kernels` names (`auto`,
  /// `scalar` or `simd`), `auto` if it is not set. Decided once, at the first call. As in {@link
  /// #named}, the property `gradus.convolutions` says how convolutions are computed.
  static Kernels chosen() {
    return Chooser.Once.KERNELS;
  }

  /// The kernels of that name: `auto`, `scalar` or `simd`. What is asked for by name is never
  /// replaced; `auto` is `simd` if the Vector API module is there, with `scalar` to begin with, and
  /// `scalar` if not. They are {@link #bySums} if the system property `gradus.convolutions` is
  /// `sums` rather than `auto`.
  static Kernels named(String name) {
    return Chooser.named(name);
  }

  /// `scalar` or `simd`.
  String name();

  /// The kernels to begin with, while the JVM has not compiled these: with the same bits, and fast
  /// sooner. These themselves where they were asked for by name.
  default Kernels beginning() {
    return this;
  }

  /// These kernels with every convolution by the sum of its definition, in f32 too: more
  /// operations, smaller errors, and whole numbers from whole numbers. The bits differ from these
  /// kernels' where {@link Convolutions#way} is another.
  Kernels bySums();

  /// What these kernels could compute at most on one thread, in 10⁹ operations a second (two for
  /// each multiply-add), measured now; takes some tens of milliseconds.
  double peakGigaflops();

  /// One element from the elements in the same place.
  Maps maps();

  /// One number from many.
  Reductions reductions();

  /// Matrix products.
  Products products();

  /// Convolutions with their adjoints.
  Convolutions convolutions();

  /// Pooling with its adjoints.
  Pools pools();
}
