package gradus.explain.derive;

import java.util.List;

/// A part of a derivation under one title: mostly a layer.
///
/// @param title what it is about
/// @param lines the lines, in order
public record Section(String title, List<Line> lines) {
  public Section {
    lines = List.copyOf(lines);
  }
}
