package gradus.onnx.read;

import gradus.onnx.model.OnnxTensor;
import gradus.onnx.wire.SparseTensorProto;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;

/// Tensors of which a file has only the elements other than 0, and where they are: by their place
/// in the whole, or by an index for each axis.
final class SparseTensors {

  /// A small file must not ask for much memory.
  private static final int MOST_ELEMENTS = 1 << 24;

  private SparseTensors() {}

  /// The dense tensor.
  static OnnxTensor read(TensorReader reader, String place, SparseTensorProto proto) {
    Shape shape = reader.shape(place, proto.getDimsList());
    OnnxTensor typed = reader.typed(place + ", values", proto.getValues());
    Tensor values = typed.value();
    Tensor indices = reader.read(place + ", indices", proto.getIndices());
    int count = values.elements();
    int rank = shape.rank();
    boolean linear = indices.shape().equals(Shape.of(count));
    boolean fits =
        values.shape().rank() == 1
            && indices.type().dtype() == DType.I64
            && (linear || indices.shape().equals(Shape.of(count, rank)));
    if (!fits || shape.elements() > MOST_ELEMENTS) {
      throw wrong(
          reader,
          place,
          "values [n], indices [n] or [n, %d], and at most %d elements"
              .formatted(rank, MOST_ELEMENTS),
          "%s, %s and %s".formatted(values.type(), indices.type(), shape));
    }
    double[] reals = new double[shape.elements()];
    long[] wholes = new long[shape.elements()];
    int last = -1;
    for (int i = 0; i < count; i++) {
      int at = linear ? checked(reader, place, indices.longAt(i), shape.elements()) : 0;
      for (int axis = 0; !linear && axis < rank; axis++) {
        int size = shape.size(axis);
        at = at * size + checked(reader, place, indices.longAt(i * rank + axis), size);
      }
      if (at <= last) {
        throw wrong(reader, place, "indices that rise", at + " after " + last);
      }
      last = at;
      reals[at] = values.doubleAt(i);
      wholes[at] = values.longAt(i);
    }
    Tensor dense =
        values.type().dtype().isFloat()
            ? Tensor.of(values.type().with(shape), reals)
            : Tensor.of(shape, wholes).as(values.type().dtype());
    return new OnnxTensor(dense, typed.element());
  }

  private static int checked(TensorReader reader, String place, long index, int size) {
    if (index < 0 || index >= size) {
      throw wrong(reader, place, "indices from 0 to " + (size - 1), "" + index);
    }
    return (int) index;
  }

  private static FormatException wrong(
      TensorReader reader, String place, String expected, String found) {
    return new FormatException(
        reader.file(), place, expected, found, "The file is damaged; export it again.");
  }
}
