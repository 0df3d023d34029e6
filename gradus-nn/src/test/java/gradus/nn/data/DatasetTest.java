package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {

  /// `n` examples of two features, `10 i` and `10 i + 1`; label `i % classes`.
  private static Dataset set(int n, int classes) {
    float[] x = new float[2 * n];
    for (int i = 0; i < n; i++) {
      x[2 * i] = 10 * i;
      x[2 * i + 1] = 10 * i + 1;
    }
    int[] labels = IntStream.range(0, n).map(i -> i % classes).toArray();
    List<String> names = IntStream.range(0, classes).mapToObj(k -> "c" + k).toList();
    return Dataset.of(Shape.of(2), x, new Target.Classes(labels, names), List.of("a", "b"));
  }

  private static int[] labels(Dataset set) {
    return ((Target.Classes) set.target()).labels();
  }

  @Test
  void holdsWhatItWasGivenAndNothingLater() {
    float[] x = {1, 2, 3, 4};
    Dataset set = Dataset.of(Shape.of(2), x, new Target.Reals(new float[] {5, 6}, List.of("y")));
    x[0] = 99;
    set.features()[1] = 99;
    assertThat(set.features()).containsExactly(1, 2, 3, 4);
    assertThat(set.example(1)).containsExactly(3, 4);
    assertThat(set.size()).isEqualTo(2);
  }

  @Test
  void bytesBecomeNumbersByDivision() {
    Target target = new Target.Binary(new int[] {0, 1}, List.of("no", "yes"));
    Dataset set = Dataset.ofBytes(Shape.of(1), new byte[] {51, -1}, 255, target);
    assertThat(set.features()).containsExactly(51f / 255f, 1f);
  }

  @Test
  void aSubsetOfASubsetCountsFromItsOwnRows() {
    Dataset set = set(10, 3).subset(new int[] {9, 4, 4, 0}).subset(new int[] {3, 1});
    assertThat(set.features()).containsExactly(0, 1, 40, 41);
    assertThat(labels(set)).containsExactly(0, 1);
  }

  @Test
  void theDigestKnowsContentAlone() {
    Dataset set = set(10, 3);
    assertThat(set.digest()).hasSize(64).isEqualTo(set(10, 3).digest());
    Dataset back = set.subset(IntStream.range(0, 10).toArray());
    assertThat(back.digest()).isEqualTo(set.digest());
    assertThat(set.subset(new int[] {1, 0}).digest())
        .isNotEqualTo(set.subset(new int[] {0, 1}).digest());
    assertThat(set.reshape(Shape.of(1, 2)).digest()).isNotEqualTo(set.digest());
    assertThat(set(10, 4).digest()).isNotEqualTo(set.digest());
    assertThat(
            Dataset.of(
                    Shape.of(1), new float[] {1}, new Target.Reals(new float[] {2}, List.of("y")))
                .digest())
        .isEqualTo("3e3bc0b4127705248c66569d5bf47464f042049995efc9fd20a986ae22ca6800");
  }

  @Test
  void aStratifiedSplitKeepsTheProportionsOfTheClasses() {
    Dataset set = set(90, 3);
    Splits parts = set.split(0.8, 5, true);
    assertThat(parts.train().size()).isEqualTo(72);
    assertThat(parts.test().size()).isEqualTo(18);
    for (int k = 0; k < 3; k++) {
      int label = k;
      assertThat(Arrays.stream(labels(parts.test())).filter(l -> l == label)).hasSize(6);
    }
    assertThat(parts.validation().isEmpty()).isTrue();
    float[] together = new float[180];
    System.arraycopy(parts.train().features(), 0, together, 0, 144);
    System.arraycopy(parts.test().features(), 0, together, 144, 36);
    Arrays.sort(together);
    assertThat(together).isEqualTo(set.features());
    assertThat(set.split(0.8, 5, true).test().digest()).isEqualTo(parts.test().digest());
    assertThat(set.split(0.8, 6, true).test().digest()).isNotEqualTo(parts.test().digest());
  }

  @Test
  void aRareClassIsInBothPartsAndALonelyExampleIsLearntFrom() {
    int[] labels = {0, 0, 0, 0, 0, 0, 1, 1, 2};
    Dataset set =
        Dataset.of(Shape.of(1), new float[9], new Target.Classes(labels, List.of("a", "b", "c")));
    Splits parts = set.split(0.9, 1, true);
    assertThat(labels(parts.train())).contains(0, 1, 2);
    assertThat(labels(parts.test())).contains(0, 1).doesNotContain(2);
  }

  @Test
  void foldsCoverEveryRowOnce() {
    List<Splits> folds = set(11, 2).kFold(5);
    assertThat(folds).hasSize(5);
    assertThat(folds.get(1).test().features()).containsExactly(10, 11, 60, 61);
    assertThat(folds.stream().mapToInt(fold -> fold.test().size()).sum()).isEqualTo(11);
    assertThat(folds).allMatch(fold -> fold.train().size() + fold.test().size() == 11);
  }

  @Test
  void validationIsTakenFromTheTrainingPartAlone() {
    Splits parts = Splits.of(set(40, 2), set(6, 2)).withValidation(0.25, 3);
    assertThat(parts.train().size()).isEqualTo(30);
    assertThat(parts.validation().size()).isEqualTo(10);
    assertThat(parts.test().digest()).isEqualTo(set(6, 2).digest());
  }

  @Test
  void refusesWhatDoesNotFit() {
    Target two = new Target.Reals(new float[] {1, 2}, List.of("y"));
    assertThatThrownBy(() -> Dataset.of(Shape.of(3), new float[5], two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Dataset.of(shape=%s): expected 6 features (2 examples), found 5. Give every example its features and its target."
                .formatted(Shape.of(3)));
    assertThatThrownBy(() -> set(4, 2).split(1, 1, true))
        .hasMessage(
            "Dataset.split(fraction=1.0): expected a fraction between 0 and 1, found 1.0. Give the"
                + " share of the examples to train on, such as 0.8.");
    assertThatThrownBy(() -> set(4, 2).kFold(5))
        .hasMessage(
            "Dataset.kFold(k=5): expected 2 to 4 folds, found 5. Give each fold at least one"
                + " example.");
    assertThatThrownBy(() -> new Target.Classes(new int[] {0, 2}, List.of("a", "b")))
        .hasMessage(
            "Target.Classes(): expected labels from 0 to 1, found 2. Give every label a name.");
    assertThatThrownBy(() -> new Target.MultiLabel(new float[] {Float.NaN}, List.of("a")))
        .hasMessage(
            "Target.MultiLabel(): expected values from 0 to 1, found NaN. Give 1 for a class that"
                + " holds, 0 for one that does not.");
  }
}
