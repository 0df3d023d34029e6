package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelsTest {

  @Test
  void whatIsAskedForByNameIsGiven() {
    assertEquals("scalar", Kernels.named("scalar").name());
    assertEquals("simd", Kernels.named("simd").name());
    assertEquals("simd", Kernels.named("auto").name());
  }

  @Test
  void withoutTheVectorModuleAutoIsScalar() {
    assertEquals("scalar", Chooser.choose("auto", false).name());
    assertEquals("scalar", Chooser.choose("scalar", false).name());
  }

  @Test
  void simdIsNeverReplaced() {
    var thrown = assertThrows(IllegalStateException.class, () -> Chooser.choose("simd", false));
    assertEquals(
        "gradus.kernels=simd: expected the Vector API module, found none. Start java with"
            + " --add-modules jdk.incubator.vector.",
        thrown.getMessage());
  }

  @Test
  void anUnknownNameIsNamed() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Kernels.named("gpu"));
    assertEquals(
        "gradus.kernels: expected auto, scalar or simd, found \"gpu\".", thrown.getMessage());
  }

  @Test
  void convolutionsAreComputedBySumsWhereThatIsAsked() {
    WindowAxis axis = WindowAxis.of(16, 3, 1, 1, 1, 1);
    ConvolutionShape shape = ConvolutionShape.of(1, 32, 32, axis, axis);
    for (String name : List.of("scalar", "simd", "auto")) {
      Kernels kernels = Kernels.named(name);
      assertEquals(ConvolutionWay.WINOGRAD, kernels.convolutions().way(shape));
      assertEquals(ConvolutionWay.SUM, kernels.bySums().convolutions().way(shape));
      assertEquals(ConvolutionWay.SUM, kernels.bySums().beginning().convolutions().way(shape));
      assertEquals(ConvolutionWay.SUM, asked("sums", name).convolutions().way(shape));
    }
    var thrown = assertThrows(IllegalArgumentException.class, () -> asked("fast", "auto"));
    assertEquals(
        "gradus.convolutions: expected auto or sums, found \"fast\".", thrown.getMessage());
  }

  private static Kernels asked(String convolutions, String kernels) {
    System.setProperty("gradus.convolutions", convolutions);
    try {
      return Kernels.named(kernels);
    } finally {
      System.clearProperty("gradus.convolutions");
    }
  }

  @Test
  void theChoiceIsMadeOnce() {
    assertSame(Kernels.chosen(), Kernels.chosen());
  }
}
