package gradus.nn.data;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Makes sets of arrays: features whose first axis counts examples, and targets.
///
/// Where the kind of target is not told: truth values are binary; integers are classes, or several
/// labels at once where they have a second axis; floats are reals.
final class NumpyData {
  private static final int MOST_CLASSES = 65_536;

  private NumpyData() {}

  static Dataset pair(
      Path file, Map<String, Npy.Stored> arrays, String x, String y, TargetKind kind) {
    Npy.Stored features = arrays.get(x);
    Npy.Stored targets = arrays.get(y);
    if (features == null || targets == null) {
      throw new FormatException(
          file.toString(),
          "the archive",
          "arrays named x and y, or x_train, y_train, x_test and y_test",
          String.join(", ", arrays.keySet()),
          "Write them with numpy.savez(file, x=…, y=…).");
    }
    return dataset(file + "!" + x, features, file + "!" + y, targets.tensor(), kind);
  }

  static Dataset dataset(String xName, Npy.Stored x, String yName, Tensor y, TargetKind kind) {
    Shape shape = x.tensor().shape();
    if (shape.rank() == 0 || y.shape().rank() == 0 || shape.size(0) != y.shape().size(0)) {
      throw new FormatException(
          yName,
          "the shape",
          "as many targets as examples in %s, which has shape %s".formatted(xName, shape),
          "shape " + y.shape(),
          "Give arrays whose first axes have the same length.");
    }
    if (shape.size(0) == 0) {
      throw new FormatException(
          xName,
          "the shape",
          "one example or more",
          "shape " + shape,
          "Write rows into the array.");
    }
    requireFinite(xName, x.tensor());
    requireFinite(yName, y);
    Shape example = shape.rank() == 1 ? Shape.of(1) : shape.slice(1, shape.rank());
    float[] values = x.tensor().toFloats();
    float divisor = x.element() == Element.U8 && shape.rank() >= 3 ? 255 : 1;
    if (divisor != 1) {
      for (int i = 0; i < values.length; i++) {
        values[i] /= divisor;
      }
      example = shape.rank() == 3 ? example.insert(0, 1) : example;
    }
    return Dataset.whole(
        example, new Values.Floats(values, divisor), target(yName, y, kind), List.of());
  }

  private static void requireFinite(String name, Tensor tensor) {
    for (int i = 0; i < tensor.elements(); i++) {
      if (!Float.isFinite((float) tensor.doubleAt(i))) {
        throw new FormatException(
            name,
            "element " + i,
            "a finite number of float's range",
            Double.toString(tensor.doubleAt(i)),
            "Remove or replace it.");
      }
    }
  }

  private static Target target(String name, Tensor y, TargetKind kind) {
    int columns = y.shape().rank() == 1 ? 1 : y.shape().slice(1, y.shape().rank()).elements();
    List<String> names = IntStream.range(0, columns).mapToObj(column -> "y" + column).toList();
    boolean floats = y.type().dtype().isFloat();
    return switch (kind) {
      case TargetKind.Reals _ -> new Target.Reals(y.toFloats(), names);
      case TargetKind.MultiLabel _ -> multiLabel(name, y, names);
      case TargetKind.Classes _ -> classes(name, y, columns);
      case TargetKind.Binary _ -> binary(name, classes(name, y, columns));
      case TargetKind.Bins bins ->
          new Target.Classes(
              Arrays.stream(y.toDoubles()).mapToInt(bins::of).toArray(), bins.names());
      case TargetKind.Auto _ -> {
        if (floats) {
          yield new Target.Reals(y.toFloats(), names);
        }
        if (columns > 1) {
          yield multiLabel(name, y, names);
        }
        Target.Classes made = classes(name, y, columns);
        yield made.names().size() == 2 ? binary(name, made) : made;
      }
    };
  }

  private static Target.MultiLabel multiLabel(String name, Tensor y, List<String> names) {
    float[] values = y.toFloats();
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] <= 1)) {
        throw new FormatException(
            name,
            "element " + i,
            "0, 1 or a probability between, since each of %d columns says whether a class holds"
                .formatted(names.size()),
            Float.toString(values[i]),
            "Ask for reals if the columns are numbers.");
      }
    }
    return new Target.MultiLabel(values, names);
  }

  private static Target.Classes classes(String name, Tensor y, int columns) {
    double[] values = y.toDoubles();
    double[] distinct = Arrays.stream(values).map(v -> v + 0.0).sorted().distinct().toArray();
    if (columns != 1 || distinct.length > MOST_CLASSES) {
      throw new FormatException(
          name,
          "the shape",
          "one column of at most %d classes".formatted(MOST_CLASSES),
          "shape %s of %d different values".formatted(y.shape(), distinct.length),
          "Ask for reals or multilabel.");
    }
    int[] labels =
        Arrays.stream(values).mapToInt(v -> Arrays.binarySearch(distinct, v + 0.0)).toArray();
    return new Target.Classes(labels, Arrays.stream(distinct).mapToObj(Numbers::text).toList());
  }

  private static Target.Binary binary(String name, Target.Classes classes) {
    if (classes.names().size() != 2) {
      throw new FormatException(
          name,
          "the values",
          "two different values for a binary target",
          Integer.toString(classes.names().size()),
          "Ask for classes instead.");
    }
    return new Target.Binary(classes.labels(), classes.names());
  }

  /// Gives two sets of classes the same names, so that a label means the same in both.
  static Splits aligned(Dataset train, Dataset test) {
    if (!(train.target() instanceof Target.Classes a)
        || !(test.target() instanceof Target.Classes b)
        || a.names().equals(b.names())) {
      return Splits.of(train, test);
    }
    List<String> names = new ArrayList<>(a.names());
    b.names().stream().filter(name -> !names.contains(name)).forEach(names::add);
    int[] labels = Arrays.stream(b.labels()).map(k -> names.indexOf(b.names().get(k))).toArray();
    return Splits.of(
        train.withTarget(new Target.Classes(a.labels(), names)),
        test.withTarget(new Target.Classes(labels, names)));
  }
}
