package gradus.nn.data;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A folder or a zip file of WAV sounds, each an example of shape `[channels, samples]`.
///
/// Which class and which part a sound belongs to, its place says (see [DataSource]). All sounds
/// have the same sample rate and number of channels. Sounds are read in the order of their paths.
public final class Wav {
  private static final int LONGEST_FILE = 1 << 28;

  private final String source;
  private final WavOptions options;
  private final List<String> paths = new ArrayList<>();
  private final List<WavSound> sounds = new ArrayList<>();
  private long samples;

  private Wav(String source, WavOptions options) {
    this.source = source;
    this.options = options;
  }

  /// Reads a folder or a zip file.
  ///
  /// Throws [FormatException] for a sound that is damaged, not PCM, or unlike the others.
  public static Splits read(Path source, WavOptions options, Split split, long seed) {
    Wav wav = new Wav(source.toString(), options);
    if (Files.isDirectory(source)) {
      wav.readFolder(source);
    } else {
      Archive.read(source, Wav::isSound, wav::take);
    }
    Labelled labelled = Labelled.of(wav.source, wav.paths);
    return labelled.cut(wav.dataset(labelled.target()), split, seed);
  }

  private static boolean isSound(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int file = lower.lastIndexOf('/') + 1;
    // names that start with a point are leavings of other systems
    return lower.endsWith(".wav") && lower.charAt(file) != '.';
  }

  private void readFolder(Path folder) {
    for (String path : paths(folder, Wav::isSound)) {
      try (DataFile in = DataFile.open(folder.resolve(path))) {
        take(path, in);
      }
    }
  }

  /// The files below a folder, relative to it, with `/` between names, sorted.
  static List<String> paths(Path folder, java.util.function.Predicate<String> wanted) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(wanted)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw DataFile.unreadable(folder.toString(), e);
    }
  }

  private void take(String path, DataFile in) {
    WavSound sound = WavSound.parse(in.name(), in.rest(LONGEST_FILE, "sound"), options.length());
    if (!sounds.isEmpty()) {
      WavSound first = sounds.getFirst();
      if (first.rate() != sound.rate() || first.channels() != sound.channels()) {
        throw new FormatException(
            in.name(),
            "the format",
            "%d Hz and %d channels as in %s"
                .formatted(first.rate(), first.channels(), paths.getFirst()),
            "%d Hz and %d channels".formatted(sound.rate(), sound.channels()),
            "Convert all sounds to one format.");
      }
    }
    samples += sound.samples().length;
    if (samples > DataFile.LONGEST) {
      throw tooMuch();
    }
    paths.add(path);
    sounds.add(sound);
  }

  private FormatException tooMuch() {
    return new FormatException(
        source,
        "the sounds",
        "at most %d samples".formatted(DataFile.LONGEST),
        "more",
        "Give a length to cut them to, or fewer files.");
  }

  private Dataset dataset(Target target) {
    if (sounds.isEmpty()) {
      throw new FormatException(
          source, "the files", "WAV files", "none", "Check the path; names end in .wav.");
    }
    int channels = sounds.getFirst().channels();
    int longest = sounds.stream().mapToInt(WavSound::length).max().orElse(0);
    int length = options.length() == 0 ? Math.max(1, longest) : options.length();
    if ((long) sounds.size() * channels * length > DataFile.LONGEST) {
      throw tooMuch();
    }
    float[] x = new float[sounds.size() * channels * length];
    for (int i = 0; i < sounds.size(); i++) {
      int at = i * channels * length;
      sounds.get(i).copy(length, x, at);
      if (options.normalised()) {
        normalise(x, at, channels * length);
      }
    }
    return Dataset.whole(Shape.of(channels, length), new Values.Floats(x), target, List.of());
  }

  private static void normalise(float[] x, int offset, int count) {
    float largest = 0;
    for (int i = offset; i < offset + count; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    for (int i = offset; largest > 0 && i < offset + count; i++) {
      x[i] /= largest;
    }
  }
}
