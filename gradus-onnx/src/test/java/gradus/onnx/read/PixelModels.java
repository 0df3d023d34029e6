package gradus.onnx.read;

import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static gradus.onnx.read.Models.tensor;

import gradus.onnx.model.ElementType;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.TensorProto;
import gradus.onnx.wire.TypeProto;
import gradus.onnx.wire.ValueInfoProto;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;

/// Models that take pixels as they are stored, as bytes.
public final class PixelModels {

  private PixelModels() {}

  private static ValueInfoProto info(String name, ElementType element, Object... sizes) {
    TypeProto.Builder type = TypeProto.newBuilder();
    type.getTensorTypeBuilder().setElemType(element.number());
    for (Object size : sizes) {
      var dim = type.getTensorTypeBuilder().getShapeBuilder().addDimBuilder();
      if (size instanceof Integer length) {
        dim.setDimValue(length);
      } else {
        dim.setDimParam(String.valueOf(size));
      }
    }
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }

  /// A classifier of pictures of one channel, 2×2: it casts, brings the numbers to 0 to 1, and is a
  /// linear layer then.
  public static byte[] classifier() {
    GraphProto.Builder graph =
        graph(
                node("Cast", List.of("pixels"), List.of("f")).addAttribute(attribute("to", 1)),
                node("Div", List.of("f", "most"), List.of("scaled")),
                node("Flatten", List.of("scaled"), List.of("flat")),
                node("Gemm", List.of("flat", "fc.weight", "fc.bias"), List.of("logits"))
                    .addAttribute(attribute("transB", 1)),
                node("Softmax", List.of("logits"), List.of("p")))
            .addInitializer(tensor("most", Tensor.scalar(255f)))
            .addInitializer(
                tensor(
                    "fc.weight",
                    Tensor.of(Shape.of(3, 4), 1f, -1, 2, 0.5f, 0, 3, -2, 1, 0.25f, 1, 1, -1)))
            .addInitializer(tensor("fc.bias", Tensor.of(Shape.of(3), 0.5f, -0.5f, 0f)))
            .addInput(info("pixels", ElementType.UINT8, "N", 1, 2, 2))
            .addOutput(info("p", ElementType.FLOAT, "N", 3));
    return model(17, graph).build().toByteArray();
  }

  /// Pictures made brighter, which wraps around above 255, and their brightest pixel.
  public static byte[] brighter() {
    TensorProto by =
        TensorProto.newBuilder()
            .setName("by")
            .setDataType(ElementType.UINT8.number())
            .addInt32Data(100)
            .build();
    GraphProto.Builder graph =
        graph(
                node("Add", List.of("pixels", "by"), List.of("bright")),
                node("Relu", List.of("bright"), List.of("same")),
                node("ReduceMax", List.of("same"), List.of("most"))
                    .addAttribute(attribute("axes", new long[] {1}))
                    .addAttribute(attribute("keepdims", 1)))
            .addInitializer(by)
            .addInput(info("pixels", ElementType.UINT8, "N", 3))
            .addOutput(info("bright", ElementType.UINT8, "N", 3))
            .addOutput(info("most", ElementType.UINT8, "N", 1));
    return model(17, graph).build().toByteArray();
  }

  /// Weights of four bits, which a tool has made small.
  public static byte[] packed() {
    TensorProto w =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(ElementType.INT4.number())
            .addDims(2)
            .addInt32Data(0x7f)
            .build();
    GraphProto.Builder graph =
        graph(
                node("Cast", List.of("w"), List.of("f")).addAttribute(attribute("to", 1)),
                node("Mul", List.of("x", "f"), List.of("y")))
            .addInitializer(w)
            .addInput(info("x", ElementType.FLOAT, "N", 2))
            .addOutput(info("y", ElementType.FLOAT, "N", 2));
    return model(21, graph).build().toByteArray();
  }
}
