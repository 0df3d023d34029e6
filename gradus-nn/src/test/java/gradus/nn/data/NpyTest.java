package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {
  @TempDir Path folder;

  private Path write(int version, String header, byte... data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    file.put((byte) version).put((byte) 0);
    if (version == 1) {
      file.putShort((short) text.length);
    } else {
      file.putInt(text.length);
    }
    file.put(text).put(data);
    return Files.write(folder.resolve("x.npy"), Arrays.copyOf(file.array(), file.position()));
  }

  private static void assertRefused(Path file, String sentence) {
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ", " + sentence);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    for (Tensor tensor :
        List.of(
            Tensor.of(Shape.of(2, 3), 1f, -0f, Float.NaN, 4, 5, 6),
            Tensor.of(Shape.of(2), 0.1, Double.POSITIVE_INFINITY),
            Tensor.of(Shape.of(1, 2), 3, Integer.MIN_VALUE),
            Tensor.of(Shape.scalar(), Long.MAX_VALUE),
            Tensor.of(Shape.of(3), true, false, true),
            Tensor.of(Shape.of(0, 3), new float[0]))) {
      Path file = folder.resolve("made.npy");
      Npy.write(file, tensor);
      assertThat(Npy.read(file)).isEqualTo(tensor);
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertThat((text.indexOf('\n') + 1) % 64).isZero();
    }
  }

  @Test
  void columnsFirstIsTurnedIntoRowsFirst() throws IOException {
    byte[] data = {1, 2, 3, 4, 5, 6};
    Path file = write(1, "{'descr': '|i1', 'fortran_order': True, 'shape': (2, 3), }", data);
    assertThat(Npy.read(file)).isEqualTo(Tensor.of(Shape.of(2, 3), 1, 3, 5, 2, 4, 6));
    Path c = write(2, "{'shape': (2, 3), 'fortran_order': False, 'descr': '|u1'}", data);
    assertThat(Npy.read(c)).isEqualTo(Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "O | pickled Python objects, which could run code",
        "c8 | complex numbers (c8)",
        "S3 | text (S3)",
        "M8 | times (M8)",
        "V8 | fields of several types",
        "f16 | f16",
      })
  void refusesTypesThatAreNoPlainNumbers(String code, String found) throws IOException {
    Path file =
        write(1, "{'descr': '<%s', 'fortran_order': False, 'shape': (1,), }".formatted(code));
    assertRefused(
        file,
        "the header: expected numbers of type f2 to f8, i1 to i8, u1 to u8 or b1, found %s. Write it again with numpy.save as numbers of one plain type."
            .formatted(found));
  }

  @Test
  void refusesHeadersThatSayTooLittleOrTooMuch() throws IOException {
    assertRefused(
        write(1, "{'fortran_order': False, 'shape': (1,), }"),
        "the header: expected descr, fortran_order and shape, found {'fortran_order': False,"
            + " 'shape': (1,), }. Give a file written by numpy.save.");
    assertRefused(
        write(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }"),
        "the header: expected an array of at most 2147483639 bytes, found shape"
            + " (99999999999999999999,) of f4. Split the array into smaller files.");
    assertRefused(
        write(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536), }"),
        "the header: expected an array of at most 2147483639 bytes, found shape (65536, 65536) of"
            + " f4. Split the array into smaller files.");
    assertRefused(
        write(1, "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }"),
        "the header: expected numbers of type f2 to f8, i1 to i8, u1 to u8 or b1, found fields of"
            + " several types. Write it again with numpy.save as numbers of one plain type.");
    Path file = write(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", new byte[8]);
    assertRefused(
        file,
        "byte 67: expected 12 bytes of values, found at most 8 bytes. The file is cut short or its"
            + " header is wrong; fetch it again.");
    assertRefused(
        write(4, "{}"),
        "byte 0: expected the magic of an NPY file and version 1, 2 or 3, found version 4. Give a"
            + " file written by numpy.save.");
    assertRefused(
        Files.writeString(folder.resolve("y"), "PK garbage"),
        "byte 0: expected the magic of an NPY file and version 1, 2 or 3, found other bytes. Give a"
            + " file written by numpy.save.");
  }

  @Test
  void readsAndRefusesWhatTheManifestSays() throws IOException {
    Path samples = DataFolder.find("npy");
    List<String> lines = Files.readAllLines(samples.resolve("manifest.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Path file = samples.resolve(cells[0]);
      if (cells[0].endsWith(".npz")) {
        continue;
      }
      if (cells[1].equals("refuse") || cells[2].contains("c8")) {
        assertThatThrownBy(() -> Npy.read(file)).as(line).isInstanceOf(FormatException.class);
        continue;
      }
      Tensor tensor = Npy.read(file);
      String shape = tensor.shape().toString().replace(", ", "x").replaceAll("[\\[\\]]", "");
      assertThat(shape.isEmpty() ? "scalar" : shape).as(line).isEqualTo(cells[5]);
      for (int i = 0; i < tensor.elements(); i++) {
        double expected = cells[0].startsWith("win64") ? 1 : value(cells[2], i);
        assertThat(tensor.doubleAt(i)).as("%s at %d", line, i).isEqualTo(expected);
      }
    }
  }

  private static double value(String descr, int i) {
    return switch (descr.charAt(1)) {
      case 'f' -> (i - 7) * 0.5;
      case 'i' -> (i - 3) * 3;
      case 'u' -> 7 * i;
      case 'b' -> i % 3 == 0 ? 1 : 0;
      default -> throw new AssertionError(descr);
    };
  }

  @Test
  void twoFilesMakeASet() throws IOException {
    Path x = folder.resolve("x.npy");
    Path y = folder.resolve("y.npy");
    Npy.write(x, Tensor.of(Shape.of(3, 2), 1f, 2, 3, 4, 5, 6));
    Npy.write(y, Tensor.of(Shape.of(3), 7, 5, 7));
    Dataset set = Npy.dataset(x, y, TargetKind.AUTO);
    assertThat(set.shape()).isEqualTo(Shape.of(2));
    assertThat(set.target()).isInstanceOf(Target.Binary.class);
    assertThat(set.target().names()).containsExactly("5", "7");
    Dataset reals = Npy.dataset(x, y, TargetKind.parse("reals"));
    assertThat(((Target.Reals) reals.target()).values()).containsExactly(7, 5, 7);
    Npy.write(y, Tensor.of(Shape.of(2), 7, 5));
    assertThatThrownBy(() -> Npy.dataset(x, y, TargetKind.AUTO))
        .hasMessage(
            "%s, the shape: expected as many targets as examples in %s, which has shape [3, 2], found shape [2]. Give arrays whose first axes have the same length."
                .formatted(y, x));
    Npy.write(y, Tensor.of(Shape.of(3), 1f, Float.NaN, 2));
    assertThatThrownBy(() -> Npy.dataset(x, y, TargetKind.AUTO))
        .hasMessage(
            y
                + ", element 1: expected a finite number of float's range, found NaN. Remove or"
                + " replace it.");
  }

  @Test
  void refusesASetWithoutExamples() throws IOException {
    Path x = folder.resolve("x.npy");
    Npy.write(x, Tensor.of(Shape.of(0, 3), new float[0]));
    assertThatThrownBy(() -> Npy.dataset(x, x, TargetKind.AUTO))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            x
                + ", the shape: expected one example or more, found shape [0, 3]. Write rows into"
                + " the array.");
  }

  @Test
  void refusesColumnsOfLabelsThatAreNoProbabilities() throws IOException {
    Path x = folder.resolve("x.npy");
    Path y = folder.resolve("y.npy");
    Npy.write(x, Tensor.of(Shape.of(2, 1), 1f, 2));
    Npy.write(y, Tensor.of(Shape.of(2, 2), 0, 1, 7, 0));
    assertThatThrownBy(() -> Npy.dataset(x, y, TargetKind.AUTO))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            y
                + ", element 2: expected 0, 1 or a probability between, since each of 2 columns"
                + " says whether a class holds, found 7.0. Ask for reals if the columns are"
                + " numbers.");
  }

  @Test
  void bytesOfPicturesBecomeNumbersFromZeroToOne() throws IOException {
    Path x =
        write(
            1,
            "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 2), }",
            (byte) 51,
            (byte) -1);
    Path y = folder.resolve("y.npy");
    Npy.write(y, Tensor.of(Shape.of(1), 3));
    Dataset set = Npy.dataset(x, y, TargetKind.AUTO);
    assertThat(set.shape()).isEqualTo(Shape.of(1, 1, 2));
    assertThat(set.features()).containsExactly(51f / 255, 1);
  }
}
