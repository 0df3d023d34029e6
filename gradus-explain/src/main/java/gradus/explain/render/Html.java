package gradus.explain.render;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/// Pieces of a page that needs no other file.
public final class Html {

  private Html() {}

  /// Text in which no character means anything to HTML.
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// `[channels, height, width]` with 1 or 3 channels as the source of an image, from its least
  /// value (black) to its largest.
  static String image(float[] pixels, int channels, int height, int width) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float pixel : pixels) {
      low = Math.min(low, pixel);
      high = Math.max(high, pixel);
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int plane = height * width;
    for (int i = 0; i < plane; i++) {
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        float value = pixels[(channels == 3 ? c : 0) * plane + i];
        int level = high > low ? Math.round(255 * (value - low) / (high - low)) : 0;
        rgb = rgb << 8 | level;
      }
      image.setRGB(i % width, i / width, rgb);
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (IOException impossible) {
      throw new UncheckedIOException("a picture in memory", impossible);
    }
  }
}
