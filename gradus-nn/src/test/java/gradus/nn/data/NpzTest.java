package gradus.nn.data;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  @TempDir Path folder;

  private Path write(Map<String, Tensor> tensors) {
    Path file = folder.resolve("made.npz");
    Npz.write(file, tensors);
    return file;
  }

  @Test
  void whatIsWrittenIsReadAgainAndTheSameBytesEachTime() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", Tensor.of(Shape.of(2), 1f, 2));
    tensors.put("b/c", Tensor.of(Shape.of(1), 3));
    byte[] first = Files.readAllBytes(write(tensors));
    assertThat(Files.readAllBytes(write(tensors))).isEqualTo(first);
    assertThat(Npz.read(write(tensors))).isEqualTo(tensors);
  }

  @Test
  void namesMakeASetOrTheTwoPartsOfOne() {
    Tensor x = Tensor.of(Shape.of(4, 1), 1f, 2, 3, 4);
    Tensor y = Tensor.of(Shape.of(4), 0, 1, 2, 0);
    Splits cut = Npz.dataset(write(Map.of("x", x, "y", y)), TargetKind.AUTO, new Split.Odd(), 1);
    assertThat(cut.test().features()).containsExactly(2, 4);
    Tensor other = Tensor.of(Shape.of(4), 5, 1, 0, 0);
    Path file = write(Map.of("x_train", x, "y_train", y, "x_test", x, "y_test", other));
    Splits given = Npz.dataset(file, TargetKind.AUTO, Split.auto(), 1);
    assertThat(given.train().target().names()).containsExactly("0", "1", "2", "5");
    assertThat(((Target.Classes) given.test().target()).labels()).containsExactly(3, 1, 0, 0);
    Path wrong = write(Map.of("a", x));
    assertThatThrownBy(() -> Npz.dataset(wrong, TargetKind.AUTO, Split.auto(), 1))
        .hasMessage(
            wrong
                + ", the archive: expected arrays named x and y, or x_train, y_train, x_test and"
                + " y_test, found a. Write them with numpy.savez(file, x=…, y=…).");
  }

  @Test
  void refusesDamagedArchives() throws IOException {
    byte[] bytes = Files.readAllBytes(write(Map.of("a", Tensor.of(Shape.of(2), 1f, 2))));
    Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(bytes, bytes.length - 30));
    assertThatThrownBy(() -> Npz.read(cut))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            cut + ", the archive: expected a zip file of at most 1000000 entries");
    byte[] wrong = bytes.clone();
    wrong[45] ^= 0x55;
    Path damaged = Files.write(folder.resolve("damaged.npz"), wrong);
    assertThatThrownBy(() -> Npz.read(damaged))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(damaged + "");
  }

  @Test
  void readsWhatNumpyWrote() {
    Map<String, Tensor> stored = Npz.read(DataFolder.find("npy/stored.npz"));
    assertThat(requireNonNull(stored.get("weights")).shape()).isEqualTo(Shape.of(3, 4));
    assertThat(requireNonNull(stored.get("steps")).longAt(0)).isEqualTo(42);
    Map<String, Tensor> packed = Npz.read(DataFolder.find("npy/compressed.npz"));
    assertThat(requireNonNull(packed.get("idx")).longAt(9)).isEqualTo(18);
    assertThat(requireNonNull(packed.get("mask")).shape()).isEqualTo(Shape.of(3, 3));
    Path objects = DataFolder.find("npy/py3-objarr.npz");
    assertThatThrownBy(() -> Npz.read(objects))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("pickled Python objects, which could run code");
    Path text = DataFolder.find("npy/example.npz");
    assertThatThrownBy(() -> Npz.read(text))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("found text (S3)");
  }
}
