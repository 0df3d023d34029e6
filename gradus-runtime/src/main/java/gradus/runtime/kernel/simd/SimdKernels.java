package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.Convolutions;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.Maps;
import gradus.runtime.kernel.Pools;
import gradus.runtime.kernel.Products;
import gradus.runtime.kernel.Reductions;

/// All kernels by the Vector API.
public final class SimdKernels implements Kernels {

  private final Maps maps = new SimdMaps();
  private final Reductions reductions = new SimdReductions();
  private final Products products = new SimdProducts();
  private final Convolutions convolutions = new SimdConvolutions();
  private final Pools pools = new SimdPools();

  @Override
  public String name() {
    return "simd";
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
