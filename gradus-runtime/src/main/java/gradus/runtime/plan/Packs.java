package gradus.runtime.plan;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Packed copies of operands that stay, shared by all plans of the same variables.
final class Packs {

  /// What a packed copy is of, and for whom.
  ///
  /// @param offset where the operand begins in its array
  /// @param kernels the set of kernels that reads it
  /// @param shape the shape that the kernel was prepared for, a value with `equals`
  private record Key(int offset, String kernels, Object shape) {

    @Override
    public int hashCode() {
      return 31 * offset + kernels.hashCode();
    }
  }

  private final IdentityHashMap<Object, Map<Key, float[]>> byArray = new IdentityHashMap<>();

  /// Shares copies of operands in this array.
  synchronized void share(Object array) {
    byArray.put(array, new HashMap<>());
  }

  /// The packed copy, made if there is none yet; what is not in a shared array gets its own.
  synchronized float[] get(Cells operand, String kernels, Object shape, Supplier<float[]> made) {
    Map<Key, float[]> shared = byArray.get(operand.array);
    return shared == null
        ? made.get()
        : shared.computeIfAbsent(new Key(operand.offset, kernels, shape), _ -> made.get());
  }

  /// Forgets all copies, since a variable has changed.
  synchronized void clear() {
    byArray.values().forEach(Map::clear);
  }
}
