package gradus.nn.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.train.EpochReport;
import gradus.nn.train.Progress;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The files of steps and epochs: cut, torn, hostile, and sampled where there are many.
class StepLogTest {

  @TempDir private Path folder;

  private static Progress progress(long step, long steps) {
    return new Progress(step, steps, 1, 1, 1, 1, 1.0 / step, 0.5, 0.001);
  }

  private Path written(long steps) {
    Path file = folder.resolve("steps.csv");
    try (StepLog log = StepLog.after(file, 0)) {
      LongStream.rangeClosed(1, steps).forEach(step -> log.add(progress(step, steps)));
    }
    return file;
  }

  @Test
  void rowsComeBackAndThoseAfterTheCheckpointAreCut() {
    Path file = written(5);
    assertThat(StepLog.read(file)).extracting(StepRow::step).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(StepLog.read(file)).extracting(StepRow::loss).contains(1.0 / 3);
    try (StepLog log = StepLog.after(file, 3)) {
      log.add(progress(4, 5));
    }
    assertThat(StepLog.read(file)).extracting(StepRow::step).containsExactly(1L, 2L, 3L, 4L);
    assertThat(StepLog.read(folder.resolve("none.csv"))).isEmpty();
  }

  @Test
  void aTornRowAndAllAfterItAreLeftOut() throws IOException {
    Path file = written(3);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 4));
    assertThat(StepLog.read(file)).hasSize(2);
    Files.writeString(file, text + "4,1,x,0.001,5\n5,1,0.1,0.001,5\n");
    assertThat(StepLog.read(file)).hasSize(3);
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("steps.csv"), "a,b\n1,2\n");
    assertThatThrownBy(() -> StepLog.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ", line 1: expected step,epoch,loss,learningRate,millis, found \"a,b\". Delete"
                + " the file; the run can do without it.");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 9_999, 10_000, 10_001, 123_457})
  void ofManyStepsASampleIsKept(long steps) {
    List<Long> kept =
        LongStream.rangeClosed(1, steps)
            .filter(step -> StepRow.of(progress(step, steps), 0).isPresent())
            .boxed()
            .toList();
    assertThat(kept).hasSizeBetween((int) Math.min(steps, StepRow.MOST / 2), StepRow.MOST + 1);
    assertThat(kept).startsWith(1L).endsWith(steps);
    assertThat(StepRow.every(steps)).isEqualTo(Math.ceilDiv(steps, 10_000));
  }

  @Test
  void metricsComeBackAsFarAsTheFileTells() throws IOException {
    EpochReport report =
        new EpochReport(1, 7, 0.3, Double.NaN, Map.of("loss", 0.25), 0.001, 2.5, 1000);
    Path file = Files.writeString(folder.resolve("metrics.csv"), MetricsFile.text(List.of(report)));
    assertThat(MetricsFile.read(file)).containsExactly(report);
    Files.writeString(file, Files.readString(file).replace("0.25", "quarter"));
    assertThatThrownBy(() -> MetricsFile.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ", line 2: expected a number in each cell, found ");
    Files.writeString(file, "epoch,steps\n1\n");
    assertThatThrownBy(() -> MetricsFile.read(file))
        .hasMessageStartingWith(file + ", line 2: expected 2 cells, found 1 cells.");
  }
}
