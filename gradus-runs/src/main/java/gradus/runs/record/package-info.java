/// Writing trainings into the store of runs, while they run and afterwards.
///
/// **Start at** {@link gradus.runs.record.Recorder}. **Depends on** `gradus.runs.store`,
/// `gradus.nn.run`. **The one idea:** the run folder is the truth and the store its index, so the
/// recorder may lose what it likes, and {@link gradus.runs.record.FolderImport} brings it back.
/// **Not here:** the tables (`gradus.runs.store`), the folder (`gradus.nn.run`).
@NullMarked
package gradus.runs.record;

import org.jspecify.annotations.NullMarked;
