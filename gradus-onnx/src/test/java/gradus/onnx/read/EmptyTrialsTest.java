package gradus.onnx.read;

import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Tensors without elements and without axes, against ONNX Runtime.
class EmptyTrialsTest {

  @TestFactory
  Stream<DynamicTest> withoutElements() {
    return WindowTrialsTest.tests(
        List.of(
            Trial.of("ReduceSum", 13).floats(2, 0, 4).longs(1),
            Trial.of("ReduceSum", 13).floats(2, 0, 4).longs(0).with("keepdims", 0),
            Trial.of("ReduceProd", 18).floats(2, 0).longs(1),
            Trial.of("ReduceMax", 20).floats(2, 0, 4).longs(0),
            Trial.of("Relu", 14).floats(0, 3),
            Trial.of("Add", 14).floats(0, 3).floats(1, 3),
            Trial.of("MatMul", 13).floats(2, 0).floats(0, 3),
            Trial.of("MatMul", 13).floats(0, 2).floats(2, 3),
            Trial.of("Gemm", 13).floats(0, 2).floats(2, 3).floats(3),
            Trial.of("Concat", 13).floats(0, 3).floats(2, 3).with("axis", 0),
            Trial.of("Concat", 13).floats(2, 0).floats(2, 0).with("axis", 1),
            Trial.of("Transpose", 13).floats(2, 0, 3),
            Trial.of("Reshape", 14).floats(0, 4).longs(2, 0).with("allowzero", 1),
            Trial.of("Reshape", 14).floats(0, 4).longs(0, 2, 2),
            Trial.of("Slice", 13).floats(3, 4).longs(2).longs(1),
            Trial.of("Gather", 13).floats(3, 4).longs(),
            Trial.of("Expand", 13).floats(1, 3).longs(0, 3),
            Trial.of("Tile", 13).floats(2, 3).longs(0, 1),
            Trial.of("Where", 16).wholes(DType.BOOL, 0, 2, 0, 3).floats(0, 3).floats(3),
            Trial.of("Softmax", 13).floats(0, 3),
            Trial.of("Softmax", 11).floats(0, 3).with("axis", 1),
            Trial.of("TopK", 11).floats(2, 3).longs(0).outputs(2),
            Trial.of("NonZero", 13).floats(0),
            Trial.of("ConstantOfShape", 9).longs(2, 0),
            Trial.of("Split", 13).floats(0, 3).longs(0, 0).outputs(2),
            Trial.of("CumSum", 14).floats(0, 3).in(Tensor.of(Shape.scalar(), 0)),
            Trial.of("ScatterElements", 18).floats(3, 2).in(empty()).floats(0, 2),
            Trial.of("Shape", 15).floats(2, 0),
            Trial.of("Size", 13).floats(2, 0)));
  }

  private static Tensor empty() {
    return Tensor.of(Shape.of(0, 2), new long[0]);
  }

  @TestFactory
  Stream<DynamicTest> withoutAxes() {
    Tensor one = Tensor.scalar(1.5f);
    Tensor zero = Tensor.of(Shape.scalar(), new long[] {0});
    return WindowTrialsTest.tests(
        List.of(
            Trial.of("Exp", 13).in(one),
            Trial.of("Add", 14).in(one).in(one),
            Trial.of("ReduceSum", 13).in(one),
            Trial.of("ReduceMean", 18).in(one).with("keepdims", 0),
            Trial.of("Reshape", 14).in(one).longs(1, 1),
            Trial.of("Reshape", 14).floats(1).longs(),
            Trial.of("Unsqueeze", 13).in(one).longs(0),
            Trial.of("Squeeze", 13).floats(1, 1),
            Trial.of("Shape", 15).in(one),
            Trial.of("Size", 13).in(one),
            Trial.of("Expand", 13).in(one).longs(2, 2),
            Trial.of("Gather", 13).floats(3).in(zero),
            Trial.of("Cast", 13).in(one).with("to", 7),
            Trial.of("Where", 16).in(Tensor.of(Shape.scalar(), true)).in(one).floats(2),
            Trial.of("Flatten", 13).in(one).with("axis", 0),
            Trial.of("Clip", 13).in(one).in(one).in(one)));
  }
}
