package gradus.nn.data;

import gradus.tensor.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// Where data come from, as the command line and Java name it.
///
/// | text | what it names |
/// |---|---|
/// | `digits`, `digits:SEED` | the built-in generator ([Digits]) |
/// | `mnist:DIR` | the four files of MNIST or of a set made like it ([Idx]) |
/// | `idx:IMAGES,LABELS` | two IDX files |
/// | `csv:FILE` | a table in a text file ([Csv]) |
/// | `npy:X,Y`, `npz:FILE` | arrays of NumPy ([Npy], [Npz]; in an npz named `x` and `y`) |
/// | `images:DIR` | a folder of images ([Images]) |
/// | `wav:DIR`, `wav:ZIP` | sounds ([Wav]) |
///
/// @param kind the word before the colon
/// @param place the rest, or empty
public record DataSource(Kind kind, String place) {

  /// The kinds of source.
  public enum Kind {
    /// The built-in generator.
    DIGITS,
    /// A folder of four IDX files.
    MNIST,
    /// Two IDX files.
    IDX,
    /// A table.
    CSV,
    /// Two arrays of NumPy.
    NPY,
    /// One archive of NumPy.
    NPZ,
    /// A folder of images.
    IMAGES,
    /// Sounds.
    WAV
  }

  /// Reads a source's name.
  public static DataSource parse(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    String place = colon < 0 ? "" : text.substring(colon + 1);
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst()
            .orElseThrow(() -> refused(text));
    if (kind != Kind.DIGITS && place.isEmpty()) {
      throw refused(text);
    }
    if ((kind == Kind.IDX || kind == Kind.NPY) && place.split(",", -1).length != 2) {
      throw refused(text);
    }
    return new DataSource(kind, place);
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "data \"%s\": expected digits, mnist:DIR, idx:IMAGES,LABELS, csv:FILE, npy:X,Y, npz:FILE, images:DIR or wav:DIR_OR_ZIP, found \"%s\". Write for example csv:iris.csv."
            .formatted(text, text));
  }

  /// Reads the data.
  ///
  /// Throws [gradus.tensor.FormatException] for files that are damaged, and
  /// [IllegalArgumentException] for options that do not fit.
  public Splits load(DataOptions options) {
    Splits parts =
        switch (kind) {
          case DIGITS -> options.split().of(Digits.standard(digitSeed()));
          case MNIST -> options.split().of(Idx.folder(Path.of(place)));
          case WAV -> Wav.read(Path.of(place), options.signals(), options.split(), options.seed());
          case IMAGES ->
              Images.read(Path.of(place), options.images(), options.split(), options.seed());
          case NPZ ->
              Npz.dataset(Path.of(place), options.target(), options.split(), options.seed());
          case IDX -> options.split().of(Idx.dataset(path(0), path(1)), options.seed());
          case NPY ->
              options.split().of(Npy.dataset(path(0), path(1), options.target()), options.seed());
          case CSV -> {
            Dataset table = Csv.read(Path.of(place), options.csv(), options.target());
            yield options.split().of(table, options.seed());
          }
        };
    return shaped(parts, options).withValidation(options.validation(), options.seed());
  }

  private Path path(int part) {
    return Path.of(place.split(",", -1)[part]);
  }

  private long digitSeed() {
    try {
      return place.isEmpty() ? Digits.DEFAULT_SEED : Long.parseLong(place);
    } catch (NumberFormatException e) {
      throw refused("digits:" + place);
    }
  }

  private static Splits shaped(Splits parts, DataOptions options) {
    if (options.shape().isEmpty()) {
      return parts;
    }
    Shape shape = new Shape(options.shape());
    return new Splits(
        parts.train().reshape(shape),
        parts.validation().reshape(shape),
        parts.test().reshape(shape));
  }
}
