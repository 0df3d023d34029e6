package gradus.runtime.plan;

/// How a plan is made; no option changes a bit of the results.
///
/// @param detectAnomaly whether every step's result is checked for NaN and ±∞; then nothing is
///   fused or written in place, so that the first operation is found
/// @param fuse whether elementwise operations run together, block by block
/// @param reuse whether buffers serve several values one after the other
public record PlanOptions(boolean detectAnomaly, boolean fuse, boolean reuse) {

  /// Fast, without checks.
  public static PlanOptions standard() {
    return new PlanOptions(false, true, true);
  }

  /// The same with the search for the first value that is not finite on or off.
  public PlanOptions withDetectAnomaly(boolean detect) {
    return new PlanOptions(detect, fuse, reuse);
  }

  /// The same with fusion on or off.
  public PlanOptions withFuse(boolean fused) {
    return new PlanOptions(detectAnomaly, fused, reuse);
  }

  /// The same with the reuse of buffers on or off.
  public PlanOptions withReuse(boolean reused) {
    return new PlanOptions(detectAnomaly, fuse, reused);
  }

  boolean fuses() {
    return fuse && !detectAnomaly;
  }

  boolean writesInPlace() {
    return reuse && !detectAnomaly;
  }
}
