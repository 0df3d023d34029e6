package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Product;
import gradus.runtime.kernel.ProductShape;
import gradus.runtime.kernel.Products;

/// Matrix products in plain loops.
public class ScalarProducts implements Products {

  @Override
  public Product product(ProductShape shape) {
    return new ScalarProduct(shape);
  }
}
