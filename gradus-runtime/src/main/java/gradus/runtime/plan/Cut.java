package gradus.runtime.plan;

/// Into how many parts work is cut: by its size alone, so that no result depends on threads.
final class Cut {

  /// Elementary operations that are worth a part: about ten microseconds.
  private static final long GRAIN = 131_072;

  private static final int MOST = 8;

  private Cut() {}

  /// The parts for this much work over this many things that can be dealt out.
  static int parts(long work, int things) {
    return Math.clamp(work / GRAIN, 1, Math.clamp(things, 1, MOST));
  }
}
