package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSourceTest {
  @TempDir Path folder;

  private static Splits load(String source, DataOptions options) {
    return DataSource.parse(source).load(options);
  }

  private String table() throws IOException {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 20).forEach(i -> text.append(i).append(",").append(i % 4).append("\n"));
    return "csv:" + Files.writeString(folder.resolve("t.csv"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "digit", "mnist", "mnist:", "idx:a", "npy:a,b,c", "ftp:x", "digits:x", ":x"})
  void refusesNamesThatNameNothing(String text) {
    assertThatThrownBy(() -> load(text, DataOptions.AUTO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "data \"%s\": expected digits, mnist:DIR, idx:IMAGES,LABELS, csv:FILE, npy:X,Y, npz:FILE, images:DIR or wav:DIR_OR_ZIP, found \"%s\". Write for example csv:iris.csv."
                .formatted(text, text));
  }

  @Test
  void theBuiltInDigitsCarryTheirSplit() {
    Splits digits = load("digits", DataOptions.AUTO);
    assertThat(digits.train().size()).isEqualTo(Digits.DEFAULT_TRAIN);
    assertThat(digits.test().size()).isEqualTo(Digits.DEFAULT_TEST);
    assertThat(digits.validation().isEmpty()).isTrue();
  }

  @Test
  void splitsCutAsTheySay() throws IOException {
    String source = table();
    assertThat(load(source, told("first:15")).test().features())
        .containsExactly(15, 16, 17, 18, 19);
    assertThat(load(source, told("every:5:1")).test().features()).containsExactly(1, 6, 11, 16);
    assertThat(load(source, told("odd")).train().features()[1]).isEqualTo(2);
    assertThat(load(source, told("all")).test().size()).isEqualTo(20);
    assertThat(load(source, told("all")).train().isEmpty()).isTrue();
    Splits lot = load(source, told("0.5"));
    assertThat(lot.train().size()).isEqualTo(12);
    assertThat(lot.test().digest()).isEqualTo(load(source, told("0.5")).test().digest());
    assertThat(lot.test().digest())
        .isNotEqualTo(load(source, told("0.5").withSeed(2)).test().digest());
    Splits three = load(source, told("first:16").withValidation(0.25));
    assertThat(three.train().size()).isEqualTo(12);
    assertThat(three.validation().size()).isEqualTo(4);
  }

  private static DataOptions told(String split) {
    return DataOptions.AUTO.withSplit(Split.parse(split));
  }

  @Test
  void refusesSplitsThatDoNotFit() throws IOException {
    String source = table();
    for (String text :
        List.of("1.5", "0", "first:0", "every:5:5", "every:1:0", "half", "first:x")) {
      assertThatThrownBy(() -> Split.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "expected a share between 0 and 1, first:N, every:K:F with F below K, odd, given or"
                  + " all, found")
          .hasMessageEndingWith("Write for example 0.8 or every:5:0.");
    }
    assertThatThrownBy(() -> load(source, told("first:20")))
        .hasMessage(
            "split first:20: expected examples left to test on, found none of 20. Give fewer"
                + " rows to train on.");
    assertThatThrownBy(() -> load(source, told("given")))
        .hasMessage(
            "split given: expected data that carries its split, found one set. Give a share such as"
                + " 0.8, first:N, every:K:F or odd.");
    assertThatThrownBy(() -> load("digits", told("0.5")))
        .hasMessage(
            "split 0.5: expected no split, or given, for data that carries its own,"
                + " found 0.5. Leave the split out.");
    assertThatThrownBy(() -> DataOptions.AUTO.withValidation(1))
        .hasMessage(
            "DataOptions(validation=1.0): expected a share from 0 up to 1, found 1.0. Give for"
                + " example 0.1.");
  }

  @Test
  void optionsReachTheirReaders() throws IOException {
    DataOptions reals = DataOptions.AUTO.withTarget(TargetKind.parse("reals"));
    assertThat(load(table(), reals).train().target()).isInstanceOf(Target.Reals.class);
    DataOptions label = DataOptions.AUTO.withCsv(CsvOptions.AUTO.withLabel("0"));
    assertThat(load(table(), label).test().target()).isInstanceOf(Target.Reals.class);
    DataOptions shape = DataOptions.AUTO.withShape(List.of(1, 1));
    assertThat(load(table(), shape).test().shape()).isEqualTo(Shape.of(1, 1));
    Npz.write(
        folder.resolve("a.npz"),
        Map.of("x", Tensor.of(Shape.of(4), 1f, 2, 3, 4), "y", Tensor.of(Shape.of(4), 1f, 2, 3, 4)));
    String npz = "npz:" + folder.resolve("a.npz");
    assertThat(load(npz, told("odd")).test().features()).containsExactly(2, 4);
  }

  @Test
  void readsTheRealSets() {
    Path root = DataFolder.find(".");
    assertThat(load("csv:" + root.resolve("abalone/abalone.csv"), told("first:3133")).test().size())
        .isEqualTo(1044);
    String libras = "csv:" + root.resolve("libras/movement_libras.data");
    DataOptions pairs = told("odd").withCsv(CsvOptions.AUTO.withChannels(2));
    assertThat(load(libras, pairs).test().size()).isEqualTo(180);
    String cancer = "csv:" + root.resolve("breast-cancer/breast_cancer.csv");
    assertThat(load(cancer, told("every:5:0")).test().size()).isEqualTo(114);
    String digits = "csv:" + root.resolve("digits/digits.csv.gz");
    DataOptions images = told("first:898").withShape(List.of(1, 8, 8));
    assertThat(load(digits, images).test().size()).isEqualTo(899);
    assertThat(load("mnist:" + root.resolve("fashion-mnist"), DataOptions.AUTO).test().size())
        .isEqualTo(10_000);
  }
}
