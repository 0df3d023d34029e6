package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavTest {
  @TempDir Path folder;

  /// A file of the given format with a chunk of three bytes that nobody knows before its data.
  private static byte[] wav(int format, int channels, int bits, byte... data) {
    ByteBuffer out = ByteBuffer.allocate(56 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(48 + data.length).put(ascii("WAVE"));
    out.put(ascii("fmt ")).putInt(16).putShort((short) format).putShort((short) channels);
    out.putInt(8000).putInt(8000 * channels * bits / 8).putShort((short) (channels * bits / 8));
    out.putShort((short) bits);
    out.put(ascii("junk")).putInt(3).put(new byte[4]);
    out.put(ascii("data")).putInt(data.length).put(data);
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static float[] samples(byte[] file) {
    return WavSound.parse("a.wav", file, 0).samples();
  }

  private static void assertRefused(byte[] file, String sentence) {
    assertThatThrownBy(() -> WavSound.parse("a.wav", file, 0))
        .isInstanceOf(FormatException.class)
        .hasMessage("a.wav, " + sentence);
  }

  private Path write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static final byte[] LOUD = {0, 0x40, 0, (byte) 0xC0, 0, 0x20};

  @Test
  void everyWidthBecomesNumbersFromMinusOneToOne() {
    assertThat(samples(wav(1, 1, 8, (byte) 0, (byte) 128, (byte) 192)))
        .containsExactly(-1, 0, 0.5f);
    assertThat(samples(wav(1, 1, 16, LOUD))).containsExactly(0.5f, -0.5f, 0.25f);
    assertThat(
            samples(
                wav(1, 1, 24, (byte) 0, (byte) 0, (byte) 0x80, (byte) 0, (byte) 0, (byte) 0x40)))
        .containsExactly(-1, 0.5f);
    assertThat(samples(wav(1, 1, 32, (byte) 0, (byte) 0, (byte) 0, (byte) 0xC0)))
        .containsExactly(-0.5f);
    byte[] real = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.75f).array();
    assertThat(samples(wav(3, 1, 32, real))).containsExactly(0.75f);
  }

  @Test
  void channelsLieOneAfterAnother() {
    WavSound sound =
        WavSound.parse("a.wav", wav(1, 2, 8, (byte) 0, (byte) 128, (byte) 64, (byte) 192), 0);
    assertThat(sound.channels()).isEqualTo(2);
    assertThat(sound.samples()).containsExactly(-1, -0.5f, 0, 0.5f);
    float[] x = new float[6];
    sound.copy(3, x, 0);
    assertThat(x).containsExactly(-1, -0.5f, 0, 0, 0.5f, 0);
  }

  @Test
  void aFolderIsReadWithLabelsFromNames() throws IOException {
    write("0_ann_1.wav", wav(1, 1, 16, LOUD));
    write("7_ann_1.wav", wav(1, 1, 16, (byte) 0, (byte) 0x10));
    write("notes.txt", new byte[3]);
    WavOptions options = WavOptions.AUTO.withLength(2);
    Splits parts = Wav.read(folder, options, new Split.Odd(), 1);
    assertThat(parts.train().shape()).isEqualTo(Shape.of(1, 2));
    assertThat(parts.train().features()).containsExactly(1, -1);
    assertThat(parts.test().features()).containsExactly(1, 0);
    assertThat(parts.test().target().names()).containsExactly("0", "7");
    Splits raw = Wav.read(folder, WavOptions.AUTO.withNormalised(false), new Split.Odd(), 1);
    assertThat(raw.train().features()).containsExactly(0.5f, -0.5f, 0.25f);
  }

  @Test
  void silenceStaysSilent() throws IOException {
    write("a/1.wav", wav(1, 1, 16, new byte[4]));
    write("b/1.wav", wav(1, 1, 16, LOUD));
    Splits parts = Wav.read(folder, WavOptions.AUTO, new Split.Odd(), 1);
    assertThat(parts.train().features()).containsExactly(0, 0, 0);
    assertThat(parts.test().target().names()).containsExactly("a", "b");
  }

  @Test
  void aZipCarriesItsSplit() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("set/test/1_x_0.wav", wav(1, 1, 16, LOUD));
    files.put("set/train/0_x_0.wav", wav(1, 1, 16, (byte) 0, (byte) 0x10));
    files.put("set/train/1_x_1.wav", wav(1, 1, 16, LOUD));
    Path file = zip(files);
    Splits parts = Wav.read(file, WavOptions.AUTO, Split.auto(), 1);
    assertThat(parts.train().size()).isEqualTo(2);
    assertThat(parts.test().size()).isEqualTo(1);
    assertThat(((Target.Classes) parts.test().target()).labels()).containsExactly(1);
    assertThatThrownBy(() -> Wav.read(file, WavOptions.AUTO, new Split.Odd(), 1))
        .hasMessage(
            "split odd: expected no split, or given, for data that carries its own, found odd."
                + " Leave the split out.");
  }

  private Path zip(Map<String, byte[]> files) throws IOException {
    Path file = folder.resolve("set.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return file;
  }

  @Test
  void refusesWhatIsNoSound() {
    assertRefused(
        ascii("RIFX rubbish"),
        "byte 0: expected RIFF and WAVE, found other bytes. Give a WAV file of PCM sound.");
    byte[] file = wav(1, 1, 16, LOUD);
    assertRefused(
        Arrays.copyOf(file, file.length - 2),
        "byte 52: expected a chunk of at most the 4 bytes left, found 6 bytes. The file is cut"
            + " short; fetch or record it again.");
    assertRefused(
        Arrays.copyOf(file, 36),
        "byte 36: expected a chunk of data, found the end of the file. The file is cut short; fetch"
            + " or record it again.");
    assertRefused(
        Arrays.copyOf(file, 12),
        "byte 12: expected a chunk that says the format, then data, found the end of the file. The"
            + " file is cut short; fetch or record it again.");
    assertRefused(
        wav(2, 1, 4, LOUD),
        "byte 20: expected PCM of 8, 16, 24 or 32 bits or 32-bit floats, 1 to 64 channels, found"
            + " format 2 of 4 bits, 1 channels, 8000 Hz. Convert the sound to 16-bit PCM.");
    assertRefused(
        wav(1, 1, 16, (byte) 1, (byte) 2, (byte) 3),
        "byte 56: expected a multiple of 2 bytes of data, found 3. The file is cut short; fetch or"
            + " record it again.");
    byte[] nan = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.NaN).array();
    assertRefused(
        wav(3, 1, 32, nan), "byte 56: expected a finite sample, found NaN. Record it again.");
  }

  @Test
  void refusesFoldersThatDoNotFit() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> Wav.read(empty, WavOptions.AUTO, Split.auto(), 1))
        .hasMessage(
            empty
                + ", the files: expected WAV files, found none. Check the path; names end in"
                + " .wav.");
    write("mixed/a_1.wav", wav(1, 1, 16, LOUD));
    write("mixed/b_1.wav", wav(1, 3, 16, LOUD));
    Path mixed = folder.resolve("mixed");
    assertThatThrownBy(() -> Wav.read(mixed, WavOptions.AUTO, Split.auto(), 1))
        .hasMessage(
            mixed.resolve("b_1.wav")
                + ", the format: expected 8000 Hz and 1 channels as in a_1.wav, found 8000 Hz and 3"
                + " channels. Convert all sounds to one format.");
    write("flat/sound.wav", wav(1, 1, 16, LOUD));
    Path flat = folder.resolve("flat");
    assertThatThrownBy(() -> Wav.read(flat, WavOptions.AUTO, Split.auto(), 1))
        .hasMessage(
            flat
                + ", sound.wav: expected a class: a folder of its name, or a file name that starts"
                + " with it and _, found sound.wav. Put the files of each class into a folder of"
                + " its own.");
    Path none = write("none.zip", ascii("no zip"));
    assertThatThrownBy(() -> Wav.read(none, WavOptions.AUTO, Split.auto(), 1))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(none + ", the archive: expected a zip file");
  }

  @Test
  void readsSpokenDigits() {
    Path file = DataFolder.find("fsdd/fsdd-jackson-nicolas-theo.zip");
    Splits parts = Wav.read(file, WavOptions.AUTO.withLength(8000), Split.auto(), 1);
    assertThat(parts.train().size()).isEqualTo(1350);
    assertThat(parts.test().size()).isEqualTo(150);
    assertThat(parts.train().shape()).isEqualTo(Shape.of(1, 8000));
    assertThat(parts.train().target().names()).hasSize(10);
  }
}
