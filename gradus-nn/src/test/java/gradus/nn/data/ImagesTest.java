package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  @TempDir Path folder;

  private Path colour(String path, int width, int... rgb) throws IOException {
    var image = new BufferedImage(width, rgb.length / width, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < rgb.length; i++) {
      image.setRGB(i % width, i / width, rgb[i]);
    }
    return save(path, image);
  }

  private Path grey(String path, int width, int... levels) throws IOException {
    var image = new BufferedImage(width, levels.length / width, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < levels.length; i++) {
      image.getRaster().setSample(i % width, i / width, 0, levels[i]);
    }
    return save(path, image);
  }

  private Path save(String path, BufferedImage image) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private Splits read(ImageOptions options) {
    return Images.read(folder, options, new Split.Odd(), 1);
  }

  @Test
  void foldersAreClassesAndColourHasThreeChannels() throws IOException {
    colour("cat/1.png", 2, 0xFF0000, 0x0000FF);
    colour("dog/1.png", 2, 0x003300, 0xFFFFFF);
    Splits parts = read(ImageOptions.AUTO);
    assertThat(parts.train().shape()).isEqualTo(Shape.of(3, 1, 2));
    assertThat(parts.train().features()).containsExactly(1, 0, 0, 0, 0, 1);
    assertThat(parts.test().features()).containsExactly(0, 1, 0.2f, 1, 0, 1);
    assertThat(parts.test().target().names()).containsExactly("cat", "dog");
  }

  @Test
  void greyLevelsAreKeptAsTheyAre() throws IOException {
    grey("a/1.png", 2, 51, 102);
    grey("b/1.png", 2, 0, 255);
    Splits parts = read(ImageOptions.AUTO);
    assertThat(parts.train().shape()).isEqualTo(Shape.of(1, 1, 2));
    assertThat(parts.train().features()).containsExactly(0.2f, 0.4f);
  }

  @Test
  void colourBecomesGreyByBrightness() throws IOException {
    colour("a/1.png", 2, 0xFF0000, 0x00FF00);
    colour("a/2.png", 2, 0x0000FF, 0xFFFFFF);
    ImageOptions options = ImageOptions.AUTO.withChannels(ImageOptions.Channels.GREY);
    assertThat(read(options).train().features()).containsExactly(76 / 255f, 150 / 255f);
    assertThat(read(options).test().features()).containsExactly(29 / 255f, 1);
  }

  @Test
  void picturesAreScaledByAveragingOrCutToTheMiddle() throws IOException {
    grey("a/1.png", 4, 0, 40, 80, 120);
    grey("a/2.png", 4, 10, 10, 10, 10);
    Splits scaled = read(ImageOptions.AUTO.withSize(1, 2));
    assertThat(scaled.train().features()).containsExactly(29 / 255f, 91 / 255f);
    assertThat(scaled.test().features()).containsExactly(10 / 255f, 10 / 255f);
    ImageOptions crop = ImageOptions.AUTO.withSize(1, 2).withFit(ImageOptions.Fit.CROP);
    assertThat(read(crop).train().shape()).isEqualTo(Shape.of(1, 1, 2));
    assertThat(read(crop).train().features()).containsExactly(40 / 255f, 80 / 255f);
  }

  @Test
  void refusesPicturesOfDifferentSizes() throws IOException {
    grey("a/1.png", 2, 1, 2);
    Path other = grey("a/2.png", 3, 1, 2, 3);
    assertThatThrownBy(() -> read(ImageOptions.AUTO))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            other
                + ", the picture: expected 1 by 2 pixels as in the first one, found 1 by 3. Ask for"
                + " a size, to which all pictures are then scaled.");
  }

  @Test
  void refusesDamagedPictures() throws IOException {
    Path file = grey("a/1.png", 2, 1, 2);
    byte[] bytes = Files.readAllBytes(file);
    String damaged =
        file
            + ", the picture: expected a complete PNG, JPEG, GIF or BMP picture, found a damaged"
            + " one. The file is cut short, damaged or of another format; fetch it again.";
    Files.write(file, Arrays.copyOf(bytes, 45));
    assertThatThrownBy(() -> read(ImageOptions.AUTO)).hasMessage(damaged);
    Files.write(file, Arrays.copyOf(bytes, 20));
    assertThatThrownBy(() -> read(ImageOptions.AUTO)).hasMessage(damaged);
    Files.writeString(file, "GARBAGE");
    assertThatThrownBy(() -> read(ImageOptions.AUTO))
        .hasMessage(damaged.replace("a damaged one", "other bytes"));
  }

  @Test
  void refusesHugePicturesBeforeTakingMemoryForThem() throws IOException {
    Path file = grey("a/1.png", 2, 1, 2);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer png = ByteBuffer.wrap(bytes);
    png.putInt(16, 100_000).putInt(20, 90_000);
    var sum = new CRC32();
    sum.update(bytes, 12, 17);
    png.putInt(29, (int) sum.getValue());
    Files.write(file, bytes);
    assertThatThrownBy(() -> read(ImageOptions.AUTO))
        .hasMessage(
            file
                + ", the picture: expected at most 67108864 pixels, and 16384 on a side, found"
                + " 90000 by 100000. Make the picture smaller.");
  }

  @Test
  void refusesFoldersWithoutPictures() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "x");
    assertThatThrownBy(() -> read(ImageOptions.AUTO))
        .hasMessage(
            folder
                + ", the files: expected pictures (png, jpg, gif or bmp), found none. Put the"
                + " pictures of each class into a folder of its own.");
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> Images.read(none, ImageOptions.AUTO, Split.auto(), 1))
        .hasMessage(
            none + ", the path: expected a folder, found none. Check the path and its spelling.");
    assertThatThrownBy(() -> ImageOptions.AUTO.withSize(5, 0))
        .hasMessage(
            "ImageOptions(height=5, width=0): expected both from 1 to 16384, or both 0, found 5 and"
                + " 0. Give for example 32 and 32.");
  }
}
