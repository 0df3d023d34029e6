package gradus.op.window;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.op.window.Placement.Mode;
import gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signals in both conventions and every mode; the first rows are the exercise of spec 4.3.
class ConvolutionTest {

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1))
        .filter(word -> !word.equals("-"))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3 4 | 1 0 2 | CONVOLUTION | 5 8 | 1 2 5 8 6 8 | 2 5 8 6 | 2 5 8 6",
        "1 2 3 4 | 1 0 2 | CROSS_CORRELATION | 7 10 | 2 4 7 10 3 4 | 4 7 10 3 | 4 7 10 3",
        "1 2 3 4 | 1 1 | CONVOLUTION | 3 5 7 | 1 3 5 7 4 | 3 5 7 4 | 1 3 5 7",
        "1 2 3 4 | 1 1 | CROSS_CORRELATION | 3 5 7 | 1 3 5 7 4 | 3 5 7 4 | 1 3 5 7",
        "1 2 3 4 | 1 2 | CONVOLUTION | 4 7 10 | 1 4 7 10 8 | 4 7 10 8 | 1 4 7 10",
        "1 2 3 4 | 1 2 | CROSS_CORRELATION | 5 8 11 | 2 5 8 11 4 | 5 8 11 4 | 2 5 8 11",
        "1 2 3 4 | 1 -1 2 3 | CONVOLUTION | 8 | 1 1 3 8 8 17 12 | 3 8 8 17 | 1 3 8 8",
        "1 2 3 4 | 1 -1 2 3 | CROSS_CORRELATION | 17 | 3 8 12 17 7 -1 4 | "
            + "12 17 7 -1 | 8 12 17 7",
        "5 -3 2 7 1 | 2 0 -1 3 | CONVOLUTION | 32 -9 | 10 -6 -1 32 -9 -1 20 3 | "
            + "-1 32 -9 -1 20 | -6 -1 32 -9 -1",
        "5 -3 2 7 1 | 2 0 -1 3 | CROSS_CORRELATION | 29 -10 | 15 -14 9 29 -10 3 14 2 | "
            + "9 29 -10 3 14 | -14 9 29 -10 3",
        "1 2 3 | 1 2 3 4 5 | CONVOLUTION | - | 1 4 10 16 22 22 15 | 10 16 22 | 10 16 22",
        "1 2 3 | 1 2 3 4 5 | CROSS_CORRELATION | - | 5 14 26 20 14 8 3 | 26 20 14 | 26 20 14",
        "1 2 3 | 1 2 3 4 | CONVOLUTION | - | 1 4 10 16 17 12 | 10 16 17 | 4 10 16",
        "1 2 3 | 1 2 3 4 | CROSS_CORRELATION | - | 4 11 20 14 8 3 | 20 14 8 | 11 20 14",
        "7 | 3 | CONVOLUTION | 21 | 21 | 21 | 21",
        "7 | 3 | CROSS_CORRELATION | 21 | 21 | 21 | 21",
        "7 | 1 2 | CONVOLUTION | - | 7 14 | 14 | 7",
        "7 | 1 2 | CROSS_CORRELATION | - | 14 7 | 7 | 14",
        "4 -1 | 5 | CONVOLUTION | 20 -5 | 20 -5 | 20 -5 | 20 -5",
        "4 -1 | 5 | CROSS_CORRELATION | 20 -5 | 20 -5 | 20 -5 | 20 -5",
        "1 0 0 0 0 | 1 2 3 | CONVOLUTION | 3 0 0 | 1 2 3 0 0 0 0 | 2 3 0 0 0 | 2 3 0 0 0",
        "1 0 0 0 0 | 1 2 3 | CROSS_CORRELATION | 1 0 0 | 3 2 1 0 0 0 0 | 2 1 0 0 0 | 2 1 0 0 0",
        "0 0 0 0 1 | 1 2 3 | CONVOLUTION | 0 0 1 | 0 0 0 0 1 2 3 | 0 0 0 1 2 | 0 0 0 1 2",
        "0 0 0 0 1 | 1 2 3 | CROSS_CORRELATION | 0 0 3 | 0 0 0 0 3 2 1 | 0 0 0 3 2 | 0 0 0 3 2",
        "0 0 1 0 0 | 1 2 3 4 | CONVOLUTION | 2 3 | 0 0 1 2 3 4 0 0 | 1 2 3 4 0 | 0 1 2 3 4",
        "0 0 1 0 0 | 1 2 3 4 | CROSS_CORRELATION | 3 2 | 0 0 4 3 2 1 0 0 | "
            + "4 3 2 1 0 | 0 4 3 2 1",
        "3 1 4 1 5 9 2 6 | 2 7 1 8 2 | CONVOLUTION | 35 88 88 77 | 6 23 18 55 35 88 88 77 126 40 52"
            + " 12 | 18 55 35 88 88 77 126 40 | 18 55 35 88 88 77 126 40",
        "3 1 4 1 5 9 2 6 | 2 7 1 8 2 | CROSS_CORRELATION | 35 89 96 74 | 6 26 19 56 35 89 96 74 123"
            + " 38 46 12 | 19 56 35 89 96 74 123 38 | 19 56 35 89 96 74 123 38",
        "1 2 3 4 5 6 | 1 2 1 | CONVOLUTION | 8 12 16 20 | 1 4 8 12 16 20 17 6 | "
            + "4 8 12 16 20 17 | 4 8 12 16 20 17",
        "1 2 3 4 5 6 | 1 2 1 | CROSS_CORRELATION | 8 12 16 20 | 1 4 8 12 16 20 17 6 | "
            + "4 8 12 16 20 17 | 4 8 12 16 20 17",
        "- | 1 2 3 | CONVOLUTION | - | 0 0 | - | -",
        "- | 1 2 3 | CROSS_CORRELATION | - | 0 0 | - | -",
        "- | 2 | CONVOLUTION | - | - | - | -",
        "- | 2 | CROSS_CORRELATION | - | - | - | -",
        "0 0 0 | 1 2 | CONVOLUTION | 0 0 | 0 0 0 0 | 0 0 0 | 0 0 0",
        "0 0 0 | 1 2 | CROSS_CORRELATION | 0 0 | 0 0 0 0 | 0 0 0 | 0 0 0",
      })
  void slidesInEveryMode(
      String x,
      String w,
      Convention convention,
      String valid,
      String full,
      String sameUpper,
      String sameLower) {
    assertThat(slide(x, w, convention, Mode.VALID)).containsExactly(numbers(valid));
    assertThat(slide(x, w, convention, Mode.FULL)).containsExactly(numbers(full));
    assertThat(slide(x, w, convention, Mode.SAME_UPPER)).containsExactly(numbers(sameUpper));
    assertThat(slide(x, w, convention, Mode.SAME_LOWER)).containsExactly(numbers(sameLower));
  }

  private static double[] slide(String x, String w, Convention convention, Mode mode) {
    double[] signal = numbers(x);
    double[] kernel = numbers(w);
    Placement placement =
        Placement.valid(1).padded(mode, List.of(kernel.length), List.of(signal.length));
    Node signalNode = Evaluated.f64(Shape.of(1, 1, signal.length), signal);
    Node kernelNode = Evaluated.f64(Shape.of(1, 1, kernel.length), kernel);
    return Evaluated.valuesOf(signalNode.conv(kernelNode, convention, placement, 1));
  }
}
