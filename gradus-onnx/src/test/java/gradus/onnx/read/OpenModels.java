package gradus.onnx.read;

import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.info;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static gradus.onnx.read.Models.tensor;

import gradus.onnx.wire.GraphProto;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;

/// Models whose inputs have open sizes.
public final class OpenModels {

  private OpenModels() {}

  /// Words and a mask of one length, and a picture of any width.
  public static OnnxModel twoSequences() {
    float[] rows = new float[10];
    GraphProto.Builder graph =
        graph(
                node("Gather", List.of("emb.weight", "ids"), List.of("e")),
                node("ReduceSum", List.of("e", "last"), List.of("s"))
                    .addAttribute(attribute("keepdims", 0)),
                node("Mul", List.of("s", "mask"), List.of("m")),
                node("Flatten", List.of("picture"), List.of("p")),
                node("Concat", List.of("m", "p"), List.of("y")).addAttribute(attribute("axis", 1)))
            .addInitializer(tensor("emb.weight", Tensor.of(Shape.of(5, 2), rows)))
            .addInitializer(Models.longs("last", -1))
            .addInput(info("ids", DType.I64, "batch", "sequence"))
            .addInput(info("mask", DType.F32, "batch", "sequence"))
            .addInput(info("picture", DType.F32, "batch", 3, ""))
            .addOutput(Models.open("y", DType.F32));
    return OnnxModel.read("open.onnx", model(17, graph).build().toByteArray());
  }
}
