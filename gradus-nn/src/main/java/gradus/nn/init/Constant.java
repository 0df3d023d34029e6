package gradus.nn.init;

import gradus.random.Philox;
import gradus.tensor.Shape;
import java.util.Arrays;

/// The same value everywhere: 0 for biases, 1 for scales.
///
/// @param value that value
public record Constant(double value) implements Initialiser {

  @Override
  public float[] draw(Shape shape, Fans fans, Philox random) {
    float[] values = new float[shape.elements()];
    Arrays.fill(values, (float) value);
    return values;
  }
}
