package gradus.runtime.kernel;

/// Matrix products.
public interface Products {

  /// A product prepared for a shape: prepare once, run often.
  Product product(ProductShape shape);
}
