package gradus.nn.init;

import gradus.random.Philox;
import gradus.tensor.Shape;

/// Rows (or columns, if there are fewer) that are orthogonal and of length `gain`.
///
/// The parameter is read as a matrix with its first axis as rows. Made from normal draws by
/// modified Gram–Schmidt, twice. Source: Saxe, McClelland and Ganguli 2014, section 3.
///
/// @param gain the length of each row or column
public record Orthogonal(double gain) implements Initialiser {

  @Override
  public float[] draw(Shape shape, Fans fans, Philox random) {
    int rows = shape.rank() == 0 ? 1 : shape.size(0);
    int columns = rows == 0 ? 0 : shape.elements() / rows;
    boolean wide = columns >= rows;
    int count = wide ? rows : columns;
    int length = wide ? columns : rows;
    double[][] vectors = new double[count][length];
    for (int v = 0; v < count; v++) {
      for (int i = 0; i < length; i++) {
        vectors[v][i] = random.normal((long) v * length + i);
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int u = 0; u < v; u++) {
          subtractProjection(vectors[v], vectors[u]);
        }
      }
      scaleToUnit(vectors[v]);
    }
    float[] values = new float[shape.elements()];
    for (int v = 0; v < count; v++) {
      for (int i = 0; i < length; i++) {
        values[wide ? v * columns + i : i * columns + v] = (float) (gain * vectors[v][i]);
      }
    }
    return values;
  }

  private static void subtractProjection(double[] x, double[] unit) {
    double along = dot(x, unit);
    for (int i = 0; i < x.length; i++) {
      x[i] -= along * unit[i];
    }
  }

  private static void scaleToUnit(double[] x) {
    double length = StrictMath.sqrt(dot(x, x));
    for (int i = 0; i < x.length; i++) {
      x[i] /= length;
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
