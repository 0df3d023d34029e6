package gradus.nn.data;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// A folder of pictures (PNG, JPEG, GIF, BMP), each an example of shape `[channels, height,
/// width]`.
///
/// Which class and which part a picture belongs to, its place says (see [DataSource]). Pixels are
/// kept as bytes and become numbers from 0 to 1. Transparency is left out. Grey is 0.299 red +
/// 0.587 green + 0.114 blue.
public final class Images {
  private static final Set<String> ENDINGS = Set.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");
  private static final int LONGEST_FILE = 1 << 28;
  private static final long MOST_PIXELS = 1L << 26;

  private Images() {}

  /// Reads a folder.
  ///
  /// Throws [FormatException] for a picture that is damaged, too large, or of another size than the
  /// others where no size is asked for.
  public static Splits read(Path folder, ImageOptions options, Split split, long seed) {
    if (!Files.isDirectory(folder)) {
      throw new FormatException(
          folder.toString(), "the path", "a folder", "none", "Check the path and its spelling.");
    }
    List<String> paths = Wav.paths(folder, Images::isPicture);
    if (paths.isEmpty()) {
      throw new FormatException(
          folder.toString(),
          "the files",
          "pictures (png, jpg, gif or bmp)",
          "none",
          "Put the pictures of each class into a folder of its own.");
    }
    Labelled labelled = Labelled.of(folder.toString(), paths);
    ImageOptions sized = options;
    byte[] pixels = {};
    int size = 0;
    for (int i = 0; i < paths.size(); i++) {
      Path file = folder.resolve(paths.get(i));
      BufferedImage image = decode(file);
      if (i == 0) {
        sized = decided(options, image);
        size = sized.height() * sized.width() * depth(sized);
        pixels = room(folder, (long) size * paths.size());
      }
      requireSize(file, image, options, sized);
      write(image, sized, pixels, i * size);
    }
    Shape shape = Shape.of(depth(sized), sized.height(), sized.width());
    Dataset whole =
        Dataset.whole(shape, new Values.Bytes(pixels, 255), labelled.target(), List.of());
    return labelled.cut(whole, split, seed);
  }

  private static ImageOptions decided(ImageOptions options, BufferedImage first) {
    ImageOptions sized =
        options.height() > 0 ? options : options.withSize(first.getHeight(), first.getWidth());
    return switch (options.channels()) {
      case GREY, COLOUR -> sized;
      case AUTO ->
          sized.withChannels(
              isGrey(first) ? ImageOptions.Channels.GREY : ImageOptions.Channels.COLOUR);
    };
  }

  private static int depth(ImageOptions options) {
    return options.channels() == ImageOptions.Channels.COLOUR ? 3 : 1;
  }

  private static boolean isGrey(BufferedImage image) {
    return image.getType() == BufferedImage.TYPE_BYTE_GRAY;
  }

  private static boolean isPicture(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.charAt(lower.lastIndexOf('/') + 1) != '.'
        && ENDINGS.stream().anyMatch(lower::endsWith);
  }

  private static byte[] room(Path folder, long bytes) {
    if (bytes > DataFile.LONGEST) {
      throw new FormatException(
          folder.toString(),
          "the pictures",
          "at most %d numbers together".formatted(DataFile.LONGEST),
          Long.toString(bytes),
          "Ask for a smaller size, or give fewer pictures.");
    }
    return new byte[(int) bytes];
  }

  private static void requireSize(
      Path file, BufferedImage image, ImageOptions asked, ImageOptions sized) {
    boolean same = image.getHeight() == sized.height() && image.getWidth() == sized.width();
    if (asked.height() == 0 && !same) {
      throw new FormatException(
          file.toString(),
          "the picture",
          "%d by %d pixels as in the first one".formatted(sized.height(), sized.width()),
          "%d by %d".formatted(image.getHeight(), image.getWidth()),
          "Ask for a size, to which all pictures are then scaled.");
    }
  }

  /// Decodes one file; its size is checked before memory is taken for it.
  private static BufferedImage decode(Path file) {
    byte[] bytes;
    try (DataFile in = DataFile.open(file)) {
      bytes = in.rest(LONGEST_FILE, "picture");
    }
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw damaged(file, "other bytes", null);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long count = (long) reader.getWidth(0) * reader.getHeight(0);
        int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
        if (count > MOST_PIXELS || longest > ImageOptions.MOST) {
          throw new FormatException(
              file.toString(),
              "the picture",
              "at most %d pixels, and %d on a side".formatted(MOST_PIXELS, ImageOptions.MOST),
              "%d by %d".formatted(reader.getHeight(0), reader.getWidth(0)),
              "Make the picture smaller.");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (FormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // decoders answer damaged files with exceptions of all kinds
      throw damaged(file, "a damaged one", e);
    }
  }

  private static FormatException damaged(
      Path file, String found, @org.jspecify.annotations.Nullable Throwable cause) {
    String mend = "The file is cut short, damaged or of another format; fetch it again.";
    String expected = "a complete PNG, JPEG, GIF or BMP picture";
    return cause == null
        ? new FormatException(file.toString(), "the picture", expected, found, mend)
        : new FormatException(file.toString(), "the picture", expected, found, mend, cause);
  }

  private static void write(BufferedImage image, ImageOptions options, byte[] pixels, int offset) {
    Resampling.Part part = part(image.getHeight(), image.getWidth(), options);
    boolean kept = part.height() == options.height() && part.width() == options.width();
    int at = offset;
    for (Resampling.Rows channel : channels(image, options.channels())) {
      if (kept) {
        for (int y = 0; y < part.height(); y++) {
          double[] row = channel.row(part.top() + y);
          for (int x = 0; x < part.width(); x++) {
            pixels[at++] = rounded(row[part.left() + x]);
          }
        }
      } else {
        for (double value : Resampling.scale(channel, part, options.height(), options.width())) {
          pixels[at++] = rounded(value);
        }
      }
    }
  }

  private static byte rounded(double value) {
    return (byte) (int) (Math.min(255, Math.max(0, value)) + 0.5);
  }

  /// All of the picture, or its largest middle part of the form that is asked for.
  private static Resampling.Part part(int height, int width, ImageOptions options) {
    if (options.fit() == ImageOptions.Fit.STRETCH) {
      return new Resampling.Part(0, 0, height, width);
    }
    long wanted = (long) height * options.width();
    long found = (long) width * options.height();
    int partWidth = found > wanted ? Math.max(1, (int) (wanted / options.height())) : width;
    int partHeight = found < wanted ? Math.max(1, (int) (found / options.width())) : height;
    return new Resampling.Part(
        (height - partHeight) / 2, (width - partWidth) / 2, partHeight, partWidth);
  }

  private static List<Resampling.Rows> channels(BufferedImage image, ImageOptions.Channels asked) {
    boolean colour = asked == ImageOptions.Channels.COLOUR;
    if (isGrey(image)) {
      // getRGB would take the samples for linear light and brighten them
      Resampling.Rows grey =
          y -> image.getRaster().getSamples(0, y, image.getWidth(), 1, 0, (double[]) null);
      return colour ? List.of(grey, grey, grey) : List.of(grey);
    }
    return colour
        ? List.of(
            mixed(image, rgb -> rgb >> 16 & 0xFF),
            mixed(image, rgb -> rgb >> 8 & 0xFF),
            mixed(image, rgb -> rgb & 0xFF))
        : List.of(
            mixed(
                image,
                rgb ->
                    (299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF))
                        / 1000.0));
  }

  private static Resampling.Rows mixed(BufferedImage image, IntToDoubleFunction shade) {
    int width = image.getWidth();
    int[] colours = new int[width];
    double[] row = new double[width];
    return y -> {
      image.getRGB(0, y, width, 1, colours, 0, width);
      for (int x = 0; x < width; x++) {
        row[x] = shade.applyAsDouble(colours[x]);
      }
      return row;
    };
  }
}
