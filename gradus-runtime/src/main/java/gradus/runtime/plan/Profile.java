package gradus.runtime.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Where the time of a plan's runs goes, step by step.
///
/// @param lines a line for each step, in order; of a step that takes a few images through several
///   layers, a line for each layer with its share of the time
/// @param runs how many runs were timed; each line holds the median of them
public record Profile(List<Line> lines, int runs) {

  public Profile {
    lines = List.copyOf(lines);
  }

  /// One step.
  ///
  /// @param what what it does
  /// @param seconds the median time of a run, with the engine's threads
  /// @param operations floating-point operations that a run performs: two for each multiply-add (in
  ///   Winograd's filtering and Fourier transforms an addition counts as one), one for each element
  ///   of each elementwise operation; 0 where it only moves
  /// @param bytes what it must read and write at least: each tensor once
  public record Line(String what, double seconds, long operations, long bytes) {

    /// 10⁹ operations a second; 0 where there are none.
    public double gigaflops() {
      return operations * 1e-9 / seconds;
    }

    /// 10⁹ bytes a second.
    public double gigabytes() {
      return bytes * 1e-9 / seconds;
    }
  }

  /// Runs all steps some times.
  ///
  /// @param traffic bytes that each step reads and writes
  static Profile of(Step[] steps, long[] traffic, int times, Consumer<Step> run) {
    long[][] nanos = new long[steps.length][times];
    for (Step step : steps) {
      step.time();
    }
    for (int i = 0; i < times; i++) {
      for (int j = 0; j < steps.length; j++) {
        long start = System.nanoTime();
        run.accept(steps[j]);
        nanos[j][i] = System.nanoTime() - start;
      }
    }
    List<Line> lines = new ArrayList<>();
    for (int j = 0; j < steps.length; j++) {
      Arrays.sort(nanos[j]);
      double seconds = Math.max(1, nanos[j][times / 2]) * 1e-9;
      lines.addAll(steps[j].lines(seconds, traffic[j]));
    }
    return new Profile(lines, times);
  }

  /// The sum over all steps, in seconds.
  public double seconds() {
    return lines.stream().mapToDouble(Line::seconds).sum();
  }

  /// A table of the steps in order: time, share of the whole, speed, roofline.
  ///
  /// @param machine what could be reached
  public String table(Roofline machine) {
    double whole = seconds();
    StringBuilder table = new StringBuilder();
    row(table, "µs", "share", "GFLOP/s", "GB/s", "roofline", "step");
    for (Line line : lines) {
      row(
          table,
          number("%.1f", line.seconds() * 1e6),
          number("%.1f %%", 100 * line.seconds() / whole),
          line.operations() == 0 ? "" : number("%.1f", line.gigaflops()),
          number("%.1f", line.gigabytes()),
          number("%.0f %%", 100 * machine.share(line)),
          line.what());
    }
    row(table, number("%.1f", whole * 1e6), "", "", "", "", "all steps");
    return table.toString();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static void row(StringBuilder table, String... cells) {
    table.append(
        String.format(
            Locale.ROOT,
            "%10s %8s %9s %8s %9s  %s%n",
            cells[0],
            cells[1],
            cells[2],
            cells[3],
            cells[4],
            cells[5]));
  }
}
