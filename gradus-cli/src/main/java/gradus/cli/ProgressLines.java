package gradus.cli;

import gradus.nn.train.Checkpoint;
import gradus.nn.train.EpochReport;
import gradus.nn.train.Progress;
import gradus.nn.train.TrainingListener;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// How a training shows where it stands: a moving bar on a terminal, a line an epoch elsewhere. It
/// changes with every step.
final class ProgressLines implements TrainingListener, AutoCloseable {

  private static final int EVERY_MILLIS = 200;

  private final Screen screen;
  private Optional<ProgressBar> bar = Optional.empty();

  private ProgressLines(Screen screen) {
    this.screen = screen;
  }

  static ProgressLines on(Screen screen) {
    return new ProgressLines(screen);
  }

  @Override
  public void step(Progress progress) {
    if (!screen.isTerminal()) {
      return;
    }
    if (bar.isEmpty()) {
      bar =
          Optional.of(
              new ProgressBarBuilder()
                  .setTaskName("epoch %d/%d".formatted(progress.epoch(), progress.epochs()))
                  .setInitialMax(progress.total())
                  .setUpdateIntervalMillis(EVERY_MILLIS)
                  .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                  .setUnit(" examples", 1)
                  .showSpeed()
                  .build());
    }
    bar.get().stepTo(progress.examples());
    bar.get().setExtraMessage(String.format(Locale.ROOT, " loss %.4f", progress.loss()));
  }

  @Override
  public void epoch(EpochReport report, Checkpoint checkpoint) {
    close();
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "epoch %d: loss %.4f", report.epoch(), report.trainLoss()));
    if (!Double.isNaN(report.trainAccuracy())) {
      line.append(", accuracy ").append(Numbers.percent(report.trainAccuracy()));
    }
    if (!report.validation().isEmpty()) {
      line.append("; validation");
      for (String name : new String[] {"loss", "accuracy", "rmse", "r2"}) {
        if (report.validation().containsKey(name)) {
          line.append(' ').append(name).append(' ');
          line.append(Numbers.short4(report.validation().get(name)));
        }
      }
      line.append(checkpoint.bestEpoch() == report.epoch() ? " (best)" : "");
    }
    line.append("; %s examples/s".formatted(Numbers.count(report.examplesPerSecond())));
    screen.remark(line.toString());
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }
}
