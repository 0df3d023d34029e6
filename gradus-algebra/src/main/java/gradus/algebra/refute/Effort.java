package gradus.algebra.refute;

/// How much is done to find a counterexample.
///
/// @param work at most so many units of {@link gradus.algebra.Work}
/// @param points at most so many points
/// @param steps at most so many terms evaluated at one point
/// @param seed of the random points
public record Effort(long work, int points, int steps, long seed) {

  /// Work of about two seconds, 2 000 points.
  public static Effort standard() {
    return new Effort(2_000_000, 2_000, 200_000, 1);
  }

  /// The same with less work.
  public Effort within(long limit) {
    return new Effort(limit, points, steps, seed);
  }
}
