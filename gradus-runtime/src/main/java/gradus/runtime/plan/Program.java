package gradus.runtime.plan;

import gradus.runtime.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The steps of a plan for one set of kernels, with their scratch space.
final class Program {

  private final List<Step> once = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final List<Long> traffic = new ArrayList<>();
  private final Workspace workspace = new Workspace();

  /// The steps of these tasks, whose values have their places; {@link #begin} makes them ready.
  ///
  /// Those that depend on constants alone are kept apart.
  Program(Kernels kernels, int threads, Planner planner, List<Task> order) {
    Assembly assembly = new Assembly(kernels, threads, planner, workspace);
    for (Task task : order) {
      List<Step> made = assembly.steps(task);
      (task.once ? once : steps).addAll(made);
      if (!task.once) {
        made.forEach(_ -> tasks.add(task));
        made.forEach(
            step -> traffic.add(step.bytes() < 0 ? task.bytes() / made.size() : step.bytes()));
      }
    }
  }

  /// Elementary operations of a run.
  long work() {
    return steps.stream().mapToLong(Step::work).sum();
  }

  /// The steps of every run.
  Step[] steps() {
    return steps.toArray(new Step[0]);
  }

  /// Bytes that each of them reads and writes.
  long[] traffic() {
    return traffic.stream().mapToLong(Long::longValue).toArray();
  }

  /// Bytes of the scratch space.
  long bytes() {
    return workspace.bytes();
  }

  /// Tells which task each step completes.
  void watch(Anomalies anomalies) {
    for (int i = 0; i < tasks.size(); i++) {
      if (i + 1 == tasks.size() || tasks.get(i + 1) != tasks.get(i)) {
        anomalies.watch(i, tasks.get(i));
      }
    }
  }

  /// Allocates scratch space, runs what depends on constants alone, and packs what stays.
  void begin(Consumer<Step> run, Packs packs) {
    workspace.allocate();
    once.forEach(step -> step.bind(workspace));
    once.forEach(run);
    once.clear();
    follow(packs);
  }

  /// The same where another program has run what depends on constants alone.
  void follow(Packs packs) {
    workspace.allocate();
    steps.forEach(step -> step.bind(workspace));
    steps.forEach(step -> step.settle(packs));
  }
}
