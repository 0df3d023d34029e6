package gradus.web.inference;

import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Tensors cut and joined along their first axis; no bit changes.
final class Rows {

  private Rows() {}

  /// The value of a name that is known to be there.
  static <T> T named(Map<String, T> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /// The rows from one position to before another.
  static Tensor slice(Tensor tensor, int from, int to) {
    if (from == 0 && to == tensor.shape().size(0)) {
      return tensor;
    }
    Shape shape = tensor.shape().with(0, to - from);
    int row = tensor.shape().slice(1, tensor.shape().rank()).elements();
    int begin = from * row;
    int end = to * row;
    return switch (tensor.type().dtype()) {
      case F32 -> Tensor.of(shape, Arrays.copyOfRange(tensor.toFloats(), begin, end));
      case F64 -> Tensor.of(shape, Arrays.copyOfRange(tensor.toDoubles(), begin, end));
      case I32 -> Tensor.of(shape, Arrays.copyOfRange(tensor.toInts(), begin, end));
      case I64 -> Tensor.of(shape, Arrays.copyOfRange(tensor.toLongs(), begin, end));
      case BOOL -> Tensor.of(shape, truths(tensor, begin, end));
    };
  }

  private static boolean[] truths(Tensor tensor, int begin, int end) {
    boolean[] values = new boolean[end - begin];
    for (int i = begin; i < end; i++) {
      values[i - begin] = tensor.longAt(i) != 0;
    }
    return values;
  }

  /// All rows, one tensor's after the other's.
  static Tensor join(List<Tensor> parts) {
    Tensor first = parts.getFirst();
    if (parts.size() == 1) {
      return first;
    }
    int rows = parts.stream().mapToInt(part -> part.shape().size(0)).sum();
    Shape shape = first.shape().with(0, rows);
    int n = shape.elements();
    return switch (first.type().dtype()) {
      case F32 -> Tensor.of(shape, (float[]) filled(new float[n], parts));
      case F64 -> Tensor.of(shape, (double[]) filled(new double[n], parts));
      case I32 -> Tensor.of(shape, (int[]) filled(new int[n], parts));
      case I64 -> Tensor.of(shape, (long[]) filled(new long[n], parts));
      case BOOL -> {
        boolean[] all = new boolean[n];
        int at = 0;
        for (Tensor part : parts) {
          System.arraycopy(truths(part, 0, part.elements()), 0, all, at, part.elements());
          at += part.elements();
        }
        yield Tensor.of(shape, all);
      }
    };
  }

  private static Object filled(Object target, List<Tensor> parts) {
    int at = 0;
    for (Tensor part : parts) {
      Object source =
          switch (part.type().dtype()) {
            case F32 -> part.toFloats();
            case F64 -> part.toDoubles();
            case I32 -> part.toInts();
            case I64 -> part.toLongs();
            case BOOL -> part.toBytes();
          };
      System.arraycopy(source, 0, target, at, part.elements());
      at += part.elements();
    }
    return target;
  }
}
