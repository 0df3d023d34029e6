package gradus.bench.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Times a work in repetitions of about 3 ms, and tells the quiet ones from the disturbed. Before
/// that it is run until the Java compiler is done, for 20 s at most.
///
/// A repetition is quiet where this process's threads together waited for a processor (the kernel's
/// run-queue delay, and time stolen by a hypervisor) less than 2 % of it. Quiet ones are used, or
/// the five least disturbed where fewer than five were quiet.
///
/// @param threads with how many threads the engine works
/// @param longest seconds after which no further repetition begins
record Clock(int threads, double longest) {

  private static final double WARM_SECONDS = 1;

  /// The compiler is taken to be done when it has finished nothing for so long: a method of vectors
  /// may take it a second and more.
  private static final double STILL_SECONDS = 2.5;

  private static final double LONGEST_WARM_SECONDS = 20;
  private static final double PROBE_SECONDS = 0.3;
  private static final double REPETITION_SECONDS = 0.003;
  private static final int ENOUGH = 200;
  private static final double QUIET = 0.02;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static volatile float sink;

  private record Repetition(double seconds, double cpu, double disturbed) {}

  /// Seconds a unit took, from the least to the most.
  List<Double> time(Lines lines, Work work) {
    long start = System.nanoTime();
    int i = 0;
    while (i < 1 || (i < 3 && since(start) < 5 * WARM_SECONDS) || since(start) < WARM_SECONDS) {
      sink = work.step(i++);
    }
    i = untilCompiled(work, i, start);
    int block = blockOf(work, i);
    List<Repetition> all = new ArrayList<>();
    int quiet = 0;
    start = System.nanoTime();
    while (quiet < ENOUGH && (all.size() < 3 || since(start) < longest)) {
      Repetition repetition = repeat(work, i, block);
      i += block;
      all.add(repetition);
      quiet += repetition.disturbed() <= QUIET ? 1 : 0;
    }
    all.sort(Comparator.comparingDouble(Repetition::disturbed));
    List<Repetition> used = all.subList(0, Math.max(quiet, Math.min(5, all.size())));
    lines.line(
        "disturbed",
        100 * used.stream().mapToDouble(Repetition::disturbed).average().orElse(0),
        "%",
        100 * all.getFirst().disturbed(),
        100 * all.get(all.size() / 2).disturbed());
    lines.line("repetitions", used.size(), "reps", quiet, all.size());
    if (threads == 1) {
      lines.times("cpu", all.stream().map(Repetition::cpu).sorted().toList());
    }
    return used.stream().map(Repetition::seconds).sorted().toList();
  }

  /// Goes on until the Java compiler is done, which may take it several seconds, and answers how
  /// many steps there were.
  private static int untilCompiled(Work work, int first, long start) {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    int i = first;
    long worked = -1;
    long since = start;
    while (since(start) < LONGEST_WARM_SECONDS && since(since) < STILL_SECONDS) {
      sink = work.step(i++);
      long now = compiler == null ? 0 : compiler.getTotalCompilationTime();
      if (now != worked) {
        worked = now;
        since = System.nanoTime();
      }
    }
    return i;
  }

  private static int blockOf(Work work, int first) {
    long start = System.nanoTime();
    double best = Double.MAX_VALUE;
    int i = first;
    while (i == first || since(start) < PROBE_SECONDS) {
      long before = System.nanoTime();
      sink = work.step(i++);
      best = Math.min(best, since(before));
    }
    return (int) Math.max(1, Math.round(REPETITION_SECONDS / best));
  }

  private static Repetition repeat(Work work, int first, int block) {
    long waited = waited();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    for (int j = 0; j < block; j++) {
      sink = work.step(first + j);
    }
    double seconds = since(start);
    return new Repetition(
        seconds / block,
        (THREADS.getCurrentThreadCpuTime() - cpu) * 1e-9 / block,
        (waited() - waited) * 1e-9 / seconds);
  }

  static double since(long nanos) {
    return (System.nanoTime() - nanos) * 1e-9;
  }

  /// Nanoseconds that this process's threads have waited, plus what a hypervisor stole; Linux only,
  /// elsewhere 0.
  private static long waited() {
    Path tasks = Path.of("/proc/self/task");
    if (!Files.isDirectory(tasks)) {
      return 0;
    }
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        sum += waited(thread);
      }
      String steal = Files.readAllLines(Path.of("/proc/stat")).getFirst().trim().split(" +", -1)[8];
      return sum + Long.parseLong(steal) * 10_000_000L;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A thread may end between the listing and the reading.
  private static long waited(Path thread) throws IOException {
    try {
      return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", -1)[1]);
    } catch (NoSuchFileException ended) {
      return 0;
    }
  }
}
