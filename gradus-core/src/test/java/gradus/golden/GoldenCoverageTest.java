package gradus.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every number of the file is read by a test.
class GoldenCoverageTest {

  /// The tests of the file; those that are left out here are missed below.
  private static final List<String> TESTS =
      List.of(
          "gradus.op.composite.SigmoidGoldenTest",
          "gradus.op.composite.LossGoldenTest",
          "gradus.op.composite.SoftmaxGoldenTest",
          "gradus.op.window.TwoLayerGoldenTest",
          "gradus.op.window.WindowGoldenTest",
          "gradus.op.window.ConvolutionGoldenTest",
          "gradus.golden.CurvatureGoldenTest",
          "gradus.golden.HeadGoldenTest",
          "gradus.golden.ReparametrisedGoldenTest",
          "gradus.golden.SpectralGoldenTest",
          "gradus.signal.SignalGoldenTest");

  @Test
  void noNumberIsLeftOut() throws ReflectiveOperationException {
    for (String name : TESTS) {
      Class<?> type = Class.forName(name);
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class) && !method.isAnnotationPresent(Tag.class)) {
          Constructor<?> made = type.getDeclaredConstructor();
          made.setAccessible(true);
          method.setAccessible(true);
          method.invoke(made.newInstance());
        }
      }
    }
    // the network at its real size takes longer than an ordinary build has: WindowGoldenTest, long
    assertThat(Golden.unread()).filteredOn(it -> !it.startsWith("/4.1/integer_network/")).isEmpty();
  }
}
