package gradus.nn.data;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// One array in NumPy's NPY format, versions 1 to 3: reader and writer.
///
/// Read are halves, floats, integers and truth values of either byte order, laid out by rows or by
/// columns; refused with a sentence are objects (reading them would run code), records, complex
/// numbers, text and times. Source: NumPy Enhancement Proposal 1.
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 20;
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /// An array as it was in its file.
  ///
  /// @param element how its numbers lay there
  /// @param tensor its numbers
  record Stored(Element element, Tensor tensor) {}

  /// Reads a file.
  ///
  /// Throws [FormatException] for a file that is damaged, not NPY, or holds no plain numbers.
  public static Tensor read(Path file) {
    return stored(file).tensor();
  }

  /// Examples from one file of features (the first axis counts examples) and one of targets.
  ///
  /// Unsigned bytes of three axes or more are taken for pixels: divided by 255, and given a channel
  /// axis where there is none.
  public static Dataset dataset(Path features, Path targets, TargetKind kind) {
    return NumpyData.dataset(
        features.toString(), stored(features), targets.toString(), stored(targets).tensor(), kind);
  }

  private static Stored stored(Path file) {
    try (DataFile in = DataFile.open(file)) {
      return read(in);
    }
  }

  static Stored read(DataFile in) {
    byte[] start = in.exactly(8, "NPY magic and version");
    int version = start[6];
    for (int i = 0; i < MAGIC.length; i++) {
      if (start[i] != MAGIC[i]) {
        throw wrongStart(in, "other bytes");
      }
    }
    if (version < 1 || version > 3) {
      throw wrongStart(in, "version " + version);
    }
    byte[] length = in.exactly(version == 1 ? 2 : 4, "header length");
    long headerBytes = 0;
    for (int i = length.length - 1; i >= 0; i--) {
      headerBytes = headerBytes << 8 | (length[i] & 0xFF);
    }
    if (headerBytes > LONGEST_HEADER) {
      throw new FormatException(
          in.name(),
          "byte 8",
          "a header of at most %d bytes".formatted(LONGEST_HEADER),
          headerBytes + " bytes",
          "The file is damaged; write it again with numpy.save.");
    }
    NpyHeader header = NpyHeader.parse(in.name(), in.exactly(headerBytes, "header"));
    int width = header.element().width();
    byte[] bytes = in.exactly((long) header.shape().elements() * width, "values");
    in.requireEnd("the values");
    byte[] rows = header.fortran() ? byRows(bytes, header.shape(), width) : bytes;
    ByteBuffer buffer = ByteBuffer.wrap(rows).order(header.order());
    Tensor tensor = header.element().decode(header.shape(), buffer, in.name(), "the values");
    return new Stored(header.element(), tensor);
  }

  private static FormatException wrongStart(DataFile in, String found) {
    return new FormatException(
        in.name(),
        "byte 0",
        "the magic of an NPY file and version 1, 2 or 3",
        found,
        "Give a file written by numpy.save.");
  }

  /// From the first axis fastest to the last axis fastest.
  private static byte[] byRows(byte[] columns, Shape shape, int width) {
    byte[] rows = new byte[columns.length];
    int[] index = new int[shape.rank()];
    for (int to = 0; to < shape.elements(); to++) {
      int from = 0;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        from = from * shape.size(axis) + index[axis];
      }
      System.arraycopy(columns, from * width, rows, to * width, width);
      for (int axis = shape.rank() - 1; axis >= 0 && ++index[axis] == shape.size(axis); axis--) {
        index[axis] = 0;
      }
    }
    return rows;
  }

  /// Writes a file, version 1, little-endian, by rows; whole or not at all (see [AtomicFile]).
  public static void write(Path file, Tensor tensor) {
    AtomicFile.write(file, out -> write(out, tensor));
  }

  static void write(OutputStream out, Tensor tensor) throws IOException {
    Element element = Element.of(tensor.type().dtype());
    String order = element.width() == 1 ? "|" : "<";
    String sizes =
        tensor.shape().sizes().stream().map(size -> size + ",").collect(Collectors.joining(" "));
    String text =
        "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(order, element.npy(), sizes);
    int start = MAGIC.length + 4;
    int padding = -(start + text.length() + 1) & (ALIGNMENT - 1);
    byte[] header = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    int bytes = Math.multiplyExact(element.width(), tensor.elements());
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Element.encode(tensor, buffer);
    out.write(MAGIC);
    out.write(new byte[] {1, 0, (byte) header.length, (byte) (header.length >> 8)});
    out.write(header);
    out.write(buffer.array());
  }
}
