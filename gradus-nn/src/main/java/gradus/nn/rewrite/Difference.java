package gradus.nn.rewrite;

import java.util.List;

/// Two models at the input where they were found to differ most.
///
/// @param size the largest difference of an output there, relative to its size
/// @param scale how large that output becomes
/// @param input the first input there
/// @param first what the first model says
/// @param second what the second says
public record Difference(
    double size, double scale, List<Double> input, List<Double> first, List<Double> second) {

  public Difference {
    input = List.copyOf(input);
    first = List.copyOf(first);
    second = List.copyOf(second);
  }
}
