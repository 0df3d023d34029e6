package gradus.algebra.refute;

import java.time.Duration;

/// How long a counterexample is looked for.
///
/// @param time at most so long
/// @param points at most so many points
/// @param steps at most so many terms evaluated at one point
/// @param seed of the random points
public record Effort(Duration time, int points, int steps, long seed) {

  /// Two seconds, 2 000 points.
  public static Effort standard() {
    return new Effort(Duration.ofSeconds(2), 2_000, 200_000, 1);
  }

  /// The same within another time.
  public Effort within(Duration limit) {
    return new Effort(limit, points, steps, seed);
  }
}
