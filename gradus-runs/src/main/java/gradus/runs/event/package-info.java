/// Event files, which TensorBoard shows: written while a network trains, and read.
///
/// **Start at** {@link gradus.runs.event.TrainingEvents}, or {@link gradus.runs.event.EventFile} to
/// read one. **Depends on** `gradus.nn`, `gradus.runs.wire`. **The one idea:** a file is a log of
/// framed records, each with its checksum; it is only ever appended to, and who resumes begins
/// another file that takes back what is no longer true. **Not here:** the store of runs
/// (`gradus.runs.store`).
@NullMarked
package gradus.runs.event;

import org.jspecify.annotations.NullMarked;
