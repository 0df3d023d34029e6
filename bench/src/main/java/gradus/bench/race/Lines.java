package gradus.bench.race;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The lines of one measurement: `workload,peer,threads,metric,value,unit,min,median`.
///
/// @param out where they go
/// @param workload such as `W1.sgd.b32`
/// @param threads 1 or more, or 0 where they do not matter
record Lines(PrintStream out, String workload, int threads) {

  static final String HEADER = "workload,peer,threads,metric,value,unit,min,median";

  void line(String metric, double value, String unit, double least, double median) {
    out.println(
        String.join(
            ",",
            workload,
            "gradus",
            Integer.toString(threads),
            metric,
            number(value),
            unit,
            number(least),
            number(median)));
  }

  void single(String metric, double value, String unit) {
    line(metric, value, unit, value, value);
  }

  /// A time in milliseconds from sorted seconds.
  void times(String what, List<Double> sorted) {
    double median = median(sorted) * 1e3;
    line(what + "_time", median, "ms", sorted.getFirst() * 1e3, median);
  }

  /// A rate from sorted seconds; its least column is that of the fastest repetition.
  void rate(String what, List<Double> sorted, double perUnit, String unit) {
    double median = perUnit / median(sorted);
    line(what + "_rate", median, unit, perUnit / sorted.getFirst(), median);
  }

  /// The largest resident set of this process so far, in MB of 10⁶ bytes; nothing where the system
  /// does not tell.
  void peakMemory() {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM")) {
          single("peak_rss", Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024e-6, "MB");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double median(List<Double> sorted) {
    int n = sorted.size();
    return n % 2 == 1 ? sorted.get(n / 2) : 0.5 * (sorted.get(n / 2 - 1) + sorted.get(n / 2));
  }

  private static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.6g", value);
  }
}
