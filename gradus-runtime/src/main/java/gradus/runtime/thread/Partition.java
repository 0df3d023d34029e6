package gradus.runtime.thread;

/// How `total` things are dealt to `parts` in contiguous blocks whose sizes differ by one at most.
///
/// Part `p` owns the things from `start(total, p, parts)` to `start(total, p + 1, parts)`.
public final class Partition {

  private Partition() {}

  /// The first thing of a part; for `part == parts` it is `total`.
  public static int start(int total, int part, int parts) {
    return (int) ((long) total * part / parts);
  }

  /// As `start`, where every block but the last is a multiple of `grain` things.
  public static int start(int total, int part, int parts, int grain) {
    int grains = (total + grain - 1) / grain;
    return Math.min(total, start(grains, part, parts) * grain);
  }
}
