package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path folder;

  private Path write(String json, int dataBytes) throws IOException {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + dataBytes);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
    return Files.write(folder.resolve("x.safetensors"), file.array());
  }

  private static void assertRefused(Path file, String sentence) {
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ", " + sentence);
  }

  private void assertRefused(String json, int dataBytes, String sentence) throws IOException {
    assertRefused(write(json, dataBytes), sentence);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("flags", Tensor.of(Shape.of(3), true, false, true));
    tensors.put("layer.weight", Tensor.of(Shape.of(2, 2), 1f, -0f, Float.NaN, 4.5f));
    tensors.put("steps", Tensor.of(Shape.scalar(), 1L << 40));
    tensors.put("name \"ü\"", Tensor.of(Shape.of(1), 7));
    tensors.put("wide", Tensor.of(Shape.of(2), 0.1, Double.NEGATIVE_INFINITY));
    tensors.put("none", Tensor.of(Shape.of(0, 4), new float[0]));
    Safetensors written = new Safetensors(tensors, Map.of("format", "gradus"));
    Path file = folder.resolve("made").resolve("model.safetensors");
    written.write(file);
    Safetensors read = Safetensors.read(file);
    assertThat(read.tensors()).isEqualTo(tensors);
    assertThat(read.tensor("steps").longAt(0)).isEqualTo(1L << 40);
    assertThatThrownBy(() -> read.tensor("bias"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Safetensors.tensor(\"bias\"): expected a tensor of that name, found steps, wide,"
                + " layer.weight, name \"ü\", none, flags. Check the name.");
    assertThat(read.metadata()).isEqualTo(Map.of("format", "gradus"));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong() % 8).isZero();
    written.write(file);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("model.safetensors"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(file + ": cannot be written.");
    assertThat(Files.readString(file)).isEqualTo("old");
  }

  @Test
  void refusesWhatIsNoSafetensors() throws IOException {
    Path file = Files.write(folder.resolve("x"), new byte[5]);
    assertRefused(
        file,
        "byte 0: expected 8 bytes of header length, found 5 bytes. Give a .safetensors file; this"
            + " one is cut short or empty.");
    Files.write(file, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'});
    assertRefused(
        file,
        "byte 0: expected a header length of at most 2, found 18446744073709551615. Give a"
            + " .safetensors file; this one is damaged or of another format.");
    assertRefused(
        "[1]",
        0,
        "byte 8: expected a header that is one JSON object without double names, found other bytes."
            + " Give a .safetensors file; this one is damaged or of another format.");
    assertThatThrownBy(() -> Safetensors.read(write("{\"a\":", 0)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("byte 8: expected a header that is one JSON object");
    assertThatThrownBy(() -> Safetensors.read(write("{} x", 0)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("byte 8: expected a header that is one JSON object");
    assertThatThrownBy(() -> Safetensors.read(write("[".repeat(5000), 0)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("byte 8: expected a header that is one JSON object");
    assertThatThrownBy(() -> Safetensors.read(write("{\"a\":1,\"a\":2}", 0)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("Duplicate");
    assertRefused(
        folder, "the path: expected a file, found a folder. Check the path and its spelling.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"a\":{\"dtype\":\"F8_E5M2\",\"shape\":[8],\"data_offsets\":[0,8]}} | a dtype among F16,"
            + " BF16, F32, F64, I8 to I64, U8 to U64 and BOOL, found F8_E5M2",
        "{\"a\":5} | a dtype among F16, BF16, F32, F64, I8 to I64, U8 to U64 and BOOL, found none",
        "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}} | a shape, found none",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,8]}} | a shape within 8 bytes"
            + " of data, found [-1]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}} | a shape within 8"
            + " bytes of data, found [2.5]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,8]}} | a shape"
            + " within 8 bytes of data, found [65536,65536]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}} | a"
            + " shape within 8 bytes of data, found [99999999999999999999]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}} | two whole numbers as"
            + " data_offsets, found [0]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | data_offsets within the"
            + " 8 bytes of data, found [8, 0]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}} | data_offsets within"
            + " the 8 bytes of data, found [0, 16]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | 12 bytes for F32 of"
            + " shape [3], found 8",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | data from 0, where the"
            + " tensor before ends, found 4",
      })
  void refusesEntriesThatDoNotFit(String json, String complaint) throws IOException {
    assertRefused(
        json,
        8,
        "tensor \"a\": expected %s. The header is damaged; fetch or write the file again."
            .formatted(complaint));
  }

  @Test
  void refusesOverlapsAndDataThatBelongToNobody() throws IOException {
    assertRefused(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
        12,
        "tensor \"b\": expected data from 8, where the tensor before ends, found 4. The header is"
            + " damaged; fetch or write the file again.");
    assertRefused(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        8,
        "the data: expected 4 bytes, which the tensors take, found 8. The file is damaged; fetch it"
            + " again.");
  }

  @Test
  void unsignedNumbersThatDoNotFitAreRefused() throws IOException {
    Path file = write("{\"a\":{\"dtype\":\"U64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] = -1;
    Files.write(file, bytes);
    assertRefused(
        file,
        "tensor \"a\": expected unsigned numbers of at most 9223372036854775807, found"
            + " 18374686479671623680. Store them as signed 64-bit numbers or as floats.");
  }

  @Test
  void readsEveryTypeOfTheReferenceLibrary() {
    Safetensors all = Safetensors.read(DataFolder.find("safetensors/all-types.safetensors"));
    assertThat(all.metadata()).containsEntry("made_by", "safetensors 0.8.0");
    assertThat(all.tensors()).hasSize(14);
    all.tensors().forEach(SafetensorsTest::assertReferenceValues);
    Safetensors bf16 = Safetensors.read(DataFolder.find("safetensors/bf16.safetensors"));
    assertThat(bf16.tensors().get("bf16"))
        .isEqualTo(Tensor.of(Shape.of(2, 4), -3.5f, -2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f, 3.5f));
  }

  private static void assertReferenceValues(String name, Tensor tensor) {
    for (int i = 0; i < tensor.elements(); i++) {
      double expected =
          switch (name.charAt(0)) {
            case 'f', 'e' -> (i - 7) * 0.5;
            case 's' -> 1.5;
            case 'i' -> (i - 3) * 3;
            case 'u' -> 7 * i;
            case 'b' -> i % 3 == 0 ? 1 : 0;
            default -> throw new AssertionError(name);
          };
      assertThat(tensor.doubleAt(i)).as("%s[%d]", name, i).isEqualTo(expected);
    }
  }

  @Test
  void readsTrainedNetworks() {
    Safetensors cnn = Safetensors.read(DataFolder.find("safetensors/mnist-cnn.safetensors"));
    assertThat(cnn.tensor("fc1.weight").shape()).isEqualTo(Shape.of(32, 11616));
    assertThat(cnn.tensor("norm1.num_batches_tracked").type().dtype()).isEqualTo(DType.I64);
    Safetensors two = Safetensors.read(DataFolder.find("safetensors/two-f64.safetensors"));
    assertThat(two.tensors().values()).allMatch(t -> t.type().dtype() == DType.F64);
  }

  @ParameterizedTest
  @CsvSource({
    "header-too-long",
    "json",
    "offsets-past-end",
    "overlap",
    "size-shape-mismatch",
  })
  void refusesWhatTheReferenceLibraryRefuses(String name) {
    Path file = DataFolder.find("safetensors/bad-%s.safetensors".formatted(name));
    assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(FormatException.class);
  }
}
