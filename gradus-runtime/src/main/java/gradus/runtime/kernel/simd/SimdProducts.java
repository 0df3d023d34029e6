package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.Product;
import gradus.runtime.kernel.ProductShape;
import gradus.runtime.kernel.Products;

/// Matrix products by register tiles.
public class SimdProducts implements Products {

  @Override
  public Product product(ProductShape shape) {
    return new SimdProduct(shape);
  }
}
