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

  private final Maps maps = new SimdMaps();
  private final Reductions reductions = new SimdReductions();
  private final Products products = new SimdProducts();
  private final Convolutions convolutions = new SimdConvolutions();
  private final Pools pools = new SimdPools();
  private final @Nullable Kernels beginning;

  /// These from the beginning.
  public SimdKernels() {
    beginning = null;
  }

  /// These with others to begin with.
  public SimdKernels(Kernels beginning) {
    this.beginning = beginning;
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
    return maps;
  }

  @Override
  public Reductions reductions() {
    return reductions;
  }

  @Override
  public Products products() {
    return products;
  }

  @Override
  public Convolutions convolutions() {
    return convolutions;
  }

  @Override
  public Pools pools() {
    return pools;
  }
}
