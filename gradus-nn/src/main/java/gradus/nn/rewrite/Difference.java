package gradus.nn.rewrite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Two models at the input where they were found to differ most.
///
/// @param size the largest difference of an output there, relative to its size
/// @param scale how large that output becomes
/// @param inputs what each input is there, by its name
/// @param first what the first model says
/// @param second what the second says
public record Difference(
    double size,
    double scale,
    SequencedMap<String, List<Double>> inputs,
    List<Double> first,
    List<Double> second) {

  /// That none was found.
  static final Difference NONE = new Difference(0, 0, new LinkedHashMap<>(), List.of(), List.of());

  public Difference {
    inputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(inputs));
    first = List.copyOf(first);
    second = List.copyOf(second);
  }
}
