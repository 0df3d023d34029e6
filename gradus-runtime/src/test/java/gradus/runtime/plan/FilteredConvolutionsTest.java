package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.window.Placement;
import gradus.runtime.kernel.Kernels;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a profile says of convolutions that run by Winograd's filtering or by Fourier transforms.
class FilteredConvolutionsTest {

  private static final String SHAPE = " 2 × [32, 1, 12, 12] kernel [1, 3, 3], 64 channels out";
  private static final String FILTERED = SHAPE + ", by Winograd's filtering";
  private static final long THERE = 18 * (36 * 2048 + 144 * 32 + 100 * 64);
  private static final long BACK = 18 * (36 * 2048 + 144 * 64 + 100 * 32);
  private static final long GRADIENT = 18 * (36 * 2048 + 144 * 32 + 90 * 64) + 99 * 2048;
  private static final long WEIGHTS = 81 * 2048;

  private final Engine engine = Engine.of(Kernels.named("simd"), 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private Profile profile(DType dtype, boolean gradients, PlanOptions options) {
    TensorType type = new TensorType(dtype, TensorType.f32(64, 32, 3, 3).shape());
    Variables variables = new Variables();
    variables.declare("w", type, Tensor.full(type, 0.5));
    Node w = Parameter.of("w", type);
    Node x = Input.of("x", new TensorType(dtype, TensorType.f32(2, 32, 12, 12).shape()));
    Node y = x.conv(w, Placement.valid(2).withPadding(List.of(1, 1)));
    List<Node> slopes = Gradients.of(y.tanh().sum(), List.of(x, w));
    Graph graph =
        Graph.of(
            gradients
                ? Map.of("y", y, "x̄", slopes.getFirst(), "w̄", slopes.getLast())
                : Map.of("y", y.relu()));
    return Plan.of(graph, variables, engine, options).profile(3);
  }

  private static long operations(Profile profile, String what) {
    List<Profile.Line> lines =
        profile.lines().stream().filter(line -> line.what().equals(what)).toList();
    assertThat(lines).as(what + " in " + profile.lines()).hasSize(1);
    return lines.getFirst().operations();
  }

  @Test
  void everyDirectionSaysItsFilteringAndCountsWhatItPerforms() {
    Profile profile = profile(DType.F32, true, PlanOptions.standard());
    assertThat(operations(profile, "Convolution forward" + FILTERED))
        .isEqualTo(2 * (THERE + WEIGHTS));
    assertThat(operations(profile, "Convolution backward input" + FILTERED))
        .isEqualTo(2 * (BACK + WEIGHTS));
    assertThat(operations(profile, "Convolution backward weights" + FILTERED))
        .isEqualTo(2 * GRADIENT);
  }

  @Test
  void weightsThatStayAreTransformedBefore() {
    Profile profile = profile(DType.F32, false, PlanOptions.standard().withFrozen(true));
    assertThat(operations(profile, "Convolution forward" + FILTERED + "; Relu"))
        .isEqualTo(2 * THERE);
  }

  @Test
  void doublesRunByTheDefinition() {
    Profile profile = profile(DType.F64, true, PlanOptions.standard());
    long definition = 2L * 2 * 144 * 9 * 2048;
    for (String face : List.of("forward", "backward input", "backward weights")) {
      assertThat(operations(profile, "Convolution " + face + SHAPE)).isEqualTo(definition);
    }
  }

  /// An image's 1 024 results are five segments of 224, three pairs.
  @Test
  void longKernelsSayTheirTransformsAndCountThem() {
    TensorType type = TensorType.f32(16, 16, 33);
    Variables variables = new Variables();
    variables.declare("w", type, Tensor.full(type, 0.5));
    Node x = Input.of("x", TensorType.f32(2, 16, 1056));
    Node y = x.conv(Parameter.of("w", type), Placement.valid(1));
    Profile profile =
        Plan.of(Graph.of(Map.of("y", y)), variables, engine, PlanOptions.standard()).profile(3);
    String what =
        "Convolution forward 2 × [16, 1, 1, 1056] kernel [1, 1, 33], 16 channels out,"
            + " by Fourier transforms";
    long transform = 4 * 64 * 28;
    long pairs = 6 * (transform * 32 + 4 * 256 * 256);
    assertThat(operations(profile, what)).isEqualTo(2 * (pairs + 256 * (transform + 2 * 256)));
  }
}
