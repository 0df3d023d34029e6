package gradus.web.studio;

import gradus.op.window.Convention;
import gradus.op.window.Placement.Mode;
import gradus.reference.Fraction;
import gradus.reference.FractionNumbers;
import gradus.signal.Signal1d;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A signal and a kernel, as the player has them.
///
/// @param signal numbers with commas: whole ones, decimals or fractions
/// @param kernel the kernel, likewise
/// @param mode `valid`, `same` or `full`
/// @param side of `same`: `upper` or `lower`, where an odd zero comes
/// @param convention `convolution` or `correlation`
/// @param stride the distance between outputs
/// @param dilation the distance between taps
record ConvolutionQuestion(
    String signal,
    String kernel,
    String mode,
    String side,
    String convention,
    int stride,
    int dilation) {

  private static final int MOST = 64;

  ConvolutionQuestion {
    signal = Objects.requireNonNullElse(signal, "");
    kernel = Objects.requireNonNullElse(kernel, "");
    mode = Objects.requireNonNullElse(mode, "");
    side = Objects.requireNonNullElse(side, "upper");
    convention = Objects.requireNonNullElse(convention, "");
    if (stride > MOST || dilation > MOST) {
      throw new IllegalArgumentException(
          "Stride and dilation: expected at most %d, found more. Choose smaller ones."
              .formatted(MOST));
    }
  }

  /// The padded signal, the kernel as it slides, and each output with its products.
  Object answer() {
    List<Fraction> x = numbers("signal", signal);
    List<Fraction> w = numbers("kernel", kernel);
    Signal1d operation = new Signal1d(chosenConvention(), chosenMode(), stride, dilation);
    FractionNumbers exact = new FractionNumbers();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("before", operation.placement(x.size(), w.size()).before().getFirst());
    answer.put("signal", texts(x));
    answer.put("padded", texts(operation.padded(exact, x, w.size())));
    answer.put("sliding", texts(operation.sliding(w)));
    answer.put(
        "outputs",
        operation.trace(exact, x, w).stream().map(output -> output(exact, output)).toList());
    answer.put(
        "matrix",
        operation.matrix(exact, w, x.size()).stream().map(ConvolutionQuestion::texts).toList());
    return answer;
  }

  private static Map<String, Object> output(
      FractionNumbers exact, Signal1d.Output<Fraction> output) {
    List<List<String>> products = new ArrayList<>();
    output
        .products()
        .forEach(
            it ->
                products.add(
                    texts(List.of(it.element(), it.tap(), exact.times(it.element(), it.tap())))));
    return Map.of("products", products, "sum", output.sum().toString());
  }

  private Mode chosenMode() {
    return switch (mode) {
      case "valid" -> Mode.VALID;
      case "full" -> Mode.FULL;
      case "same" -> side.equals("lower") ? Mode.SAME_LOWER : Mode.SAME_UPPER;
      default -> throw unknown("mode", mode, "valid, same or full");
    };
  }

  private Convention chosenConvention() {
    return switch (convention) {
      case "convolution" -> Convention.CONVOLUTION;
      case "correlation" -> Convention.CROSS_CORRELATION;
      default -> throw unknown("convention", convention, "convolution or correlation");
    };
  }

  private static IllegalArgumentException unknown(String what, String found, String known) {
    return new IllegalArgumentException(
        "The %s: expected %s, found \"%s\". Choose one of these.".formatted(what, known, found));
  }

  private static List<Fraction> numbers(String what, String text) {
    if (text.isBlank()) {
      return List.of();
    }
    String[] parts = text.split(",", -1);
    if (parts.length > MOST) {
      throw new IllegalArgumentException(
          "The %s: expected at most %d numbers, found %d. The player shows short ones."
              .formatted(what, MOST, parts.length));
    }
    List<Fraction> numbers = new ArrayList<>();
    for (String part : parts) {
      if (part.strip().length() > MOST) {
        throw new IllegalArgumentException(
            "The %s: expected numbers of at most %d characters, found a longer one. Shorten it."
                .formatted(what, MOST));
      }
      numbers.add(Fraction.parse(part.strip()));
    }
    return numbers;
  }

  private static List<String> texts(List<Fraction> numbers) {
    return numbers.stream().map(Fraction::toString).toList();
  }
}
