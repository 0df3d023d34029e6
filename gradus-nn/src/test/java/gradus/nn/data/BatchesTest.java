package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {

  private static Dataset numbers(int n) {
    float[] x = new float[n];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = i;
      labels[i] = i % 7 == 0 ? 1 : 0;
    }
    return Dataset.of(Shape.of(1), x, new Target.Binary(labels, List.of("no", "yes")));
  }

  private static List<String> read(Batches batches, int epoch, int first) {
    List<String> read = new ArrayList<>();
    try (Feed feed = batches.epoch(epoch, first)) {
      while (feed.advance()) {
        Batch batch = feed.batch();
        float[] x = Arrays.copyOf(batch.x(), batch.size() * batches.set().exampleSize());
        int[] labels = Arrays.copyOf(batch.labels(), batch.size());
        float[] targets =
            Arrays.copyOf(batch.targets(), batch.size() * batches.set().target().width());
        read.add(Arrays.toString(x) + Arrays.toString(labels) + Arrays.toString(targets));
      }
    }
    return read;
  }

  @Test
  void scoringGivesEveryExampleOnceInOrder() {
    assertThat(read(Batches.scoring(numbers(5), 2), 0, 0))
        .containsExactly(
            "[0.0, 1.0][1, 0][1.0, 0.0]", "[2.0, 3.0][0, 0][0.0, 0.0]", "[4.0][0][0.0]");
  }

  @Test
  void theLastBatchIsKeptOrDropped() {
    Batches batches = Batches.training(numbers(10), 4, 1);
    assertThat(batches.perEpoch()).isEqualTo(3);
    assertThat(read(batches, 0, 0)).hasSize(3);
    assertThat(batches.withDropLast(true).perEpoch()).isEqualTo(2);
    assertThat(read(batches.withDropLast(true), 0, 0)).isEqualTo(read(batches, 0, 0).subList(0, 2));
  }

  @Test
  void eachEpochHasAnOrderOfItsOwnThatTheSeedDecides() {
    Batches batches = Batches.training(numbers(50), 8, 1);
    int[] sorted = batches.order(3).clone();
    Arrays.sort(sorted);
    assertThat(sorted).isEqualTo(IntStream.range(0, 50).toArray());
    assertThat(batches.order(3)).isEqualTo(Batches.training(numbers(50), 8, 1).order(3));
    assertThat(batches.order(3)).isNotEqualTo(batches.order(4));
    assertThat(batches.order(3)).isNotEqualTo(Batches.training(numbers(50), 8, 2).order(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7})
  void readingAheadChangesNothing(int ahead) {
    Dataset images = Digits.of(2).dataset(0, 50);
    Batches batches =
        Batches.training(images, 8, 1)
            .augmentedBy(new Augmentation(2, 10, 0.1, true))
            .standardisedBy(Standardiser.perChannel(images));
    List<String> direct = read(batches.withAhead(0), 5, 0);
    assertThat(read(batches.withAhead(ahead), 5, 0)).isEqualTo(direct);
    assertThat(read(batches.withAhead(ahead), 5, 4)).isEqualTo(direct.subList(4, 7));
  }

  @Test
  void anAugmentedImageDependsOnSeedEpochAndRowAlone() {
    Dataset images = Digits.of(2).dataset(0, 30);
    Augmentation moved = new Augmentation(2, 10, 0.1, false);
    Batches small = Batches.training(images, 4, 1).augmentedBy(moved);
    Batches large = Batches.training(images, 30, 1).augmentedBy(moved);
    assertThat(row(small, 1, 17)).isEqualTo(row(large, 1, 17));
    assertThat(row(small, 1, 17)).isNotEqualTo(row(small, 2, 17));
    assertThat(row(small, 1, 17)).isNotEqualTo(images.example(17));
  }

  private static float[] row(Batches batches, int epoch, int row) {
    int size = batches.set().exampleSize();
    try (Feed feed = batches.epoch(epoch)) {
      while (feed.advance()) {
        for (int i = 0; i < feed.batch().size(); i++) {
          if (feed.batch().rows()[i] == row) {
            return Arrays.copyOfRange(feed.batch().x(), i * size, (i + 1) * size);
          }
        }
      }
    }
    throw new AssertionError("row " + row + " did not come");
  }

  @Test
  void balancedDrawsGiveEachClassTheSameShare() {
    Batches batches = Batches.training(numbers(700), 16, 3).withBalanced(true);
    int[] order = batches.order(0);
    assertThat(order).hasSize(700);
    assertThat(Arrays.stream(order).filter(row -> row % 7 == 0)).hasSize(350);
    assertThat(Arrays.stream(order).distinct().count()).isBetween(350L, 480L);
    assertThat(batches.order(1)).isNotEqualTo(order);
  }

  @Test
  void aFeedCanBeClosedInTheMiddle() {
    Feed feed = Batches.training(numbers(1000), 2, 1).epoch(0);
    assertThat(feed.advance()).isTrue();
    feed.close();
    assertThat(feed.advance()).isFalse();
    feed.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aFailureWhileReadingComesOut(int ahead) {
    Standardiser other =
        Standardiser.of(new Standardiser.Moments(List.of(0.0, 0.0), List.of(1.0, 1.0)));
    Batches batches = Batches.training(numbers(9), 2, 1).standardisedBy(other).withAhead(ahead);
    try (Feed feed = batches.epoch(0)) {
      assertThatThrownBy(feed::advance)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Standardiser: expected examples of a multiple of 2 numbers, found 1. Give data of"
                  + " the shape it was fitted on.");
    }
  }

  @Test
  void anEmptySetHasNoBatches() {
    Dataset none = numbers(3).subset(new int[0]);
    assertThat(read(Batches.training(none, 4, 1), 0, 0)).isEmpty();
    assertThat(read(Batches.scoring(none, 4), 0, 0)).isEmpty();
  }

  @Test
  void refusesSettingsThatDoNotFit() {
    assertThatThrownBy(() -> Batches.training(numbers(3), 0, 1))
        .hasMessage(
            "Batches(batch=0): expected at least 1 example a batch, found 0. Give a batch such as"
                + " 64.");
    assertThatThrownBy(
            () -> Batches.training(numbers(3), 1, 1).augmentedBy(new Augmentation(1, 0, 0, false)))
        .hasMessage(
            "Augmentation: expected images of shape [channels, height, width], found examples of"
                + " shape [1]. Leave augmentation out for this data.");
  }
}
