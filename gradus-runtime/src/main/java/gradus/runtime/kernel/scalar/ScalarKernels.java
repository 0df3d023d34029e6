package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.Maps;

/// All kernels as plain loops.
public final class ScalarKernels implements Kernels {

  private final Maps maps = new ScalarMaps();

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public Maps maps() {
    return maps;
  }
}
