package gradus.onnx.network;

import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.read.OnnxModel;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reshapes to a batch of a length that the model fixes, made ones to any batch.
///
/// A tool that exports with an example of one batch writes its length into reshapes: `[1, 256]`.
/// Where all inputs fix that same length, a reshape of data to a shape that begins with it becomes
/// one that keeps the first length, as `0` says in ONNX.
///
/// @param model the model
/// @param flow which of its values are data
record FreeBatch(OnnxModel model, Flow flow) {

  /// The tensors that the model brings, with such shapes changed.
  Map<String, Tensor> initializers() {
    Map<String, Tensor> tensors = new LinkedHashMap<>(model.graph().initializers());
    Set<Long> fixed =
        model.inputs().stream()
            .map(ValueInfo::sizes)
            .map(sizes -> sizes.isEmpty() || sizes.get().isEmpty() ? -1L : first(sizes.get()))
            .collect(Collectors.toSet());
    if (fixed.size() != 1 || fixed.contains(-1L)) {
      return tensors;
    }
    long batch = fixed.iterator().next();
    for (OnnxNode node : model.graph().nodes()) {
      if (node.domain().isEmpty()
          && node.operator().equals("Reshape")
          && node.inputs().size() == 2
          && flow.isData(node.inputs().getFirst())
          && !node.attributes().containsKey("allowzero")) {
        tensors.computeIfPresent(node.inputs().get(1), (name, shape) -> freed(shape, batch));
      }
    }
    return tensors;
  }

  private static long first(List<ValueInfo.Size> sizes) {
    return sizes.getFirst().length().orElse(-1);
  }

  private static Tensor freed(Tensor shape, long batch) {
    boolean begins =
        shape.type().dtype() == DType.I64 && shape.elements() > 1 && shape.longAt(0) == batch;
    if (!begins) {
      return shape;
    }
    List<Long> sizes = new ArrayList<>();
    for (long size : shape.toLongs()) {
      sizes.add(size);
    }
    sizes.set(0, 0L);
    return Tensor.of(shape.shape(), sizes.stream().mapToLong(Long::longValue).toArray());
  }
}
