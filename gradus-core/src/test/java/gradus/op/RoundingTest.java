package gradus.op;

import static gradus.op.Evaluated.f64;
import static gradus.op.Evaluated.i64;
import static gradus.op.Evaluated.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.tensor.Shape;
import org.junit.jupiter.api.Test;

class RoundingTest {

  private static final double[] X = {-2.5, -1.5, -0.5, -0.3, 0, 0.5, 1.2, 1.5, 2.5, 2.7, 1e300};

  @Test
  void wholeNumbersAreThoseOfJava() {
    Node x = f64(Shape.of(X.length), X);
    double[] ceil = valuesOf(x.ceil());
    double[] round = valuesOf(x.round());
    double[] trunc = valuesOf(x.trunc());
    for (int i = 0; i < X.length; i++) {
      assertThat(ceil[i]).isEqualTo(Math.ceil(X[i]));
      assertThat(round[i] + 0.0).isEqualTo(Math.rint(X[i]) + 0.0);
      assertThat(trunc[i] + 0.0).isEqualTo((X[i] < 0 ? Math.ceil(X[i]) : Math.floor(X[i])) + 0.0);
    }
    assertThat(valuesOf(f64(Shape.of(1), Double.NaN).round())).containsExactly(Double.NaN);
  }

  @Test
  void remaindersOfIntegersAreThoseOfJava() {
    long[] x = {7, -7, 7, -7, 6, -6, 0, Long.MIN_VALUE};
    long[] y = {3, 3, -3, -3, 3, -3, 5, 7};
    double[] rest = valuesOf(i64(Shape.of(8), x).remainder(i64(Shape.of(8), y)));
    double[] mod = valuesOf(i64(Shape.of(8), x).floorMod(i64(Shape.of(8), y)));
    for (int i = 0; i < x.length; i++) {
      assertThat(rest[i]).isEqualTo(x[i] % y[i]);
      assertThat(mod[i]).isEqualTo(Math.floorMod(x[i], y[i]));
    }
  }

  @Test
  void remaindersOfFloatsHaveTheSignTheyShould() {
    Node x = f64(Shape.of(4), 5.5, -5.5, 5.5, -5.5);
    Node y = f64(Shape.of(4), 2, 2, -2, -2);
    assertThat(valuesOf(x.remainder(y))).containsExactly(1.5, -1.5, 1.5, -1.5);
    assertThat(valuesOf(x.floorMod(y))).containsExactly(1.5, 0.5, -0.5, -1.5);
  }
}
