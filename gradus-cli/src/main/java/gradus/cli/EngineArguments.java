package gradus.cli;

import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import picocli.CommandLine.Option;

/// What a command computes with; no bit of a result depends on it.
final class EngineArguments {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads compute. Default: one for each processor.")
  int threads;

  @Option(names = "--kernels", paramLabel = "SET", description = "auto (default), scalar or simd.")
  String kernels = "";

  Engine engine() {
    if (threads < 0 || threads > 1024) {
      throw new IllegalArgumentException(
          "--threads %d: expected 1 to 1024 threads, found %d. Leave it out for one a processor."
              .formatted(threads, threads));
    }
    Kernels set = kernels.isEmpty() ? Kernels.chosen() : Kernels.named(kernels);
    return Engine.of(set, threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }
}
