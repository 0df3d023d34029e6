package gradus.runs.record;

import gradus.nn.run.RunResult;
import gradus.nn.run.StepRow;
import gradus.nn.train.EpochReport;
import gradus.runs.store.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a training tells, as points of its metrics.
final class Points {

  private Points() {}

  static List<Point> of(StepRow row) {
    Instant time = Instant.ofEpochMilli(row.millis());
    return List.of(
        Point.of("step.loss", row.step(), row.epoch(), row.loss(), time),
        Point.of("step.learningRate", row.step(), row.epoch(), row.learningRate(), time));
  }

  static List<Point> of(EpochReport report, Instant time) {
    Map<String, Double> values = new TreeMap<>();
    report.validation().forEach((name, value) -> values.put("validation." + name, value));
    values.put("examplesPerSecond", report.examplesPerSecond());
    if (!Double.isNaN(report.trainAccuracy())) {
      values.put("train.accuracy", report.trainAccuracy());
    }
    values.put("train.loss", report.trainLoss());
    return points(values, report.steps(), report.epoch(), time);
  }

  static List<Point> of(RunResult result, long steps, Instant time) {
    Map<String, Double> values = new TreeMap<>();
    result.test().forEach((name, value) -> values.put("test." + name, value));
    return points(values, steps, result.epochs(), time);
  }

  private static List<Point> points(
      Map<String, Double> values, long step, int epoch, Instant time) {
    List<Point> points = new ArrayList<>();
    values.forEach((name, value) -> points.add(Point.of(name, step, epoch, value, time)));
    return points;
  }

  /// All points of a run in the order in which they came about: the steps of an epoch, then its
  /// scores, at the end those of the test part.
  ///
  /// @param steps the steps, ascending
  /// @param history the epochs
  static List<Point> of(List<StepRow> steps, List<EpochReport> history) {
    List<Point> points = new ArrayList<>();
    Instant time = Instant.EPOCH;
    int next = 0;
    for (EpochReport report : history) {
      while (next < steps.size() && steps.get(next).step() <= report.steps()) {
        time = Instant.ofEpochMilli(steps.get(next).millis());
        points.addAll(of(steps.get(next)));
        next++;
      }
      points.addAll(of(report, time));
    }
    steps.subList(next, steps.size()).forEach(row -> points.addAll(of(row)));
    return points;
  }
}
