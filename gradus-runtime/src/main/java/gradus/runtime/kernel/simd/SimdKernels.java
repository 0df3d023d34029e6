package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.Convolutions;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.Maps;
import gradus.runtime.kernel.Pools;
import gradus.runtime.kernel.Products;
import gradus.runtime.kernel.Reductions;
import org.jspecify.annotations.Nullable;

/// All kernels by the Vector API.
public final class SimdKernels implements Kernels {

  /// Loaded when first used, as they bring in the Vector API.
  private static final class Themes {
    static final Maps MAPS = new SimdMaps();
    static final Reductions REDUCTIONS = new SimdReductions();
    static final Products PRODUCTS = new SimdProducts();
    static final Convolutions CONVOLUTIONS = new SimdConvolutions();
    static final Convolutions SUMS = new SimdConvolutions(true);
    static final Pools POOLS = new SimdPools();

    private Themes() {}
  }

  private final @Nullable Kernels beginning;
  private final boolean bySums;

  /// These from the beginning.
  public SimdKernels() {
    this(null, false);
  }

  /// These with others to begin with.
  public SimdKernels(Kernels beginning) {
    this(beginning, false);
  }

  private SimdKernels(@Nullable Kernels beginning, boolean bySums) {
    this.beginning = beginning;
    this.bySums = bySums;
  }

  @Override
  public Kernels bySums() {
    return new SimdKernels(beginning == null ? null : beginning.bySums(), true);
  }

  @Override
  public Kernels beginning() {
    return beginning == null ? this : beginning;
  }

  @Override
  public String name() {
    return "simd";
  }

  @Override
  public double peakGigaflops() {
    return SimdPeak.gigaflops();
  }

  @Override
  public Maps maps() {
    return Themes.MAPS;
  }

  @Override
  public Reductions reductions() {
    return Themes.REDUCTIONS;
  }

  @Override
  public Products products() {
    return Themes.PRODUCTS;
  }

  @Override
  public Convolutions convolutions() {
    return bySums ? Themes.SUMS : Themes.CONVOLUTIONS;
  }

  @Override
  public Pools pools() {
    return Themes.POOLS;
  }
}
