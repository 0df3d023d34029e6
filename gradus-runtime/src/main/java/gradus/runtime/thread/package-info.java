/// A fixed team of threads that runs the parts of one task.
///
/// **Start at** {@link gradus.runtime.thread.Team}. **Depends on** `java.base` only. **The one
/// idea:** a task is cut into numbered parts, and which thread runs a part is fixed by its number,
/// so nothing is stolen, queued or allocated while a step runs. **Not here:** how a kernel cuts its
/// work (each kernel knows), background jobs such as reading data.
@NullMarked
package gradus.runtime.thread;

import org.jspecify.annotations.NullMarked;
