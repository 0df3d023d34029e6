package gradus.nn.emit;

import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/// The constants of a written program: as literals where there are few, else as bytes, in the
/// source or in a file beside it.
final class Numbers {

  /// Up to so many numbers in all are literals.
  private static final int LITERALS = 1024;

  /// The bytes of one text block, below the 65 535 that a class file allows a string.
  private static final int BLOCK = 45_000;

  /// How a field holds a tensor: as one array, as an array of rows, or transformed by `filters`, by
  /// `phaseWeights` and `filters`, or by `spectra`.
  private enum Form {
    ARRAY("[]"),
    ROWS("[][]"),
    FILTERS("[][][]"),
    PHASES("[][][]"),
    SPECTRA("[][][]");

    final String brackets;

    Form(String brackets) {
      this.brackets = brackets;
    }
  }

  /// @param rows of how many rows, or, for {@link Form#SPECTRA}, of how many frequencies
  private record Field(String name, Tensor value, Form form, int rows) {}

  private final Words words;
  private final Map<Object, String> names = new LinkedHashMap<>();
  private final List<Field> fields = new ArrayList<>();

  Numbers(Words words) {
    this.words = words;
  }

  /// The name of the field that holds a tensor's elements.
  String array(Tensor value, String wish) {
    return field(value, wish, Form.ARRAY, 0);
  }

  /// The name of the field that holds a matrix as an array of rows.
  String rows(Tensor matrix, int rows, String wish) {
    return field(matrix, wish, Form.ROWS, rows);
  }

  /// The name of the field that holds weights [out, in, 3, 3] transformed by `filters`.
  String filters(Tensor weights, String wish) {
    return field(weights, wish, Form.FILTERS, 0);
  }

  /// The name of the field that holds weights [out, in, …] transformed by `phaseWeights` and
  /// `filters`.
  String phaseFilters(Tensor weights, String wish) {
    return field(weights, wish, Form.PHASES, 0);
  }

  /// The name of the field that holds weights [out, in, …] transformed by `spectra`.
  String spectra(Tensor weights, int length, String wish) {
    return field(weights, wish, Form.SPECTRA, length);
  }

  private String field(Tensor value, String wish, Form form, int rows) {
    return names.computeIfAbsent(
        List.of(value, form, rows, wish),
        _ -> {
          String name = words.constant(wish);
          fields.add(new Field(name, value, form, rows));
          return name;
        });
  }

  /// Whether a name is that of a field.
  boolean isField(String name) {
    return names.containsValue(name);
  }

  /// How many numbers there are.
  long count() {
    return fields.stream().mapToLong(field -> field.value().elements()).sum();
  }

  /// How many bytes they take.
  long size() {
    return fields.stream().mapToLong(field -> field.value().type().bytes()).sum();
  }

  boolean isLiteral() {
    return count() <= LITERALS;
  }

  /// All numbers, field by field, little-endian.
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fields.forEach(field -> out.writeBytes(encoded(field.value())));
    return out.toByteArray();
  }

  private static byte[] encoded(Tensor value) {
    DType dtype = value.type().dtype();
    ByteBuffer buffer =
        ByteBuffer.allocate(value.elements() * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < value.elements(); i++) {
      switch (dtype) {
        case F32 -> buffer.putFloat((float) value.doubleAt(i));
        case F64 -> buffer.putDouble(value.doubleAt(i));
        case I32 -> buffer.putInt((int) value.longAt(i));
        case I64 -> buffer.putLong(value.longAt(i));
        case BOOL -> buffer.put((byte) value.longAt(i));
      }
    }
    return buffer.array();
  }

  /// The fields, and what they need to be read.
  ///
  /// @param resource the file with the bytes, empty where they stand in the source
  List<String> lines(Methods methods, String resource) {
    List<String> lines = new ArrayList<>();
    if (fields.isEmpty()) {
      return lines;
    }
    if (!isLiteral()) {
      lines.add("private static final ByteBuffer NUMBERS = numbers();");
      lines.add("");
    }
    int at = 0;
    Set<DType> read = EnumSet.noneOf(DType.class);
    for (Field field : fields) {
      Tensor value = field.value();
      String array = isLiteral() ? literal(value) : stored(value, at, read);
      at += value.elements() * value.type().dtype().bytes();
      String made =
          switch (field.form()) {
            case ARRAY -> " " + array;
            case ROWS -> {
              int n = value.elements() / Math.max(1, field.rows());
              String rows = methods.use("rows", value.type().dtype());
              yield "%n    %s(%s, 0, %d, %d)".formatted(rows, array, field.rows(), n);
            }
            case FILTERS, PHASES -> {
              Shape shape = value.shape();
              boolean phases = field.form() == Form.PHASES;
              yield "%n    ".formatted()
                  + Filters.of(
                      methods,
                      array,
                      shape.size(1),
                      shape.size(0),
                      shape.size(-2),
                      shape.size(-1),
                      phases);
            }
            case SPECTRA ->
                "%n    %s(%s, %d, %d, %d)"
                    .formatted(
                        methods.use("spectra"),
                        array,
                        value.shape().size(1),
                        value.shape().size(0),
                        field.rows());
          };
      String type = Words.type(value.type().dtype()) + field.form().brackets;
      lines.add("/** " + value.type() + " */");
      lines.add("private static final %s %s =%s;".formatted(type, field.name(), made));
    }
    return lines;
  }

  private static String stored(Tensor value, int at, Set<DType> read) {
    read.add(value.type().dtype());
    return "%ss(%d, %d)".formatted(Words.type(value.type().dtype()), at, value.elements());
  }

  private static String literal(Tensor value) {
    StringBuilder text = new StringBuilder("new " + Words.type(value.type().dtype()) + "[] {");
    for (int i = 0; i < value.elements(); i++) {
      text.append(i % 8 == 0 && value.elements() > 8 ? "\n    " : i == 0 ? "" : " ")
          .append(Words.literal(value, i));
      text.append(i < value.elements() - 1 ? "," : "");
    }
    return text + "}";
  }

  /// The methods that read the numbers.
  List<String> readers(String className, String resource) {
    List<String> texts = new ArrayList<>();
    if (fields.isEmpty() || isLiteral()) {
      return texts;
    }
    Set<DType> types = EnumSet.noneOf(DType.class);
    fields.forEach(field -> types.add(field.value().type().dtype()));
    types.forEach(type -> texts.add(reader(type)));
    byte[] bytes = bytes();
    texts.add(resource.isEmpty() ? fromSource(bytes) : fromFile(className, resource, bytes));
    return texts;
  }

  private static String reader(DType dtype) {
    String type = Words.type(dtype);
    String get =
        switch (dtype) {
          case F32 -> "NUMBERS.getFloat(at + 4 * i)";
          case F64 -> "NUMBERS.getDouble(at + 8 * i)";
          case I32 -> "NUMBERS.getInt(at + 4 * i)";
          case I64 -> "NUMBERS.getLong(at + 8 * i)";
          case BOOL -> "NUMBERS.get(at + i) != 0";
        };
    return """
    private static %1$s[] %1$ss(int at, int count) {
      %1$s[] values = new %1$s[count];
      for (int i = 0; i < count; i++) {
        values[i] = %2$s;
      }
      return values;
    }\
    """
        .formatted(type, get)
        .indent(2)
        .stripTrailing();
  }

  private static String fromSource(byte[] bytes) {
    StringBuilder text =
        new StringBuilder(
            """
              /** The numbers from the text at the end of this file. */
              private static ByteBuffer numbers() {
                Base64.Decoder decoder = Base64.getMimeDecoder();
                ByteBuffer all = ByteBuffer.allocate(%d).order(ByteOrder.LITTLE_ENDIAN);
                for (String block : Text.BLOCKS) {
                  all.put(decoder.decode(block));
                }
                return all;
              }

              /** Numbers in Base64, little-endian. */
              private static final class Text {
                static final String[] BLOCKS = {
            """
                .formatted(bytes.length));
    Base64.Encoder encoder = Base64.getMimeEncoder(88, new byte[] {'\n'});
    for (int from = 0; from < bytes.length; from += BLOCK) {
      byte[] block =
          java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + BLOCK));
      text.append("      \"\"\"\n");
      encoder.encodeToString(block).lines().forEach(it -> text.append("      " + it + "\n"));
      text.append("      \"\"\",\n");
    }
    return text + "    };\n  }";
  }

  private static String fromFile(String className, String resource, byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return """
    /** The numbers of %2$s: from the class path beside this class, else from the working folder. */
    private static ByteBuffer numbers() {
      byte[] bytes;
      try (InputStream in = %1$s.class.getResourceAsStream("%2$s")) {
        bytes = in == null ? Files.readAllBytes(Path.of("%2$s")) : in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("%2$s: expected on the class path or in this folder.", e);
      }
      CRC32 sum = new CRC32();
      sum.update(bytes);
      if (bytes.length != %3$d || sum.getValue() != %4$dL) {
        throw new IllegalStateException(
            "%2$s: expected %3$d bytes that belong to this class, found others. Convert again.");
      }
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }\
    """
        .formatted(className, resource, bytes.length, sum.getValue())
        .indent(2)
        .stripTrailing();
  }
}
