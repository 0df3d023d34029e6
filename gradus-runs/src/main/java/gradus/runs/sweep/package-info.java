/// Sweeps: many trainings over named settings, to find which settings are good and which matter.
///
/// **Start at** {@link gradus.runs.sweep.Sweep}. **Depends on** `gradus.nn`. **The one idea:** a
/// sweep is a pure function of its file; processes, their number and interruptions decide only when
/// a trial is made, never which one or what comes of it. **Not here:** how a process is started
/// (`gradus.cli`).
@NullMarked
package gradus.runs.sweep;

import org.jspecify.annotations.NullMarked;
