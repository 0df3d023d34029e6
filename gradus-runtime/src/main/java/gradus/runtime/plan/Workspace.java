package gradus.runtime.plan;

import gradus.tensor.DType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Scratch space that all steps of a plan use one after the other; it grows while steps are made
/// and is allocated once they all are.
final class Workspace {

  private final Map<DType, Integer> needed = new EnumMap<>(DType.class);
  private final Map<DType, Object> arrays = new EnumMap<>(DType.class);

  /// An array that no step reads, for steps that need no scratch space.
  Workspace() {
    for (DType dtype : DType.values()) {
      needed.put(dtype, 0);
    }
  }

  /// Where the scratch space of a step begins; asks for this many elements there.
  int need(DType dtype, int elements) {
    needed.merge(dtype, elements, Math::max);
    return Alignment.first(dtype);
  }

  /// Allocates what was asked for.
  void allocate() {
    needed.forEach(
        (dtype, elements) ->
            arrays.put(dtype, Alignment.array(dtype, Alignment.first(dtype) + elements)));
  }

  long bytes() {
    long bytes = 0;
    for (DType dtype : DType.values()) {
      bytes += (long) needed.getOrDefault(dtype, 0) * dtype.bytes();
    }
    return bytes;
  }

  Object array(DType dtype) {
    return Objects.requireNonNull(arrays.get(dtype));
  }
}
