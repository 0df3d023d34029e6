package gradus.runs.event;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/// An encoded image.
public final class Picture {

  private final int height;
  private final int width;
  private final byte[] encoded;

  /// An image of known size; the bytes are copied.
  ///
  /// @param height in pixels
  /// @param width in pixels
  /// @param encoded the file, such as PNG
  public Picture(int height, int width, byte[] encoded) {
    this.height = height;
    this.width = width;
    this.encoded = encoded.clone();
  }

  /// An image as PNG.
  static Picture of(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a picture in memory: cannot be written.", impossible);
    }
    return new Picture(image.getHeight(), image.getWidth(), bytes.toByteArray());
  }

  /// Its height in pixels.
  public int height() {
    return height;
  }

  /// Its width in pixels.
  public int width() {
    return width;
  }

  /// A copy of its bytes.
  public byte[] encoded() {
    return encoded.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture that
        && height == that.height
        && width == that.width
        && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "Picture[%d×%d, %d bytes]".formatted(height, width, encoded.length);
  }
}
