package gradus.web.inference;

import gradus.tensor.DType;
import gradus.tensor.Tensor;
import gradus.web.http.HttpProblem;
import gradus.web.http.Json;
import gradus.web.inference.InferRequest.Wanted;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/// One answer as JSON, with binary tensors after it where they are wanted.
///
/// Floats are written with as many digits as tell them apart, so that reading gives the same bits.
final class ResponseWriter {

  private final byte[] body;
  private final OptionalInt jsonLength;

  private ResponseWriter(byte[] body, OptionalInt jsonLength) {
    this.body = body;
    this.jsonLength = jsonLength;
  }

  /// The answer; for its one reader, and not copied.
  byte[] body() {
    return body;
  }

  /// How many bytes of it are JSON, where binary data follow.
  OptionalInt jsonLength() {
    return jsonLength;
  }

  /// What is told beside the outputs.
  ///
  /// @param live the version that answered
  /// @param parameters of the whole answer
  record Frame(Live live, Map<String, Object> parameters) {}

  /// The answer to a request.
  ///
  /// Throws {@link HttpProblem} 400 for an output that there is not, 422 for a value that JSON
  /// cannot say.
  static ResponseWriter of(Frame frame, InferRequest request, Map<String, Values> outputs) {
    List<Wanted> wanted =
        request.outputs().isEmpty()
            ? outputs.keySet().stream().map(name -> new Wanted(name, Optional.empty())).toList()
            : request.outputs();
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    ByteArrayOutputStream binary = new ByteArrayOutputStream();
    boolean anyBinary = false;
    try (JsonGenerator out = Json.MAPPER.createGenerator(json)) {
      out.writeStartObject();
      out.writeStringProperty("model_name", frame.live().name());
      out.writeStringProperty("model_version", frame.live().version());
      request.id().ifPresent(id -> out.writeStringProperty("id", id));
      if (!frame.parameters().isEmpty()) {
        out.writePOJOProperty("parameters", frame.parameters());
      }
      out.writeArrayPropertyStart("outputs");
      for (Wanted want : wanted) {
        Values values = Rows.named(outputs, want.name());
        boolean asBinary = want.binary().orElse(request.binaryByDefault());
        anyBinary |= asBinary;
        output(out, want.name(), values, asBinary ? Optional.of(bytes(values)) : Optional.empty());
        if (asBinary) {
          binary.writeBytes(bytes(values));
        }
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    int length = json.size();
    json.writeBytes(binary.toByteArray());
    return new ResponseWriter(
        json.toByteArray(), anyBinary ? OptionalInt.of(length) : OptionalInt.empty());
  }

  /// Refuses a request for outputs that there are not, before anything is computed.
  static void requireKnown(InferRequest request, List<String> known) {
    for (Wanted want : request.outputs()) {
      if (!known.contains(want.name())) {
        String shown = want.name().length() > 60 ? want.name().substring(0, 60) + "…" : want.name();
        throw new HttpProblem(
            400,
            "Output \"%s\": expected one of %s, found none of that name. See the model's metadata."
                .formatted(shown, known));
      }
    }
  }

  private static void output(
      JsonGenerator out, String name, Values values, Optional<byte[]> binary) {
    out.writeStartObject();
    out.writeStringProperty("name", name);
    out.writeStringProperty("datatype", values.datatype().name());
    out.writeArrayPropertyStart("shape");
    values.shape().sizes().forEach(out::writeNumber);
    out.writeEndArray();
    if (binary.isPresent()) {
      out.writeObjectPropertyStart("parameters");
      out.writeNumberProperty("binary_data_size", binary.get().length);
      out.writeEndObject();
    } else {
      out.writeArrayPropertyStart("data");
      elements(out, name, values);
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void elements(JsonGenerator out, String name, Values values) {
    switch (values) {
      case Values.Words(List<String> words) -> words.forEach(out::writeString);
      case Values.Numbers(Tensor tensor, Datatype datatype) -> {
        switch (tensor.type().dtype()) {
          case F32 -> {
            for (float x : tensor.toFloats()) {
              requireFinite(name, x);
              out.writeNumber(x);
            }
          }
          case F64 -> {
            for (double x : tensor.toDoubles()) {
              requireFinite(name, x);
              out.writeNumber(x);
            }
          }
          case I32, I64 -> {
            for (long x : tensor.toLongs()) {
              if (x < 0 && datatype == Datatype.UINT64) {
                out.writeNumber(new BigInteger(Long.toUnsignedString(x)));
              } else {
                out.writeNumber(x);
              }
            }
          }
          case BOOL -> {
            for (byte x : tensor.toBytes()) {
              out.writeBoolean(x != 0);
            }
          }
        }
      }
    }
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new HttpProblem(
          422,
          "Output \"%s\": expected finite numbers, which JSON can say, found %s. Check the input, or ask for binary_data."
              .formatted(name, value));
    }
  }

  /// Little-endian, row by row; words with their lengths before them.
  private static byte[] bytes(Values values) {
    return switch (values) {
      case Values.Words(List<String> words) -> {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String word : words) {
          byte[] text = word.getBytes(StandardCharsets.UTF_8);
          all.writeBytes(
              ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length).array());
          all.writeBytes(text);
        }
        yield all.toByteArray();
      }
      case Values.Numbers(Tensor tensor, Datatype datatype) -> {
        byte[] all = new byte[Math.multiplyExact(tensor.elements(), datatype.bytes())];
        ByteBuffer out = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.type().dtype()) {
          case F32 -> out.asFloatBuffer().put(tensor.toFloats());
          case F64 -> out.asDoubleBuffer().put(tensor.toDoubles());
          case I32, I64 -> wholes(out, tensor, datatype);
          case BOOL -> out.put(tensor.toBytes());
        }
        yield all;
      }
    };
  }

  private static void wholes(ByteBuffer out, Tensor tensor, Datatype datatype) {
    switch (datatype.bytes()) {
      case 8 -> out.asLongBuffer().put(tensor.toLongs());
      case 4 -> out.asIntBuffer().put(tensor.as(DType.I32).toInts());
      case 2 -> {
        for (int x : tensor.toInts()) {
          out.putShort((short) x);
        }
      }
      default -> {
        for (int x : tensor.toInts()) {
          out.put((byte) x);
        }
      }
    }
  }
}
