package gradus.explain.render;

import gradus.op.window.Convention;
import gradus.reference.Fraction;
import gradus.reference.FractionNumbers;
import gradus.signal.Signal1d;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One convolution as text: padding, products, result and matrix.
///
/// @param operation which
/// @param signal what the kernel slides over
/// @param kernel its taps as they were given
public record ConvolutionText(Signal1d operation, List<Fraction> signal, List<Fraction> kernel) {

  private static final FractionNumbers EXACT = new FractionNumbers();

  public ConvolutionText {
    signal = List.copyOf(signal);
    kernel = List.copyOf(kernel);
  }

  /// All of it.
  public List<String> lines() {
    List<Signal1d.Output<Fraction>> trace = operation.trace(EXACT, signal, kernel);
    List<String> lines = new ArrayList<>();
    lines.add(heading());
    lines.add("");
    lines.add("signal   " + list(signal));
    lines.add("padded   " + list(operation.padded(EXACT, signal, kernel.size())));
    boolean flips = operation.convention() == Convention.CONVOLUTION;
    lines.add(
        "kernel   %s%s"
            .formatted(
                list(kernel), flips ? ", which slides as " + list(operation.sliding(kernel)) : ""));
    lines.add("");
    for (int i = 0; i < trace.size(); i++) {
      lines.add("y[%d] = %s".formatted(i + 1, line(trace.get(i))));
    }
    lines.add(trace.isEmpty() ? "The kernel fits nowhere: the result is empty." : "");
    lines.add("result   " + list(trace.stream().map(Signal1d.Output::sum).toList()));
    if (!trace.isEmpty() && !signal.isEmpty()) {
      lines.add("");
      lines.add("matrix, %d×%d (y = T x)".formatted(trace.size(), signal.size()));
      lines.addAll(matrix(operation.matrix(EXACT, kernel, signal.size())));
    }
    return lines;
  }

  private String heading() {
    String name =
        switch (operation.convention()) {
          case CONVOLUTION -> "convolution (the kernel is flipped)";
          case CROSS_CORRELATION -> "cross-correlation (the kernel is not flipped)";
        };
    String mode =
        switch (operation.mode()) {
          case VALID -> "valid";
          case FULL -> "full";
          case SAME_UPPER -> "same, an odd zero after (upper)";
          case SAME_LOWER -> "same, an odd zero before (lower)";
        };
    String steps =
        operation.stride() == 1 && operation.dilation() == 1
            ? ""
            : ", stride %d, dilation %d".formatted(operation.stride(), operation.dilation());
    return "%s, %s%s".formatted(name, mode, steps);
  }

  private static String line(Signal1d.Output<Fraction> output) {
    return output.products().stream()
            .map(product -> bracketed(product.element()) + "·" + bracketed(product.tap()))
            .collect(Collectors.joining(" + "))
        + " = "
        + output.sum();
  }

  private static String bracketed(Fraction number) {
    boolean plain = number.signum() >= 0 && !number.toString().contains("/");
    return plain ? number.toString() : "(" + number + ")";
  }

  /// `[1, 2, 3]`.
  public static String list(List<Fraction> numbers) {
    return numbers.stream().map(Fraction::toString).collect(Collectors.joining(", ", "[", "]"));
  }

  /// Rows of numbers, in columns aligned to the right.
  public static List<String> matrix(List<List<Fraction>> rows) {
    int width =
        rows.stream()
            .flatMap(List::stream)
            .mapToInt(number -> number.toString().length())
            .max()
            .orElse(1);
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .map(number -> " ".repeat(width - number.toString().length()) + number)
                    .collect(Collectors.joining("  ", "  [ ", " ]")))
        .toList();
  }
}
