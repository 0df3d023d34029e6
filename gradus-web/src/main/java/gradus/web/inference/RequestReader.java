package gradus.web.inference;

import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.web.http.HttpProblem;
import gradus.web.http.Json;
import gradus.web.inference.InferRequest.Wanted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads one request: JSON, and the binary tensors after it. It moves through the body.
///
/// Source: Open Inference Protocol, "Inference Request JSON Object"; KServe, "Binary Tensor Data
/// Extension".
final class RequestReader {

  private final List<TensorSpec> specs;
  private final int mostRows;
  private final byte[] body;
  private final int jsonLength;
  private int binaryAt;

  /// What is known of one input while its object is read.
  private static final class Given {
    @Nullable String name;
    @Nullable String datatype;
    @Nullable List<Long> shape;
    Map<String, Object> parameters = Map.of();
    @Nullable Tensor tensor;
    long dataAt = -1;
  }

  /// @param jsonLength how many bytes of the body are JSON
  RequestReader(List<TensorSpec> specs, int mostRows, byte[] body, int jsonLength) {
    this.specs = specs;
    this.mostRows = mostRows;
    this.body = body;
    this.jsonLength = jsonLength;
    this.binaryAt = jsonLength;
  }

  /// The request.
  ///
  /// Throws {@link HttpProblem} 400 where it is none, or does not fit the model.
  InferRequest read() {
    try (JsonParser parser = Json.MAPPER.createParser(body, 0, jsonLength)) {
      InferRequest request = request(parser);
      if (parser.nextToken() != null) {
        throw new HttpProblem(
            400,
            "The body: expected one JSON object, found more after it. With binary data, send the"
                + " header Inference-Header-Content-Length.");
      }
      if (binaryAt != body.length) {
        throw new HttpProblem(
            400,
            "The body: expected %d bytes of binary data as the inputs say, found %d. Check binary_data_size."
                .formatted(binaryAt - jsonLength, body.length - jsonLength));
      }
      return request;
    } catch (JacksonException broken) {
      throw Json.problem(broken);
    }
  }

  private InferRequest request(JsonParser parser) {
    Fields.require(parser.nextToken() == JsonToken.START_OBJECT, "an object", parser);
    Optional<String> id = Optional.empty();
    Map<String, Object> parameters = Map.of();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    List<Wanted> outputs = new ArrayList<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "id" -> id = Optional.of(Fields.text(parser));
        case "parameters" -> parameters = Fields.parameters(parser);
        case "inputs" -> inputs.putAll(inputs(parser));
        case "outputs" -> outputs.addAll(outputs(parser));
        default -> parser.skipChildren();
      }
    }
    requireAll(inputs);
    return new InferRequest(id, parameters, inputs, outputs);
  }

  private void requireAll(Map<String, Tensor> inputs) {
    for (TensorSpec spec : specs) {
      if (!inputs.containsKey(spec.name())) {
        throw new HttpProblem(
            400,
            "The field inputs: expected the input \"%s\", found %s. Send all inputs that the model's metadata name."
                .formatted(spec.name(), inputs.isEmpty() ? "none" : inputs.keySet()));
      }
    }
  }

  private Map<String, Tensor> inputs(JsonParser parser) {
    Fields.require(parser.currentToken() == JsonToken.START_ARRAY, "an array of inputs", parser);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Fields.require(
          parser.currentToken() == JsonToken.START_OBJECT, "an object for an input", parser);
      Given given = new Given();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        field(given, field, parser);
      }
      Tensor tensor = finished(given);
      if (inputs.put(String.valueOf(given.name), tensor) != null) {
        throw new HttpProblem(
            400, "Input \"%s\": expected it once, found it twice. Send one.".formatted(given.name));
      }
    }
    return inputs;
  }

  private void field(Given given, String field, JsonParser parser) {
    switch (field) {
      case "name" -> given.name = Fields.text(parser);
      case "datatype" -> given.datatype = Fields.text(parser);
      case "shape" -> given.shape = Fields.sizes(parser);
      case "parameters" -> given.parameters = Fields.parameters(parser);
      case "data" -> {
        if (given.name != null && given.datatype != null && given.shape != null) {
          given.tensor = data(given, parser);
        } else {
          given.dataAt = parser.currentTokenLocation().getByteOffset();
          parser.skipChildren();
        }
      }
      default -> parser.skipChildren();
    }
  }

  private Tensor finished(Given given) {
    Object size = given.parameters.get("binary_data_size");
    if (size != null) {
      if (given.tensor != null || given.dataAt >= 0) {
        throw new HttpProblem(
            400,
            "Input \"%s\": expected data or binary_data_size, found both. Send one of them."
                .formatted(given.name));
      }
      return binary(given, size);
    }
    if (given.tensor != null) {
      return given.tensor;
    }
    if (given.dataAt < 0) {
      throw new HttpProblem(
          400,
          "Input \"%s\": expected the field data, found none. Send its elements."
              .formatted(given.name));
    }
    // the data stood before what says how to read them
    int at = (int) given.dataAt;
    try (JsonParser again = Json.MAPPER.createParser(body, at, jsonLength - at)) {
      again.nextToken();
      return data(given, again);
    }
  }

  private Tensor data(Given given, JsonParser parser) {
    TensorSpec spec = spec(given);
    Datatype datatype = datatype(given, spec);
    Shape shape = shape(given, spec);
    if (shape.elements() > body.length) {
      throw new HttpProblem(
          400,
          "Input \"%s\", data: expected %d elements for the shape %s, found a shorter body. Check the shape."
              .formatted(spec.name(), shape.elements(), shape));
    }
    return new TensorData(spec, datatype, shape).read(parser);
  }

  private Tensor binary(Given given, Object size) {
    TensorSpec spec = spec(given);
    Datatype datatype = datatype(given, spec);
    Shape shape = shape(given, spec);
    long bytes = (long) shape.elements() * datatype.bytes();
    if (!(size instanceof Long said) || said != bytes || bytes > body.length - binaryAt) {
      throw new HttpProblem(
          400,
          "Input \"%s\", binary_data_size: expected %d bytes for %s%s, all in the body, found %s with %d left. Check the size and the header Inference-Header-Content-Length."
              .formatted(spec.name(), bytes, datatype, shape, size, body.length - binaryAt));
    }
    ByteBuffer data = ByteBuffer.wrap(body, binaryAt, (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    binaryAt += (int) bytes;
    return datatype.decode(data, shape, spec.dtype());
  }

  private TensorSpec spec(Given given) {
    return specs.stream()
        .filter(spec -> spec.name().equals(given.name))
        .findFirst()
        .orElseThrow(
            () ->
                new HttpProblem(
                    400,
                    "Input \"%s\": expected one of %s, found none of that name. See the model's metadata."
                        .formatted(
                            shortened(given.name), specs.stream().map(TensorSpec::name).toList())));
  }

  private static String shortened(@Nullable String text) {
    String shown = String.valueOf(text);
    return shown.length() > 60 ? shown.substring(0, 60) + "…" : shown;
  }

  private static Datatype datatype(Given given, TensorSpec spec) {
    return Datatype.named(String.valueOf(given.datatype))
        .filter(type -> type.fits(spec.datatype()))
        .orElseThrow(
            () ->
                new HttpProblem(
                    400,
                    "Input \"%s\", datatype: expected %s or one that it holds exactly, found %s. Convert the data."
                        .formatted(spec.name(), spec.datatype(), shortened(given.datatype))));
  }

  /// The shape, once it is known to fit the model and to be of a size that can be.
  private Shape shape(Given given, TensorSpec spec) {
    List<Long> sizes = given.shape == null ? List.of() : given.shape;
    long elements = 1;
    for (long size : sizes) {
      elements =
          size < 0 || size > Integer.MAX_VALUE || elements > Integer.MAX_VALUE
              ? Long.MAX_VALUE
              : elements * size;
    }
    if (given.shape == null || !spec.admits(sizes)) {
      throw new HttpProblem(
          400,
          "Input \"%s\", shape: expected %s, where -1 is any size, found %s. Reshape the data."
              .formatted(spec.name(), spec.shape(), given.shape == null ? "none" : given.shape));
    }
    if (elements < 1
        || elements > Integer.MAX_VALUE
        || (!sizes.isEmpty() && sizes.getFirst() > mostRows)) {
      throw new HttpProblem(
          400,
          "Input \"%s\", shape: expected 1 to %d rows and no empty axis, found %s. Send fewer rows at once."
              .formatted(spec.name(), mostRows, sizes));
    }
    return new Shape(sizes.stream().map(Long::intValue).toList());
  }

  private List<Wanted> outputs(JsonParser parser) {
    Fields.require(parser.currentToken() == JsonToken.START_ARRAY, "an array of outputs", parser);
    List<Wanted> outputs = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Fields.require(
          parser.currentToken() == JsonToken.START_OBJECT, "an object for an output", parser);
      String name = "";
      Optional<Boolean> binary = Optional.empty();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "name" -> name = Fields.text(parser);
          case "parameters" ->
              binary =
                  Optional.ofNullable(Fields.parameters(parser).get("binary_data"))
                      .map(Boolean.TRUE::equals);
          default -> parser.skipChildren();
        }
      }
      outputs.add(new Wanted(name, binary));
    }
    return outputs;
  }
}
