package gradus.web.studio;

import java.util.List;

/// What became of the folders that a studio was given.
///
/// @param runs how many runs they hold
/// @param problems why others could not be read
public record Imports(int runs, List<String> problems) {
  public Imports {
    problems = List.copyOf(problems);
  }
}
