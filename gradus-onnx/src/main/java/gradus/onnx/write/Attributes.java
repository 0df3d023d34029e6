package gradus.onnx.write;

import com.google.protobuf.ByteString;
import gradus.onnx.model.Attribute;
import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.AttributeProto.AttributeType;
import gradus.tensor.Tensor;
import java.util.List;

/// Attributes of nodes as messages.
final class Attributes {

  private Attributes() {}

  static AttributeProto whole(String name, long value) {
    return named(name, AttributeType.INT).setI(value).build();
  }

  /// Attributes are f32, as are the numbers that a plan of f32 uses in their place.
  static AttributeProto real(String name, double value) {
    return named(name, AttributeType.FLOAT).setF((float) value).build();
  }

  static AttributeProto text(String name, String value) {
    return named(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  static AttributeProto wholes(String name, List<Integer> values) {
    AttributeProto.Builder proto = named(name, AttributeType.INTS);
    values.forEach(value -> proto.addInts(value));
    return proto.build();
  }

  static AttributeProto tensor(String name, Tensor value) {
    return named(name, AttributeType.TENSOR).setT(TensorMessage.of("", value)).build();
  }

  /// An attribute of a node that was read.
  ///
  /// @param layer the layer that holds the node, for the message
  static AttributeProto of(String layer, String name, Attribute value) {
    return switch (value) {
      case Attribute.Whole(long whole) -> whole(name, whole);
      case Attribute.Real(float real) -> real(name, real);
      case Attribute.Text(String text) -> text(name, text);
      case Attribute.Wholes(List<Long> wholes) ->
          named(name, AttributeType.INTS).addAllInts(wholes).build();
      case Attribute.Reals(List<Float> reals) ->
          named(name, AttributeType.FLOATS).addAllFloats(reals).build();
      case Attribute.Texts(List<String> texts) ->
          named(name, AttributeType.STRINGS)
              .addAllStrings(texts.stream().map(ByteString::copyFromUtf8).toList())
              .build();
      case Attribute.Literal(Tensor tensor) -> tensor(name, tensor);
      case Attribute.Reference _, Attribute.Unknown _ ->
          throw new IllegalArgumentException(
              "layer \"%s\", attribute '%s': expected numbers, texts or a tensor, found %s. Put a layer of Gradus in its place."
                  .formatted(layer, name, value.kind()));
    };
  }

  private static AttributeProto.Builder named(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }
}
