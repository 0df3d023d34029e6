package gradus.nn.data;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// An IDX file, the format of MNIST: big-endian, plain or gzip, of bytes, integers or floats.
///
/// Source: the description of the format on the MNIST page (LeCun, Cortes, Burges).
public final class Idx {
  private static final int MOST_AXES = 8;
  private static final int MOST_LABEL = 65_535;

  private final Path file;
  private final Kind kind;
  private final List<Integer> sizes;
  private final byte[] bytes;

  private enum Kind {
    U8(0x08, 1),
    I8(0x09, 1),
    I16(0x0B, 2),
    I32(0x0C, 4),
    F32(0x0D, 4),
    F64(0x0E, 8);

    private final int code;
    private final int width;

    Kind(int code, int width) {
      this.code = code;
      this.width = width;
    }
  }

  private Idx(Path file, Kind kind, List<Integer> sizes, byte[] bytes) {
    this.file = file;
    this.kind = kind;
    this.sizes = sizes;
    this.bytes = bytes;
  }

  /// Reads a file.
  ///
  /// Throws [FormatException] for a file that is cut short, damaged, or not IDX.
  public static Idx read(Path file) {
    try (DataFile in = DataFile.open(file)) {
      byte[] magic = in.exactly(4, "IDX magic number");
      Kind kind = kind(file, magic);
      int axes = magic[3] & 0xFF;
      ByteBuffer header = ByteBuffer.wrap(in.exactly(4L * axes, "sizes"));
      long count = 1;
      Integer[] sizes = new Integer[axes];
      for (int axis = 0; axis < axes; axis++) {
        int size = header.getInt();
        if (size < 0) {
          throw new FormatException(
              file.toString(),
              "byte " + (4 + 4 * axis),
              "a size of at most %d on axis %d".formatted(Integer.MAX_VALUE, axis),
              Integer.toUnsignedString(size),
              "The header is damaged; fetch the file again.");
        }
        sizes[axis] = size;
        count = size != 0 && count > Long.MAX_VALUE / 8 / size ? Long.MAX_VALUE / 8 : count * size;
      }
      byte[] bytes = in.exactly(count * kind.width, "values");
      in.requireEnd(count + " values");
      return new Idx(file, kind, List.of(sizes), bytes);
    }
  }

  private static Kind kind(Path file, byte[] magic) {
    int axes = magic[3] & 0xFF;
    for (Kind kind : Kind.values()) {
      boolean fits = magic[0] == 0 && magic[1] == 0 && magic[2] == kind.code;
      if (fits && axes >= 1 && axes <= MOST_AXES) {
        return kind;
      }
    }
    throw new FormatException(
        file.toString(),
        "byte 0",
        "an IDX magic number (0, 0, a type from 08 to 0e, 1 to 8 axes)",
        "0x%08x".formatted(ByteBuffer.wrap(magic).getInt()),
        "Give an IDX file such as train-images-idx3-ubyte.gz.");
  }

  /// Images and labels from two files, as a set; bytes become numbers from 0 to 1.
  ///
  /// Images of two axes get a channel axis: `[n, 28, 28]` gives examples of shape `[1, 28, 28]`.
  /// Classes are named by their numbers, `0 … largest label`.
  public static Dataset dataset(Path images, Path labels) {
    Idx features = read(images);
    int[] classes = read(labels).labels();
    int most = Arrays.stream(classes).max().orElse(0);
    return features.dataset(classes, most + 1);
  }

  /// The four files of a folder named as MNIST names them, `train-images-idx3-ubyte` and so on,
  /// each plain or with `.gz`.
  public static Splits folder(Path folder) {
    Idx trainImages = read(find(folder, "train-images", 3));
    int[] trainLabels = read(find(folder, "train-labels", 1)).labels();
    Idx testImages = read(find(folder, "t10k-images", 3));
    int[] testLabels = read(find(folder, "t10k-labels", 1)).labels();
    int train = Arrays.stream(trainLabels).max().orElse(0);
    int test = Arrays.stream(testLabels).max().orElse(0);
    int classes = Math.max(train, test) + 1;
    return Splits.of(
        trainImages.dataset(trainLabels, classes), testImages.dataset(testLabels, classes));
  }

  private static Path find(Path folder, String stem, int axes) {
    List<String> names =
        List.of(
            stem + "-idx" + axes + "-ubyte.gz",
            stem + "-idx" + axes + "-ubyte",
            stem + ".idx" + axes + "-ubyte.gz",
            stem + ".idx" + axes + "-ubyte");
    return names.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new FormatException(
                    folder.toString(),
                    "the folder",
                    "%s or %s".formatted(names.get(0), names.get(1)),
                    "neither",
                    "Put the four files of MNIST there, or name two with idx:IMAGES,LABELS."));
  }

  /// The sizes of the axes, the number of examples first.
  public List<Integer> sizes() {
    return sizes;
  }

  /// The values as floats; bytes keep their numbers 0 to 255.
  public float[] toFloats() {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    float[] values = new float[bytes.length / kind.width];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (kind) {
            case U8 -> in.get() & 0xFF;
            case I8 -> in.get();
            case I16 -> in.getShort();
            case I32 -> in.getInt();
            case F32 -> in.getFloat();
            case F64 -> (float) in.getDouble();
          };
      if (!Float.isFinite(values[i])) {
        throw new FormatException(
            file.toString(),
            "value " + i,
            "a finite number",
            Float.toString(values[i]),
            "Remove or replace it.");
      }
    }
    return values;
  }

  private int[] labels() {
    if (sizes.size() != 1 || kind == Kind.F32 || kind == Kind.F64) {
      throw new FormatException(
          file.toString(),
          "byte 0",
          "labels: integers on one axis",
          "%s%s".formatted(kind.name().toLowerCase(java.util.Locale.ROOT), sizes),
          "Give the labels' file, such as train-labels-idx1-ubyte.gz.");
    }
    float[] values = toFloats();
    int[] labels = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      labels[i] = (int) values[i];
      if (labels[i] < 0 || labels[i] > MOST_LABEL) {
        throw new FormatException(
            file.toString(),
            "label " + i,
            "a class from 0 to 65535",
            Integer.toString(labels[i]),
            "Number the classes from 0.");
      }
    }
    return labels;
  }

  private Dataset dataset(int[] labels, int classes) {
    if (sizes.getFirst() == 0) {
      throw new FormatException(
          file.toString(),
          "byte 4",
          "one example or more",
          "0",
          "Give a file that holds examples.");
    }
    if (sizes.getFirst() != labels.length) {
      throw new FormatException(
          file.toString(),
          "byte 4",
          "as many images as labels (%d)".formatted(labels.length),
          sizes.getFirst().toString(),
          "Give the labels that belong to these images.");
    }
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    Target target = new Target.Classes(labels, names);
    Values values = kind == Kind.U8 ? new Values.Bytes(bytes, 255) : new Values.Floats(toFloats());
    return Dataset.whole(exampleShape(), values, target, List.of());
  }

  private Shape exampleShape() {
    return switch (sizes.size()) {
      case 1 -> Shape.of(1);
      case 3 -> Shape.of(1, sizes.get(1), sizes.get(2));
      default -> Shape.of(sizes.stream().skip(1).mapToInt(size -> size).toArray());
    };
  }
}
