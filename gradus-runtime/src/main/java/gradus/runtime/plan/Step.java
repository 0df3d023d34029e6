package gradus.runtime.plan;

import gradus.runtime.thread.PartTask;
import java.util.List;

/// One step of a run, cut into parts that do not depend on each other.
///
/// The cut follows from shapes alone, except where a kernel promises the same bits for every cut.
abstract class Step implements PartTask {

  /// How many parts it has.
  abstract int parts();

  /// Takes the scratch space; called once, before the first run.
  void bind(Workspace workspace) {}

  /// Packs operands that stay; called once, when they are known.
  void settle(Packs packs) {}

  /// About how many elementary operations it takes, where they are many.
  long work() {
    return 0;
  }

  /// Floating-point operations of a run, two for each multiply-add.
  long operations() {
    return work();
  }

  /// Bytes that it reads and writes at least, where its task does not say; else −1.
  long bytes() {
    return -1;
  }

  /// Begins to take the time of what it consists of.
  void time() {}

  /// Its lines in a profile.
  ///
  /// @param seconds how long it takes
  /// @param bytes what it reads and writes at least
  List<Profile.Line> lines(double seconds, long bytes) {
    return List.of(new Profile.Line(what(), seconds, operations(), bytes));
  }

  /// What it does, in a few words, for listings.
  abstract String what();
}
