package gradus.onnx.read;

import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Slices, pads, look-ups, scatters and resizes, against ONNX Runtime.
class ShapeTrialsTest {

  private static long[] a(long... values) {
    return values;
  }

  private static Tensor scalar(float value) {
    return Tensor.scalar(value);
  }

  @TestFactory
  Stream<DynamicTest> slices() {
    List<Trial> trials = new ArrayList<>();
    for (long start : List.of(-9L, -2L, 0L, 3L, 99L)) {
      for (long end : List.of(Long.MIN_VALUE, -1L, 2L, Long.MAX_VALUE)) {
        for (long step : List.of(-3L, -1L, 1L, 2L)) {
          // backwards to the largest number is nothing; ONNX Runtime takes it for the beginning
          if (step > 0 || end < 99) {
            trials.add(
                Trial.of("Slice", 13).floats(3, 5).longs(start).longs(end).longs(-1).longs(step));
          }
        }
      }
    }
    trials.add(Trial.of("Slice", 1).floats(3, 5).with("starts", a(1, -3)).with("ends", a(9, -1)));
    trials.add(
        Trial.of("Slice", 1)
            .floats(3, 5)
            .with("axes", a(1))
            .with("starts", a(1))
            .with("ends", a(3)));
    for (String mode : List.of("constant", "reflect", "edge", "wrap")) {
      trials.add(Trial.of("Pad", 19).floats(2, 3, 4).longs(0, 2, 1, 0, 1, 3).with("mode", mode));
      trials.add(
          Trial.of("Pad", 19).floats(2, 3, 4).longs(1, 3).absent().longs(-1).with("mode", mode));
      trials.add(Trial.of("Pad", 13).floats(2, 3, 4).longs(0, 0, -1, 0, 1, -1));
    }
    trials.add(Trial.of("Pad", 13).floats(2, 3).longs(1, 0, 0, 2).in(scalar(7)));
    trials.add(Trial.of("Pad", 2).floats(2, 3).with("pads", a(1, 0, 0, 2)).with("value", 3f));
    trials.add(
        Trial.of("Pad", 13)
            .wholes(DType.I64, -5, 5, 2, 3)
            .longs(1, 0, 0, 2)
            .in(Tensor.of(Shape.scalar(), new long[] {9})));
    trials.add(Trial.of("Split", 18).floats(7, 2).with("num_outputs", 3).outputs(3));
    trials.add(Trial.of("Split", 13).floats(2, 6).with("axis", -1).outputs(3));
    trials.add(Trial.of("Split", 2).floats(6).with("split", a(1, 5)).outputs(2));
    trials.add(Trial.of("Trilu", 14).floats(2, 3, 4).in(Tensor.of(Shape.scalar(), new long[] {1})));
    trials.add(
        Trial.of("Trilu", 14)
            .floats(4, 3)
            .in(Tensor.of(Shape.scalar(), new long[] {-1}))
            .with("upper", 0));
    trials.add(Trial.of("EyeLike", 9).floats(3, 4).with("k", -1).with("dtype", 7));
    trials.add(Trial.of("Tile", 13).floats(2, 3).longs(2, 0));
    trials.add(Trial.of("Tile", 13).floats(2, 3).longs(3, 2));
    trials.add(Trial.of("Expand", 13).floats(3, 1).longs(2, 1, 6));
    trials.add(Trial.of("Flatten", 13).floats(2, 3, 4).with("axis", -1));
    trials.add(Trial.of("DepthToSpace", 13).floats(1, 8, 2, 3).with("blocksize", 2));
    trials.add(
        Trial.of("DepthToSpace", 13).floats(1, 8, 2, 3).with("blocksize", 2).with("mode", "CRD"));
    trials.add(Trial.of("SpaceToDepth", 13).floats(1, 2, 4, 6).with("blocksize", 2));
    return WindowTrialsTest.tests(trials);
  }

  @TestFactory
  Stream<DynamicTest> positions() {
    List<Trial> trials = new ArrayList<>();
    trials.add(Trial.of("Gather", 13).floats(3, 4).wholes(DType.I32, -4, 4, 2, 3).with("axis", -1));
    trials.add(Trial.of("Gather", 13).floats(3, 4).in(Tensor.of(Shape.scalar(), new long[] {-1})));
    trials.add(Trial.of("GatherElements", 13).floats(3, 4).wholes(DType.I64, -3, 3, 2, 4));
    trials.add(
        Trial.of("GatherElements", 13).floats(3, 4).wholes(DType.I64, -4, 4, 2, 6).with("axis", 1));
    trials.add(Trial.of("GatherND", 13).floats(3, 2, 4).wholes(DType.I64, -2, 2, 5, 2));
    trials.add(
        Trial.of("GatherND", 13)
            .floats(3, 2, 4)
            .wholes(DType.I64, -2, 2, 3, 5, 1)
            .with("batch_dims", 1));
    for (String reduction : List.of("none", "add", "mul", "max", "min")) {
      Tensor rows = Tensor.of(Shape.of(3, 1), new long[] {2, 0, -3});
      Tensor once = Tensor.of(Shape.of(3, 1), new long[] {2, 0, 1});
      boolean none = reduction.equals("none");
      trials.add(
          Trial.of("ScatterND", 18)
              .floats(4, 3)
              .in(none ? once : rows)
              .floats(3, 3)
              .with("reduction", reduction));
      trials.add(
          Trial.of("ScatterElements", 18)
              .floats(4, 3)
              .in(
                  none
                      ? Tensor.of(Shape.of(2, 2), new long[] {1, 0, -1, 2})
                      : Tensor.of(Shape.of(2, 2), new long[] {1, 1, 1, -3}))
              .floats(2, 2)
              .with("axis", 0)
              .with("reduction", reduction));
    }
    trials.add(
        Trial.of("OneHot", 11)
            .wholes(DType.I64, -5, 5, 2, 3)
            .in(Tensor.of(Shape.scalar(), new long[] {4}))
            .floats(2)
            .with("axis", 1));
    trials.add(
        Trial.of("Compress", 11)
            .floats(3, 4)
            .in(Tensor.of(Shape.of(3), false, true, true))
            .with("axis", 1));
    trials.add(
        Trial.of("Compress", 11).floats(2, 2).in(Tensor.of(Shape.of(4), true, false, true, true)));
    trials.add(Trial.of("NonZero", 13).wholes(DType.I32, 0, 2, 3, 4));
    trials.add(
        Trial.of("ReverseSequence", 10)
            .floats(4, 3, 2)
            .longs(1, 4, 3)
            .with("time_axis", 0)
            .with("batch_axis", 1));
    trials.add(Trial.of("TopK", 11).floats(3, 5).longs(2).with("axis", 0).outputs(2));
    trials.add(
        Trial.of("TopK", 11).wholes(DType.I64, 0, 3, 2, 6).longs(4).with("largest", 0).outputs(2));
    for (int reverse : List.of(0, 1)) {
      for (int exclusive : List.of(0, 1)) {
        trials.add(
            Trial.of("CumSum", 14)
                .floats(2, 7)
                .in(Tensor.of(Shape.scalar(), 1))
                .with("reverse", reverse)
                .with("exclusive", exclusive));
      }
    }
    return WindowTrialsTest.tests(trials);
  }

  @TestFactory
  Stream<DynamicTest> resizes() {
    List<Trial> trials = new ArrayList<>();
    List<String> coordinates =
        List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric");
    for (String coordinate : coordinates) {
      // lengths that stay whole: ONNX Runtime rounds them before it aligns corners
      boolean aligns = coordinate.equals("align_corners");
      for (float scale : aligns ? List.of(0.5f, 2f) : List.of(0.5f, 0.75f, 1.5f, 2f)) {
        for (String mode : List.of("linear", "cubic")) {
          trials.add(
              Trial.of("Resize", 13)
                  .floats(1, 2, 4, 6)
                  .absent()
                  .in(Tensor.of(Shape.of(4), 1, 1, scale, scale))
                  .with("mode", mode)
                  .with("coordinate_transformation_mode", coordinate));
        }
        for (String nearest : List.of("floor", "ceil", "round_prefer_floor", "round_prefer_ceil")) {
          trials.add(
              Trial.of("Resize", 13)
                  .floats(1, 2, 4, 6)
                  .absent()
                  .in(Tensor.of(Shape.of(4), 1, 1, scale, scale))
                  .with("coordinate_transformation_mode", coordinate)
                  .with("nearest_mode", nearest));
        }
      }
    }
    for (String mode : List.of("linear", "cubic")) {
      trials.add(
          Trial.of("Resize", 18)
              .floats(1, 1, 8, 9)
              .absent()
              .absent()
              .longs(5, 4)
              .with("axes", a(2, 3))
              .with("antialias", 1)
              .with("mode", mode));
    }
    trials.add(
        Trial.of("Resize", 13)
            .floats(1, 1, 5, 6)
            .absent()
            .in(Tensor.of(Shape.of(4), 1, 1, 1.5f, 0.7f))
            .with("mode", "cubic")
            .with("cubic_coeff_a", -0.5f)
            .with("exclude_outside", 1));
    for (String policy : List.of("not_larger", "not_smaller")) {
      trials.add(
          Trial.of("Resize", 19)
              .floats(1, 1, 5, 6)
              .absent()
              .absent()
              .longs(7, 11)
              .with("axes", a(2, 3))
              .with("keep_aspect_ratio_policy", policy));
    }
    trials.add(Trial.of("Upsample", 9).floats(1, 1, 2, 3).in(Tensor.of(Shape.of(4), 1, 1, 2f, 3f)));
    trials.add(
        Trial.of("Upsample", 7)
            .floats(1, 1, 2, 3)
            .with("mode", "linear")
            .with("scales", new float[] {1, 1, 2, 3}));
    trials.add(Trial.of("Resize", 10).floats(1, 1, 4, 6).in(Tensor.of(Shape.of(4), 1, 1, 2f, .5f)));
    // before version 11 up where an axis becomes shorter
    trials.add(
        Trial.of("Resize", 10).floats(1, 1, 5, 7).in(Tensor.of(Shape.of(4), 1, 1, .6f, .7f)));
    for (float scale : List.of(0.5f, 1.5f, 2f)) {
      for (String nearest : List.of("floor", "ceil", "round_prefer_floor", "round_prefer_ceil")) {
        trials.add(
            Trial.of("Resize", 11)
                .floats(1, 1, 4, 6)
                .in(Tensor.of(Shape.of(0), new float[0]))
                .in(Tensor.of(Shape.of(4), 1, 1, scale, scale))
                .with("coordinate_transformation_mode", "tf_half_pixel_for_nn")
                .with("nearest_mode", nearest));
      }
    }
    return WindowTrialsTest.tests(trials);
  }
}
