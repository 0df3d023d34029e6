package gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Design law 1: no derivative on trust.
class DerivativeTest {

  static Stream<Sample> smooth() {
    return Samples.with(Sample.Trait.SMOOTH)
        .filter(sample -> sample.use().node().type().dtype().isFloat());
  }

  /// Backwards against differences, forwards against backwards, to second order.
  @ParameterizedTest(name = "{0}")
  @MethodSource("smooth")
  void rulesAgreeWithDifferencesToSecondOrder(Sample sample) {
    Sample.Use use = sample.use();
    Report report = GradientCheck.of(use.node(), use.floats(), use.point());
    assertThat(report.errors()).as(report.toString()).isEmpty();
    assertThat(report.kinks()).as(report.toString()).isEmpty();
  }
}
