package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
  void theChoiceIsMadeOnce() {
    assertSame(Kernels.chosen(), Kernels.chosen());
  }
}
