package gradus.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a sweep may take of the machine.
///
/// @param processes how many trials at once
/// @param heapMebibytes the largest heap of each, in MiB
/// @param threads the threads of each
record SweepBudget(int processes, long heapMebibytes, int threads) {

  /// MiB that a JVM takes beside its heap: classes, compiled code, threads, buffers.
  static final long BESIDE = 128;

  /// MiB of the smallest heap in which a small network trains.
  static final long SMALLEST = 64;

  private static final Pattern SIZE = Pattern.compile("(\\d{1,7})([mg])");

  /// The budget for what was asked; what was not asked follows from the machine: half of its
  /// memory, as many processes as processors where 512 MiB are left for each, and the processors
  /// shared out among them.
  ///
  /// @param processes `--processes`, 0 for none
  /// @param memory `--memory`, such as `512m` or `4g`
  /// @param threads `--threads`, 0 for none
  static SweepBudget of(int processes, Optional<String> memory, int threads) {
    int processors = Runtime.getRuntime().availableProcessors();
    long all = memory.map(SweepBudget::mebibytes).orElseGet(SweepBudget::half);
    if (processes < 0 || processes > 1024) {
      throw new IllegalArgumentException(
          "--processes %d: expected 1 to 1024 processes, found %d. Leave it out for one a processor."
              .formatted(processes, processes));
    }
    if (threads < 0 || threads > 1024) {
      throw new IllegalArgumentException(
          "--threads %d: expected 1 to 1024 threads, found %d. Leave it out to share the processors out."
              .formatted(threads, threads));
    }
    int count = processes > 0 ? processes : Math.clamp(all / 512, 1, processors);
    long each = all / count;
    if (each < BESIDE + SMALLEST) {
      throw new IllegalArgumentException(
          "--processes %d, --memory %dm: expected %d MiB or more for each process (%d for its heap, %d beside it), found %d. Give more memory, or fewer processes."
              .formatted(count, all, BESIDE + SMALLEST, SMALLEST, BESIDE, each));
    }
    return new SweepBudget(
        count, each - BESIDE, threads > 0 ? threads : Math.max(1, processors / count));
  }

  private static long mebibytes(String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new IllegalArgumentException(
          "--memory %s: expected a size such as 512m or 4g, found \"%s\". Write MiB with m and GiB with g."
              .formatted(text, text));
    }
    return Long.parseLong(size.group(1)) * (size.group(2).equals("g") ? 1024 : 1);
  }

  private static long half() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? (machine.getTotalMemorySize() / 2) >> 20
        : 1024;
  }
}
