package gradus.explain.claim;

import gradus.formula.Formula;
import java.util.Map;
import java.util.Optional;

/// A claim that may be understood with better hints, such as lengths that have to agree.
final class Misread extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ClaimException error;
  private final transient Optional<Map.Entry<Formula, Formula>> lengths;

  /// Two lengths that have to agree, and what to say if they cannot.
  Misread(ClaimException error, Formula left, Formula right) {
    super(error);
    this.error = error;
    this.lengths = Optional.of(Map.entry(left, right));
  }

  /// Kernels that cannot all fit.
  Misread(ClaimException error) {
    super(error);
    this.error = error;
    this.lengths = Optional.empty();
  }

  ClaimException error() {
    return error;
  }

  /// The lengths that have to agree; none if it is about kernels that fit.
  Optional<Map.Entry<Formula, Formula>> lengths() {
    return lengths;
  }
}
