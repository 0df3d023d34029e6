package gradus.runtime.kernel;

import gradus.runtime.kernel.scalar.ScalarKernels;
import gradus.runtime.kernel.simd.SimdKernels;

/// Decides between the kernels, in this one place.
final class Chooser {

  private static final String PROPERTY = "gradus.kernels";
  private static final String CONVOLUTIONS = "gradus.convolutions";

  private Chooser() {}

  /// The decision of this process, made when it is first needed.
  static final class Once {
    static final Kernels KERNELS = named(System.getProperty(PROPERTY, "auto"));

    private Once() {}
  }

  static Kernels named(String asked) {
    Kernels kernels = choose(asked, vectorsReadable());
    String convolutions = System.getProperty(CONVOLUTIONS, "auto");
    return switch (convolutions) {
      case "auto" -> kernels;
      case "sums" -> kernels.bySums();
      default ->
          throw new IllegalArgumentException(
              "gradus.convolutions: expected auto or sums, found \"%s\".".formatted(convolutions));
    };
  }

  static Kernels choose(String asked, boolean readable) {
    return switch (asked) {
      case "scalar" -> new ScalarKernels();
      case "simd" -> {
        if (!readable) {
          throw new IllegalStateException(
              "gradus.kernels=simd: expected the Vector API module, found none. "
                  + "Start java with --add-modules jdk.incubator.vector.");
        }
        yield new SimdKernels();
      }
      case "auto" -> readable ? new SimdKernels(new ScalarKernels()) : new ScalarKernels();
      default ->
          throw new IllegalArgumentException(
              "gradus.kernels: expected auto, scalar or simd, found \"%s\".".formatted(asked));
    };
  }

  /// Whether the module of the Vector API is in this process, and read by this module.
  private static boolean vectorsReadable() {
    return ModuleLayer.boot()
        .findModule("jdk.incubator.vector")
        .filter(Chooser.class.getModule()::canRead)
        .isPresent();
  }
}
