package gradus.cli;

import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// A small picture in shades of text.
final class Picture {

  private static final String SHADES = " ░▒▓█";

  private Picture() {}

  /// The first channel of `[channels, height, width]`, dark to light, two characters a pixel.
  static List<String> lines(float[] image, Shape shape) {
    int height = shape.size(1);
    int width = shape.size(2);
    float high = 0;
    for (int i = 0; i < height * width; i++) {
      high = Math.max(high, image[i]);
    }
    List<String> lines = new ArrayList<>();
    for (int y = 0; y < height; y++) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < width; x++) {
        float share = high == 0 ? 0 : Math.max(image[y * width + x], 0) / high;
        char shade = SHADES.charAt(Math.min(SHADES.length() - 1, (int) (share * SHADES.length())));
        line.append(shade).append(shade);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
