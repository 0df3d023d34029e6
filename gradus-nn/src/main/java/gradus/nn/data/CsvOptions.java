package gradus.nn.data;

import java.util.List;

/// How a table in a text file is to be read; what is not told is found out.
///
/// @param delimiter what stands between cells
/// @param header whether the first row holds names
/// @param label the column to predict, or several joined by commas: by name, or by position from 0
///   and from −1 at the end; empty takes the column named `label`, `class` or `target`, or else the
///   last
/// @param categorical columns of categories, by name or position, even if they look like numbers
/// @param ignored columns to leave out, by name or position
/// @param channels above 1: features are steps of so many channels (`x1, y1, x2, y2, …` has 2), and
///   examples get the shape `[channels, steps]`
/// @param known the names of the features of a model that is to read the table, as its training
///   data had them ([Dataset#featureNames]): they say which columns are read and what categories
///   there are; empty finds them out
public record CsvOptions(
    Delimiter delimiter,
    Header header,
    String label,
    List<String> categorical,
    List<String> ignored,
    int channels,
    List<String> known) {

  /// Whether the first row holds the columns' names.
  public enum Header {
    /// Found out: no cell of the first row is a number, and some cell of the second is; or the
    /// first row holds the label's name.
    AUTO,
    /// It does.
    PRESENT,
    /// It does not.
    ABSENT
  }

  /// Everything found out.
  public static final CsvOptions AUTO =
      new CsvOptions(Delimiter.AUTO, Header.AUTO, "", List.of(), List.of(), 1, List.of());

  /// Checks and copies.
  public CsvOptions {
    categorical = List.copyOf(categorical);
    ignored = List.copyOf(ignored);
    known = List.copyOf(known);
    if (channels < 1) {
      throw new IllegalArgumentException(
          "CsvOptions(channels=%d): expected at least 1 channel, found %d. Leave it at 1 for a plain table."
              .formatted(channels, channels));
    }
  }

  /// The columns to predict, one by one; none where they are to be found.
  List<String> labels() {
    return label.isEmpty() ? List.of() : List.of(label.split(",", -1));
  }

  /// The same with another delimiter.
  public CsvOptions withDelimiter(Delimiter other) {
    return new CsvOptions(other, header, label, categorical, ignored, channels, known);
  }

  /// The same with or without a header.
  public CsvOptions withHeader(Header other) {
    return new CsvOptions(delimiter, other, label, categorical, ignored, channels, known);
  }

  /// The same with another column to predict.
  public CsvOptions withLabel(String other) {
    return new CsvOptions(delimiter, header, other, categorical, ignored, channels, known);
  }

  /// The same with these columns of categories.
  public CsvOptions withCategorical(List<String> other) {
    return new CsvOptions(delimiter, header, label, other, ignored, channels, known);
  }

  /// The same without these columns.
  public CsvOptions withIgnored(List<String> other) {
    return new CsvOptions(delimiter, header, label, categorical, other, channels, known);
  }

  /// The same with features taken as steps of so many channels.
  public CsvOptions withChannels(int other) {
    return new CsvOptions(delimiter, header, label, categorical, ignored, other, known);
  }

  /// The same for a model with these features.
  public CsvOptions withKnown(List<String> other) {
    return new CsvOptions(delimiter, header, label, categorical, ignored, channels, other);
  }
}
