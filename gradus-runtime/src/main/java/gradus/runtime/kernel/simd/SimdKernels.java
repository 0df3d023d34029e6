package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.Maps;
import gradus.runtime.kernel.scalar.ScalarMaps;

/// All kernels by the Vector API.
public final class SimdKernels implements Kernels {

  private final Maps maps = new ScalarMaps();

  @Override
  public String name() {
    return "simd";
  }

  @Override
  public Maps maps() {
    return maps;
  }
}
