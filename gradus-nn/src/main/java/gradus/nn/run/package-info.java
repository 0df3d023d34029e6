/// The folder of a training run: what it was, where it stands, what came of it.
///
/// **Start at** {@link gradus.nn.run.RunFolder}. **Depends on** `gradus.nn.train`,
/// `gradus.nn.model`, `gradus.nn.data`. **The one idea:** a crash at any moment leaves a folder
/// that can be loaded, and resuming gives the bits of a run that never stopped. **Not here:** the
/// loop itself (`gradus.nn.train`), the store of many runs.
@NullMarked
package gradus.nn.run;

import org.jspecify.annotations.NullMarked;
