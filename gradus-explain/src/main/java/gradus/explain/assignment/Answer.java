package gradus.explain.assignment;

import java.util.List;

/// The answer to one item.
///
/// @param item its number: `2.4`
/// @param title what is asked
/// @param lines the answer, with values calculated now
public record Answer(String item, String title, List<String> lines) {

  public Answer {
    lines = List.copyOf(lines);
  }

  /// What the source text says wrongly here.
  public List<Erratum> errata() {
    return Erratum.of(item);
  }
}
