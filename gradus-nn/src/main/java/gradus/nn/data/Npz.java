package gradus.nn.data;

import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Named arrays in NumPy's NPZ format, which is a zip of NPY files: reader and writer.
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /// Reads all arrays, in the order of the file.
  ///
  /// Throws [FormatException] for a file that is damaged, or of which any array cannot be read.
  public static Map<String, Tensor> read(Path file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    stored(file).forEach((name, stored) -> tensors.put(name, stored.tensor()));
    return Collections.unmodifiableMap(tensors);
  }

  /// Examples from the arrays named `x` and `y`, or `x_train`, `y_train`, `x_test` and `y_test`,
  /// which carry their split; see [Npy#dataset].
  public static Splits dataset(Path file, TargetKind kind, Split split, long seed) {
    Map<String, Npy.Stored> arrays = stored(file);
    if (arrays.containsKey("x_train") && arrays.containsKey("x_test")) {
      Dataset train = NumpyData.pair(file, arrays, "x_train", "y_train", kind);
      Dataset test = NumpyData.pair(file, arrays, "x_test", "y_test", kind);
      return split.of(NumpyData.aligned(train, test));
    }
    return split.of(NumpyData.pair(file, arrays, "x", "y", kind), seed);
  }

  private static Map<String, Npy.Stored> stored(Path file) {
    Map<String, Npy.Stored> arrays = new LinkedHashMap<>();
    Archive.read(
        file,
        name -> name.endsWith(SUFFIX),
        (entry, in) -> {
          String name = entry.substring(0, entry.length() - SUFFIX.length());
          if (arrays.put(name, Npy.read(in)) != null) {
            throw new FormatException(
                file.toString(),
                "the archive",
                "each array once",
                "two named \"%s\"".formatted(name),
                "Write the file again with numpy.savez.");
          }
        });
    return arrays;
  }

  /// Writes a file, packed; whole or not at all (see [AtomicFile]). The same arrays give the same
  /// bytes.
  public static void write(Path file, Map<String, Tensor> tensors) {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            put(zip, tensor.getKey(), tensor.getValue());
          }
          zip.finish();
        });
  }

  private static void put(ZipOutputStream zip, String name, Tensor tensor) throws IOException {
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    Npy.write(zip, tensor);
    zip.closeEntry();
  }
}
