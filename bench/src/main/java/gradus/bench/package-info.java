/// Benchmarks of what must be fast, run by hand.
///
/// **Start at** {@link gradus.bench.ProductBenchmark}. **Depends on** the modules that it measures.
/// **The one idea:** JMH, one class for each kernel theme, sizes that networks have. **Not here:**
/// goals and results, which stand with the decisions and commits that they support.
@NullMarked
package gradus.bench;

import org.jspecify.annotations.NullMarked;
