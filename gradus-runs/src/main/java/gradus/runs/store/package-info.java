/// The store of runs: one database that remembers every training.
///
/// **Start at** {@link gradus.runs.store.RunStore}. **Depends on** nothing of Gradus but its
/// errors. **The one idea:** the store is an index of run folders; it may be lost, and what it held
/// is read back from them. **Not here:** who writes into it while a training runs
/// (`gradus.runs.record`), other formats (`gradus.runs.export`).
@NullMarked
package gradus.runs.store;

import org.jspecify.annotations.NullMarked;
