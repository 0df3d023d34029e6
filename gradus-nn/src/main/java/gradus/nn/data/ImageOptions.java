package gradus.nn.data;

/// How pictures become examples.
///
/// @param height rows of an example; 0 for pictures that all have the same size already
/// @param width columns of an example; 0 likewise
/// @param fit what happens to pictures of another form
/// @param channels grey or colour
public record ImageOptions(int height, int width, Fit fit, Channels channels) {
  /// The longest side of a picture.
  static final int MOST = 1 << 14;

  /// What happens to pictures of another form than is asked for.
  public enum Fit {
    /// Both sides are scaled to fit.
    STRETCH,
    /// The middle part of the right form is cut out, then scaled.
    CROP
  }

  /// How many numbers a pixel has.
  public enum Channels {
    /// As the first picture has.
    AUTO,
    /// One, the brightness.
    GREY,
    /// Three: red, green, blue.
    COLOUR
  }

  /// Pictures of one size, in grey if the first is.
  public static final ImageOptions AUTO = new ImageOptions(0, 0, Fit.STRETCH, Channels.AUTO);

  /// Checks the sizes.
  public ImageOptions {
    boolean none = height == 0 && width == 0;
    boolean both = height > 0 && width > 0 && height <= MOST && width <= MOST;
    if (!none && !both) {
      throw new IllegalArgumentException(
          "ImageOptions(height=%d, width=%d): expected both from 1 to %d, or both 0, found %d and %d. Give for example 32 and 32."
              .formatted(height, width, MOST, height, width));
    }
  }

  /// The same with another size.
  public ImageOptions withSize(int otherHeight, int otherWidth) {
    return new ImageOptions(otherHeight, otherWidth, fit, channels);
  }

  /// The same with another fit.
  public ImageOptions withFit(Fit other) {
    return new ImageOptions(height, width, other, channels);
  }

  /// The same in colour or in grey.
  public ImageOptions withChannels(Channels other) {
    return new ImageOptions(height, width, fit, other);
  }
}
