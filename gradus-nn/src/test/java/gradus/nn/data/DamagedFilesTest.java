package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import gradus.random.Philox;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A file with a few bytes changed, cut off or put in is read, or refused with one sentence that
/// names it; it never ends in another exception, and never takes memory that the file does not
/// warrant.
class DamagedFilesTest {
  private static final int TRIES = 250;

  @TempDir Path folder;

  enum Format {
    IDX,
    IDX_GZIP,
    CSV,
    CSV_GZIP,
    NPY,
    NPZ,
    SAFETENSORS,
    WAV,
    PICTURE
  }

  private static void read(Format format, Path file) {
    switch (format) {
      case IDX, IDX_GZIP -> Idx.read(file);
      case CSV, CSV_GZIP -> Csv.read(file, CsvOptions.AUTO, TargetKind.AUTO);
      case NPY -> Npy.read(file);
      case NPZ -> Npz.read(file);
      case SAFETENSORS -> Safetensors.read(file);
      case WAV -> WavSound.parse(file.toString(), bytes(file), 0);
      case PICTURE -> {
        Path classes = file.resolveSibling("..").normalize();
        Images.read(classes, ImageOptions.AUTO, new Split.All(), 1);
      }
    }
  }

  private static byte[] bytes(Path file) {
    try (DataFile in = DataFile.open(file)) {
      return in.rest(1 << 20, "sound");
    }
  }

  @ParameterizedTest
  @EnumSource
  void damageIsReadOrRefusedInOneSentence(Format format) throws IOException {
    byte[] whole = sample(format);
    Path file = folder.resolve("class").resolve("file.png");
    Files.createDirectories(file.getParent());
    Files.write(file, whole);
    read(format, file);
    int refused = 0;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Files.write(file, damaged(whole, new Philox(17, attempt)));
      try {
        read(format, file);
      } catch (FormatException e) {
        refused++;
        assertThat(e.getMessage())
            .startsWith(folder.toString())
            .contains(": expected ", ", found ")
            .hasSizeLessThan(1000);
      } catch (RuntimeException e) {
        fail("%s, attempt %d".formatted(format, attempt), e);
      }
    }
    assertThat(refused).isGreaterThan(TRIES / 20);
  }

  /// Cuts the end off, or changes, swaps or puts in a few bytes.
  private static byte[] damaged(byte[] whole, Philox random) {
    int length = random.below(4, 0) == 0 ? random.below(whole.length, 1) : whole.length;
    byte[] bytes = Arrays.copyOf(whole, length);
    int changes = random.below(4, 2);
    for (int i = 0; i < changes && length > 0; i++) {
      // most of what a reader trusts stands at the start
      int reach = random.below(2, 10 + 4 * i) == 0 ? Math.min(length, 80) : length;
      int at = random.below(reach, 11 + 4 * i);
      int kind = random.below(3, 12 + 4 * i);
      int value = random.below(256, 13 + 4 * i);
      bytes[at] = (byte) (kind == 0 ? value : kind == 1 ? bytes[at] ^ 1 << value % 8 : -1);
    }
    return bytes;
  }

  private byte[] sample(Format format) throws IOException {
    Path file = folder.resolve("sample");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", Tensor.of(Shape.of(3, 4), new float[12]));
    tensors.put("b", Tensor.of(Shape.of(5), 1L, 2, 3, 4, 5));
    switch (format) {
      case IDX -> Files.write(file, idx());
      case IDX_GZIP -> gzip(file, idx());
      case CSV -> Files.write(file, csv());
      case CSV_GZIP -> gzip(file, csv());
      case NPY -> Npy.write(file, Tensor.of(Shape.of(3, 4), new float[12]));
      case NPZ -> Npz.write(file, tensors);
      case SAFETENSORS -> new Safetensors(tensors, Map.of("k", "v")).write(file);
      case WAV -> Files.write(file, wav());
      case PICTURE -> {
        var image =
            new java.awt.image.BufferedImage(9, 7, java.awt.image.BufferedImage.TYPE_INT_RGB);
        image.setRGB(4, 4, 0x123456);
        javax.imageio.ImageIO.write(image, "png", file.toFile());
      }
    }
    return Files.readAllBytes(file);
  }

  private static byte[] idx() {
    ByteBuffer idx = ByteBuffer.allocate(16 + 60).putInt(0x803).putInt(3).putInt(4).putInt(5);
    for (int i = 0; i < 60; i++) {
      idx.put((byte) (i * 7));
    }
    return idx.array();
  }

  private static byte[] csv() {
    StringBuilder text = new StringBuilder("mass,\"size, m\",kind\n");
    for (int i = 0; i < 40; i++) {
      text.append(i * 0.5).append(',').append(i).append(i % 2 == 0 ? ",\"a\"\n" : ",b\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] wav() {
    ByteBuffer wav = ByteBuffer.allocate(44 + 64).order(ByteOrder.LITTLE_ENDIAN);
    wav.putInt(0x46464952).putInt(100).putInt(0x45564157);
    wav.putInt(0x20746D66).putInt(16).putShort((short) 1).putShort((short) 2).putInt(8000);
    wav.putInt(32_000).putShort((short) 4).putShort((short) 16);
    wav.putInt(0x61746164).putInt(64);
    return wav.array();
  }

  private static void gzip(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
  }
}
