package gradus.runtime.plan;

import java.util.List;

/// The first operation of a run whose result is not finite.
///
/// Thrown where {@link PlanOptions#detectAnomaly} is on.
public final class AnomalyException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  private final String operation;
  private final String label;
  private final int node;
  private final long run;
  private final transient List<Boolean> finiteInputs;

  AnomalyException(
      String message,
      String operation,
      String label,
      int node,
      long run,
      List<Boolean> finiteInputs) {
    super(message);
    this.operation = operation;
    this.label = label;
    this.node = node;
    this.run = run;
    this.finiteInputs = List.copyOf(finiteInputs);
  }

  /// The name of the operation, such as `Log`.
  public String operation() {
    return operation;
  }

  /// The label of its node: the layer it belongs to, or "".
  public String label() {
    return label;
  }

  /// The number of its node in {@link Plan#graph}.
  public int node() {
    return node;
  }

  /// Which run of the plan it was, from 1.
  public long run() {
    return run;
  }

  /// For each input of the node, whether all its elements were finite.
  public List<Boolean> finiteInputs() {
    return finiteInputs;
  }
}
