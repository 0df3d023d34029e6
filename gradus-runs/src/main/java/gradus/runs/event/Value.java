package gradus.runs.event;

/// A value under a tag; a tag's part before `/` is the group that it is shown in.
public sealed interface Value {

  /// The name of the series.
  String tag();

  /// A number.
  ///
  /// @param tag the name of the series
  /// @param number the value, held by the file in f32
  record Scalar(String tag, double number) implements Value {}

  /// How numbers are spread.
  ///
  /// @param tag the name of the series
  /// @param histogram the spread
  record Spread(String tag, Histogram histogram) implements Value {}

  /// A picture.
  ///
  /// @param tag the name of the series
  /// @param picture the picture
  record Image(String tag, Picture picture) implements Value {}

  /// A value of a kind that Gradus does not read.
  ///
  /// @param tag the name of the series
  record Other(String tag) implements Value {}
}
