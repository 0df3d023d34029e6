package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  @TempDir Path folder;

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] header(int type, int... sizes) {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * sizes.length);
    header.put((byte) 0).put((byte) 0).put((byte) type).put((byte) sizes.length);
    for (int size : sizes) {
      header.putInt(size);
    }
    return header.array();
  }

  private static byte[] join(byte[] first, byte... second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static void assertRefused(Path file, String sentence) {
    assertThatThrownBy(() -> Idx.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + sentence);
  }

  @Test
  void readsBytesPlainAndPacked() throws IOException {
    byte[] bytes = join(header(8, 2, 1, 2), (byte) 0, (byte) 51, (byte) 102, (byte) -1);
    for (Path file : List.of(write("plain", bytes), write("packed", gzip(bytes)))) {
      Idx idx = Idx.read(file);
      assertThat(idx.sizes()).containsExactly(2, 1, 2);
      assertThat(idx.toFloats()).containsExactly(0, 51, 102, 255);
    }
  }

  @Test
  void readsTheOtherElementTypes() throws IOException {
    byte[] i8 = join(header(0x09, 2), (byte) -1, (byte) 5);
    byte[] i16 = join(header(0x0B, 1), (byte) 0xFF, (byte) 0xFE);
    byte[] i32 = join(header(0x0C, 1), (byte) 0, (byte) 1, (byte) 0, (byte) 0);
    byte[] f32 = join(header(0x0D, 1), ByteBuffer.allocate(4).putFloat(1.5f).array());
    byte[] f64 = join(header(0x0E, 1), ByteBuffer.allocate(8).putDouble(-2.25).array());
    assertThat(Idx.read(write("a", i8)).toFloats()).containsExactly(-1, 5);
    assertThat(Idx.read(write("b", i16)).toFloats()).containsExactly(-2);
    assertThat(Idx.read(write("c", i32)).toFloats()).containsExactly(65536);
    assertThat(Idx.read(write("d", f32)).toFloats()).containsExactly(1.5f);
    assertThat(Idx.read(write("e", f64)).toFloats()).containsExactly(-2.25f);
  }

  @Test
  void makesASetOfImagesAndLabels() throws IOException {
    Path images = write("i", join(header(8, 2, 1, 2), (byte) 0, (byte) 51, (byte) 102, (byte) -1));
    Path labels = write("l", join(header(8, 2), (byte) 2, (byte) 0));
    Dataset set = Idx.dataset(images, labels);
    assertThat(set.shape()).isEqualTo(Shape.of(1, 1, 2));
    assertThat(set.features()).containsExactly(0, 0.2f, 0.4f, 1);
    assertThat(set.target().names()).containsExactly("0", "1", "2");
    assertThat(((Target.Classes) set.target()).labels()).containsExactly(2, 0);
  }

  @Test
  void refusesWhatIsNotIdx() throws IOException {
    assertRefused(
        write("png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2}),
        ", byte 0: expected an IDX magic number (0, 0, a type from 08 to 0e, 1 to 8 axes), found"
            + " 0x89504e47. Give an IDX file such as train-images-idx3-ubyte.gz.");
    assertRefused(
        write("short", new byte[] {0, 0}),
        ", byte 0: expected 4 bytes of IDX magic number, found at most 2 bytes. The file is cut"
            + " short or its header is wrong; fetch it again.");
    assertRefused(
        folder.resolve("none"),
        ", the path: expected a file, found nothing. Check the path and its spelling.");
    assertRefused(
        folder, ", the path: expected a file, found a folder. Check the path and its spelling.");
  }

  @Test
  void refusesSizesThatTheFileCannotHold() throws IOException {
    assertRefused(
        write("huge", join(header(8, 0x7FFFFFFF, 0x7FFFFFFF, 0x7FFFFFFF), (byte) 1)),
        ", byte 16: expected at most 2147483639 bytes of values, found 1152921504606846975 bytes."
            + " Split the file into smaller ones.");
    assertRefused(
        write("negative", header(8, -1)),
        ", byte 4: expected a size of at most 2147483647 on axis 0, found 4294967295. The header is"
            + " damaged; fetch the file again.");
    assertRefused(
        write("long", header(8, 60_000, 28, 28)),
        ", byte 16: expected 47040000 bytes of values, found at most 0 bytes. The file is cut short"
            + " or its header is wrong; fetch it again.");
    assertRefused(
        write("bomb", gzip(header(8, 2_000_000_000))),
        ", byte 8: expected 2000000000 bytes of values, found at most %d bytes. The file is cut short or its header is wrong; fetch it again."
            .formatted(gzip(header(8, 2_000_000_000)).length * 1032L - 8));
    assertRefused(
        write("more", join(header(8, 1), (byte) 1, (byte) 2)),
        ", byte 9: expected the end of the file after 1 values, found more bytes. Check that the"
            + " sizes in the header are right.");
  }

  @Test
  void refusesDamagedGzip() throws IOException {
    byte[] values = new byte[5000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i * i * 31 + i / 7);
    }
    byte[] packed = gzip(join(header(8, 5000), values));
    assertRefused(
        write("cut", Arrays.copyOf(packed, packed.length / 2)),
        ", unpacked byte 8: expected complete packed data, found its end too early. The file is cut"
            + " short or damaged; fetch it again.");
    byte[] wrong = packed.clone();
    wrong[packed.length - 6] ^= 1;
    assertRefused(
        write("sum", wrong),
        ", unpacked byte 5008: expected complete packed data, found a damaged stream. The file is"
            + " cut short or damaged; fetch it again.");
    assertRefused(
        write("stub", Arrays.copyOf(packed, 5)),
        ", unpacked byte 0: expected complete packed data, found its end too early. The file is cut"
            + " short or damaged; fetch it again.");
  }

  @Test
  void refusesLabelsThatDoNotFit() throws IOException {
    Path images = write("i", join(header(8, 2, 1, 1), (byte) 0, (byte) 51));
    Path labels = write("l", join(header(8, 1), (byte) 2));
    assertThatThrownBy(() -> Idx.dataset(images, labels))
        .hasMessage(
            images
                + ", byte 4: expected as many images as labels (1), found 2. Give the labels that"
                + " belong to these images.");
    assertThatThrownBy(() -> Idx.dataset(images, images))
        .hasMessage(
            images
                + ", byte 0: expected labels: integers on one axis, found u8[2, 1, 1]. Give the"
                + " labels' file, such as train-labels-idx1-ubyte.gz.");
    Path none = write("n", header(8, 0, 1, 1));
    assertThatThrownBy(() -> Idx.dataset(none, write("e", header(8, 0))))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            none
                + ", byte 4: expected one example or more, found 0. Give a file that holds"
                + " examples.");
    Path minus = write("m", join(header(9, 1), (byte) -3));
    assertThatThrownBy(() -> Idx.dataset(images, minus))
        .hasMessage(
            minus
                + ", label 0: expected a class from 0 to 65535, found -3. Number the classes from"
                + " 0.");
    assertThatThrownBy(() -> Idx.folder(folder))
        .hasMessage(
            folder
                + ", the folder: expected train-images-idx3-ubyte.gz or train-images-idx3-ubyte,"
                + " found neither. Put the four files of MNIST there, or name two with"
                + " idx:IMAGES,LABELS.");
  }

  @Test
  void readsMnist() {
    Splits mnist = Idx.folder(DataFolder.find("mnist"));
    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.train().shape()).isEqualTo(Shape.of(1, 28, 28));
    int[] counts = new int[10];
    for (int label : ((Target.Classes) mnist.test().target()).labels()) {
      counts[label]++;
    }
    assertThat(counts).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
  }
}
