package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Convolutions;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.Maps;
import gradus.runtime.kernel.Pools;
import gradus.runtime.kernel.Products;
import gradus.runtime.kernel.Reductions;

/// All kernels as plain loops.
public final class ScalarKernels implements Kernels {

  private final Maps maps = new ScalarMaps();
  private final Reductions reductions = new ScalarReductions();
  private final Products products = new ScalarProducts();
  private final Convolutions convolutions;
  private final Pools pools = new ScalarPools();

  /// Kernels with the fastest convolutions.
  public ScalarKernels() {
    this(false);
  }

  private ScalarKernels(boolean bySums) {
    convolutions = new ScalarConvolutions(bySums);
  }

  @Override
  public Kernels bySums() {
    return new ScalarKernels(true);
  }

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public double peakGigaflops() {
    return ScalarPeak.gigaflops();
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
