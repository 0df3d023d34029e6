package gradus.runtime.plan;

import gradus.runtime.thread.PartTask;

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

  /// What it does, in a few words, for listings.
  abstract String what();
}
