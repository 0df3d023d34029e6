package gradus.onnx.read;

import static gradus.onnx.read.Models.floats;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.info;
import static gradus.onnx.read.Models.longs;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static gradus.onnx.read.Models.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.SparseTensorProto;
import gradus.onnx.wire.TensorProto;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparseTensorsTest {

  private static SparseTensorProto sparse(TensorProto values, TensorProto indices, long... dims) {
    SparseTensorProto.Builder proto =
        SparseTensorProto.newBuilder().setValues(values).setIndices(indices);
    for (long dim : dims) {
      proto.addDims(dim);
    }
    return proto.build();
  }

  private static GraphProto.Builder sum(SparseTensorProto... initializers) {
    return graph(node("Add", List.of("x", "w"), List.of("y")))
        .addInput(info("x", DType.F32, 2, 3))
        .addAllSparseInitializer(List.of(initializers))
        .addOutput(info("y", DType.F32, 2, 3));
  }

  private static Tensor read(SparseTensorProto proto) {
    return Models.read(model(17, sum(proto))).graph().initializers().get("w");
  }

  private static final Tensor DENSE = Tensor.of(Shape.of(2, 3), 0f, 1.5f, 0f, 0f, 0f, -2f);

  @Test
  void placesAndIndicesMeanTheSame() {
    assertThat(read(sparse(floats("w", 1.5f, -2), longs("", 1, 5), 2, 3))).isEqualTo(DENSE);
    TensorProto pairs = tensor("", Tensor.of(Shape.of(2, 2), 0L, 1, 1, 2));
    assertThat(read(sparse(floats("w", 1.5f, -2), pairs, 2, 3))).isEqualTo(DENSE);
  }

  @Test
  void aConstantMayBeSparse() {
    AttributeProto value =
        AttributeProto.newBuilder()
            .setName("sparse_value")
            .setType(AttributeProto.AttributeType.SPARSE_TENSOR)
            .setSparseTensor(sparse(longs("", 7), longs("", 3), 2, 3))
            .build();
    GraphProto.Builder graph =
        graph(node("Constant", List.of(), List.of("y")).addAttribute(value))
            .addOutput(info("y", DType.I64, 2, 3));
    OnnxModel model = Models.read(model(17, graph));
    Instance instance = model.instantiate(Binding.ofTypes(java.util.Map.of()));
    assertThat(instance.graph().outputs().get("y").op())
        .isEqualTo(new gradus.op.source.Constant(Tensor.of(Shape.of(2, 3), 0L, 0, 0, 7, 0, 0)));
  }

  private static void refused(SparseTensorProto proto, String message) {
    assertThatThrownBy(() -> read(proto))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatIsDamagedIsRefused() {
    refused(sparse(floats("w", 1, 2), longs("", 1, 6), 2, 3), "indices from 0 to 5, found 6");
    refused(sparse(floats("w", 1, 2), longs("", 4, 4), 2, 3), "indices that rise, found 4 after 4");
    refused(sparse(floats("w", 1, 2), longs("", 1), 2, 3), "found f32[2], i64[1] and [2, 3]");
    refused(sparse(floats("w", 1), longs("", 1), 1 << 15, 1 << 15), "at most 16777216 elements");
    refused(sparse(floats("", 1), longs("", 1), 2, 3), "expected a name of its own, found none");
  }
}
