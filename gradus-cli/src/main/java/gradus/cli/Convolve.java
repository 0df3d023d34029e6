package gradus.cli;

import gradus.explain.render.ConvolutionText;
import gradus.op.window.Convention;
import gradus.op.window.Placement.Mode;
import gradus.reference.Fraction;
import gradus.reference.FractionNumbers;
import gradus.signal.Signal1d;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gradus convolve`.
@Command(
    name = "convolve",
    mixinStandardHelpOptions = true,
    description =
        "Convolves a signal with a kernel in exact fractions, and shows the padded signal, the"
            + " products of each output, the result and the matrix. In JSON a whole number is a"
            + " number, another fraction the text \"p/q\".",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus convolve --signal 1,2,3,4 --kernel 1,0,2 --mode full --convention convolution",
      "  gradus convolve --signal 1/3,0.5,2 --kernel 1,1 --mode same --same lower"
          + " --convention correlation --json"
    })
final class Convolve implements Callable<Integer> {

  /// How much padding.
  enum Length {
    valid,
    same,
    full;

    Mode mode(Side side) {
      return switch (this) {
        case valid -> Mode.VALID;
        case same -> side == Side.upper ? Mode.SAME_UPPER : Mode.SAME_LOWER;
        case full -> Mode.FULL;
      };
    }
  }

  /// Which of two operations.
  enum Kind {
    convolution,
    correlation;

    Convention convention() {
      return switch (this) {
        case convolution -> Convention.CONVOLUTION;
        case correlation -> Convention.CROSS_CORRELATION;
      };
    }
  }

  /// On which side an odd zero comes.
  enum Side {
    upper,
    lower
  }

  @Option(
      names = "--signal",
      required = true,
      paramLabel = "1,2,…",
      description = "The signal: whole numbers, decimals or fractions. May be empty: \"\".")
  String signal = "";

  @Option(names = "--kernel", required = true, paramLabel = "1,0,…", description = "The kernel.")
  String kernel = "";

  @Option(names = "--mode", required = true, description = "${COMPLETION-CANDIDATES}.")
  Length mode = Length.valid;

  @Option(
      names = "--convention",
      required = true,
      description = "${COMPLETION-CANDIDATES}: whether the kernel is flipped or not.")
  Kind convention = Kind.convolution;

  @Option(
      names = "--same",
      description = "With --mode same: an odd zero comes after (upper) or before. Default: upper.")
  Optional<Side> side = Optional.empty();

  @Option(names = "--stride", paramLabel = "N", description = "Between outputs. Default: 1.")
  int stride = 1;

  @Option(names = "--dilation", paramLabel = "N", description = "Between taps. Default: 1.")
  int dilation = 1;

  @Option(names = "--json", description = "Print one JSON object on one line.")
  boolean json;

  @Override
  public Integer call() {
    List<Fraction> x = numbers("--signal", signal);
    List<Fraction> w = numbers("--kernel", kernel);
    if (side.isPresent() && mode != Length.same) {
      throw new IllegalArgumentException(
          "convolve --same %s: expected --mode same, to which it belongs, found --mode %s. Leave it out, or choose that mode."
              .formatted(side.get(), mode));
    }
    needsStep("--stride", stride);
    needsStep("--dilation", dilation);
    Mode padding = mode.mode(side.orElse(Side.upper));
    Signal1d operation = new Signal1d(convention.convention(), padding, stride, dilation);
    if (json) {
      Screen.standard().json(object(operation, x, w));
    } else {
      new ConvolutionText(operation, x, w).lines().forEach(Screen.standard()::say);
    }
    return 0;
  }

  private static void needsStep(String option, int step) {
    if (step < 1) {
      throw new IllegalArgumentException(
          "convolve %s %d: expected a whole number from 1 on, found %d. Give 1 to leave nothing out."
              .formatted(option, step, step));
    }
  }

  /// The numbers of a list with commas, in brackets or not; none of an empty text.
  static List<Fraction> numbers(String option, String text) {
    List<Fraction> numbers = new ArrayList<>();
    String list = text.strip();
    if (list.startsWith("[") && list.endsWith("]")) {
      list = list.substring(1, list.length() - 1).strip();
    }
    if (!list.isEmpty()) {
      for (String part : list.split(",", -1)) {
        numbers.add(number(option, text, part.strip()));
      }
    }
    return numbers;
  }

  private static Fraction number(String option, String text, String part) {
    try {
      return Fraction.parse(part);
    } catch (IllegalArgumentException | ArithmeticException unread) {
      throw new IllegalArgumentException(
          "%s %s: expected numbers with commas between them, such as 1,0.5,-2/3, found \"%s\". Mend it."
              .formatted(option, text, part),
          unread);
    }
  }

  private static Map<String, Object> object(
      Signal1d operation, List<Fraction> x, List<Fraction> w) {
    FractionNumbers exact = new FractionNumbers();
    List<Signal1d.Output<Fraction>> trace = operation.trace(exact, x, w);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("result", plain(trace.stream().map(Signal1d.Output::sum).toList()));
    object.put("padded", plain(operation.padded(exact, x, w.size())));
    object.put("sliding", plain(operation.sliding(w)));
    object.put(
        "products",
        trace.stream()
            .map(
                output ->
                    output.products().stream()
                        .map(product -> plain(List.of(product.element(), product.tap())))
                        .toList())
            .toList());
    object.put(
        "matrix", operation.matrix(exact, w, x.size()).stream().map(Convolve::plain).toList());
    return object;
  }

  /// Whole numbers as numbers, others as text.
  private static List<Object> plain(List<Fraction> numbers) {
    List<Object> plain = new ArrayList<>();
    for (Fraction number : numbers) {
      boolean whole = number.denominator().equals(BigInteger.ONE);
      plain.add(whole ? number.numerator() : number.toString());
    }
    return plain;
  }
}
