package gradus.runtime.plan;

/// How a plan is made; no option changes a bit of the results.
///
/// @param detectAnomaly whether every step's result is checked for NaN and ±∞; then nothing is
///   fused or written in place, so that the first operation is found
/// @param fuse whether elementwise operations run together, block by block
/// @param reuse whether buffers serve several values one after the other
/// @param frozen whether variables stay as they are when the plan is made: then what depends on
///   them alone is computed once, and weights are packed once; for graphs without updates
public record PlanOptions(boolean detectAnomaly, boolean fuse, boolean reuse, boolean frozen) {

  /// Fast, without checks.
  public static PlanOptions standard() {
    return new PlanOptions(false, true, true, false);
  }

  /// The same with the search for the first value that is not finite on or off.
  public PlanOptions withDetectAnomaly(boolean detect) {
    return new PlanOptions(detect, fuse, reuse, frozen);
  }

  /// The same with fusion on or off.
  public PlanOptions withFuse(boolean fused) {
    return new PlanOptions(detectAnomaly, fused, reuse, frozen);
  }

  /// The same with the reuse of buffers on or off.
  public PlanOptions withReuse(boolean reused) {
    return new PlanOptions(detectAnomaly, fuse, reused, frozen);
  }

  /// The same with variables that stay, or not. A later change of a variable may or may not be
  /// seen.
  public PlanOptions withFrozen(boolean stays) {
    return new PlanOptions(detectAnomaly, fuse, reuse, stays);
  }

  boolean fuses() {
    return fuse && !detectAnomaly;
  }

  boolean writesInPlace() {
    return reuse && !detectAnomaly;
  }
}
