package gradus.nn.init;

import gradus.random.Philox;
import gradus.tensor.Shape;

/// Random values whose variance is `gain / fan`, uniform or normal.
///
/// Uniform draws lie in ±√(3 · gain / fan), normal ones have that variance and are not cut off.
///
/// @param name how it is called in files
/// @param gain the variance times the fan
/// @param fan which fan divides
/// @param normal normal draws instead of uniform ones
public record Scaled(String name, double gain, Fan fan, boolean normal) implements Initialiser {

  /// Which fan divides the variance.
  public enum Fan {
    /// Inputs of one output.
    IN,
    /// The mean of inputs and outputs.
    MEAN
  }

  /// He: variance 2 / fan-in, for rectifiers, uniform. Source: He, Zhang, Ren and Sun 2015, section
  /// 2.2.
  public static Scaled he() {
    return new Scaled("he", 2, Fan.IN, false);
  }

  /// Glorot: variance 2 / (fan-in + fan-out), for tanh and sigmoid, uniform. Source: Glorot and
  /// Bengio 2010, equation 16.
  public static Scaled glorot() {
    return new Scaled("glorot", 1, Fan.MEAN, false);
  }

  /// LeCun: variance 1 / fan-in, uniform. Source: LeCun, Bottou, Orr and Müller 1998, "Efficient
  /// BackProp", section 4.6.
  public static Scaled lecun() {
    return new Scaled("lecun", 1, Fan.IN, false);
  }

  /// The same with normal draws.
  public Scaled asNormal() {
    return new Scaled(name, gain, fan, true);
  }

  @Override
  public float[] draw(Shape shape, Fans fans, Philox random) {
    double divisor = fan == Fan.IN ? fans.in() : (fans.in() + fans.out()) / 2.0;
    double deviation = StrictMath.sqrt(gain / Math.max(divisor, 1));
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          (float)
              (normal
                  ? deviation * random.normal(i)
                  : deviation * StrictMath.sqrt(3) * (2 * random.uniformDouble(i) - 1));
    }
    return values;
  }
}
