package gradus.runs.sweep;

import gradus.random.Philox;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The values that a setting may take.
public sealed interface Choice {

  /// The value at a draw; it depends on the stream and the draw's number alone.
  String draw(Philox stream, long number);

  /// All values for a grid, or nothing where they are not countable.
  Optional<List<String>> grid();

  /// How many values there are, or ∞.
  double size();

  /// Values that are listed.
  ///
  /// @param values as the command line has them, one or more
  record Listed(List<String> values) implements Choice {
    public Listed {
      values = List.copyOf(values);
    }

    @Override
    public String draw(Philox stream, long number) {
      return values.get(stream.below(values.size(), number));
    }

    @Override
    public Optional<List<String>> grid() {
      return Optional.of(values);
    }

    @Override
    public double size() {
      return values.size();
    }
  }

  /// Numbers from one to another, rounded to four digits (or to whole numbers).
  ///
  /// @param from the least
  /// @param to the largest
  /// @param logarithmic whether their logarithms, and not they, are spread evenly
  /// @param whole whether they are whole
  /// @param steps how many a grid takes, both ends among them; 0 for no grid
  record Between(double from, double to, boolean logarithmic, boolean whole, int steps)
      implements Choice {

    private static final MathContext DIGITS = new MathContext(4);

    @Override
    public String draw(Philox stream, long number) {
      return at(stream.uniformDouble(number));
    }

    @Override
    public Optional<List<String>> grid() {
      return steps < 2
          ? Optional.empty()
          : Optional.of(
              IntStream.range(0, steps)
                  .mapToObj(i -> at((double) i / (steps - 1)))
                  .distinct()
                  .toList());
    }

    @Override
    public double size() {
      return whole ? to - from + 1 : Double.POSITIVE_INFINITY;
    }

    private String at(double share) {
      double value =
          logarithmic
              ? StrictMath.exp(
                  StrictMath.log(from) + share * (StrictMath.log(to) - StrictMath.log(from)))
              : from + share * (to - from);
      if (whole) {
        // each whole number of an even spread has the same share, the ends too
        double even = logarithmic ? Math.rint(value) : Math.floor(from + share * (to - from + 1));
        return String.valueOf((long) Math.clamp(even, from, to));
      }
      double rounded = new BigDecimal(Math.clamp(value, from, to)).round(DIGITS).doubleValue();
      return BigDecimal.valueOf(Math.clamp(rounded, from, to)).toPlainString();
    }
  }
}
