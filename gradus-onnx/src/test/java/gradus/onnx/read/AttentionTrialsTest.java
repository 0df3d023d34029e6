package gradus.onnx.read;

import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Attention, positions as angles, and images looked up at places, against ONNX Runtime.
class AttentionTrialsTest {

  private static final int BATCH = 2;

  @TestFactory
  Stream<DynamicTest> attention() {
    List<Trial> trials = new ArrayList<>();
    for (int causal : List.of(0, 1)) {
      trials.add(
          Trial.of("Attention", 23)
              .floats(BATCH, 3, 4, 5)
              .floats(BATCH, 3, 4, 5)
              .floats(BATCH, 3, 4, 6)
              .with("is_causal", causal)
              .with("scale", 0.3f));
      // four heads of Q share two of K and V
      trials.add(
          Trial.of("Attention", 23)
              .floats(BATCH, 3, 8)
              .floats(BATCH, 5, 4)
              .floats(BATCH, 5, 4)
              .with("q_num_heads", 4)
              .with("kv_num_heads", 2)
              .with("is_causal", causal));
      trials.add(
          Trial.of("Attention", 24)
              .floats(BATCH, 2, 3, 4)
              .floats(BATCH, 2, 3, 4)
              .floats(BATCH, 2, 3, 4)
              .absent()
              .floats(BATCH, 2, 2, 4)
              .floats(BATCH, 2, 2, 4)
              .with("is_causal", causal)
              .outputs(3));
    }
    trials.add(
        Trial.of("Attention", 23)
            .floats(BATCH, 2, 3, 4)
            .floats(BATCH, 2, 5, 4)
            .floats(BATCH, 2, 5, 4)
            .floats(3, 5));
    trials.add(
        Trial.of("Attention", 23)
            .floats(BATCH, 2, 3, 4)
            .floats(BATCH, 2, 5, 4)
            .floats(BATCH, 2, 5, 4)
            .in(firstTwo())
            .with("softcap", 2f));
    return WindowTrialsTest.tests(trials);
  }

  /// A mask for three rows, which look at the first two of five columns.
  private static Tensor firstTwo() {
    boolean[] where = new boolean[15];
    for (int row = 0; row < 3; row++) {
      where[row * 5] = true;
      where[row * 5 + 1] = true;
    }
    return Tensor.of(Shape.of(3, 5), where);
  }

  @TestFactory
  Stream<DynamicTest> rotations() {
    List<Trial> trials = new ArrayList<>();
    for (int interleaved : List.of(0, 1)) {
      trials.add(
          Trial.of("RotaryEmbedding", 23)
              .floats(BATCH, 3, 4, 8)
              .floats(-1.0, 1.0, 10, 4)
              .floats(-1.0, 1.0, 10, 4)
              .wholes(DType.I64, 0, 10, BATCH, 4)
              .with("interleaved", interleaved));
      trials.add(
          Trial.of("RotaryEmbedding", 23)
              .floats(BATCH, 4, 24)
              .floats(-1.0, 1.0, BATCH, 4, 2)
              .floats(-1.0, 1.0, BATCH, 4, 2)
              .with("interleaved", interleaved)
              .with("num_heads", 3)
              .with("rotary_embedding_dim", 4));
    }
    return WindowTrialsTest.tests(trials);
  }

  @TestFactory
  Stream<DynamicTest> grids() {
    List<Trial> trials = new ArrayList<>();
    for (String padding : List.of("zeros", "border", "reflection")) {
      for (int corners : List.of(0, 1)) {
        for (String mode : List.of("linear", "nearest", "cubic")) {
          trials.add(
              Trial.of("GridSample", 20)
                  .floats(BATCH, 3, 4, 5)
                  .floats(-2.6, 2.6, BATCH, 6, 7, 2)
                  .with("mode", mode)
                  .with("padding_mode", padding)
                  .with("align_corners", corners));
        }
        trials.add(
            Trial.of("GridSample", 16)
                .floats(1, 2, 4, 5)
                .floats(-1.5, 1.5, 1, 3, 3, 2)
                .with("mode", "bilinear")
                .with("padding_mode", padding)
                .with("align_corners", corners));
        trials.add(
            Trial.of("GridSample", 20)
                .floats(1, 2, 3, 4, 5)
                .floats(-1.5, 1.5, 1, 3, 3, 2, 3)
                .with("padding_mode", padding)
                .with("align_corners", corners));
      }
    }
    for (int corners : List.of(0, 1)) {
      trials.add(
          Trial.of("AffineGrid", 20)
              .floats(BATCH, 2, 3)
              .longs(BATCH, 3, 4, 5)
              .with("align_corners", corners));
      trials.add(
          Trial.of("AffineGrid", 20)
              .floats(BATCH, 3, 4)
              .longs(BATCH, 3, 4, 5, 2)
              .with("align_corners", corners));
    }
    return WindowTrialsTest.tests(trials);
  }

  @TestFactory
  Stream<DynamicTest> windows() {
    List<Trial> trials = new ArrayList<>();
    for (String name : List.of("HannWindow", "HammingWindow", "BlackmanWindow")) {
      for (int periodic : List.of(0, 1)) {
        trials.add(
            Trial.of(name, 17)
                .in(Tensor.of(Shape.scalar(), new long[] {9}))
                .with("periodic", periodic));
      }
    }
    return WindowTrialsTest.tests(trials);
  }
}
