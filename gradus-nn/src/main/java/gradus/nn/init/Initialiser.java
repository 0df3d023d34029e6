package gradus.nn.init;

import gradus.random.Philox;
import gradus.tensor.Shape;

/// A rule for the first value of a parameter.
public interface Initialiser {

  /// The first values, in row-major order.
  ///
  /// @param shape the parameter's shape
  /// @param fans how many values meet in and leave from one unit
  /// @param random draws of the parameter's own
  float[] draw(Shape shape, Fans fans, Philox random);
}
