/// The race: the workloads W1 to W9 as other engines run them, one process a number.
///
/// **Start at** {@link gradus.bench.race.Race}. **Depends on** `gradus.nn` and what it stands on.
/// **The one idea:** the same networks, parameters and data, to the float, for every engine, so
/// that the lines `check_…` must agree. **Not here:** the other engines.
@NullMarked
package gradus.bench.race;

import org.jspecify.annotations.NullMarked;
