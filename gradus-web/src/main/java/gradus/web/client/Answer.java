package gradus.web.client;

import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.web.inference.Datatype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a model answered: tensors of numbers, and lists of words.
///
/// @param version the version that answered
/// @param tensors the outputs that are numbers, by name
/// @param texts the outputs that are words, by name
/// @param derivation how the gradient comes about, where it was asked for and told
public record Answer(
    String version,
    Map<String, Tensor> tensors,
    Map<String, List<String>> texts,
    String derivation) {

  /// Copies.
  public Answer {
    tensors = Map.copyOf(tensors);
    texts = Map.copyOf(texts);
  }

  /// An output of numbers.
  ///
  /// Throws {@link IllegalArgumentException} where there is none of that name.
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "answer.tensor(\"%s\"): expected one of %s, found none of that name. See the model's description."
              .formatted(name, tensors.keySet()));
    }
    return tensor;
  }

  /// An output of words, one a row.
  ///
  /// Throws {@link IllegalArgumentException} where there is none of that name.
  public List<String> words(String name) {
    List<String> words = texts.get(name);
    if (words == null) {
      throw new IllegalArgumentException(
          "answer.words(\"%s\"): expected one of %s, found none of that name. See the model's description."
              .formatted(name, texts.keySet()));
    }
    return words;
  }

  /// @param from where the binary data begin
  static Answer of(JsonNode said, byte[] body, int from) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, List<String>> texts = new LinkedHashMap<>();
    ByteBuffer rest = ByteBuffer.wrap(body, from, body.length - from).slice();
    for (JsonNode output : said.path("outputs")) {
      String name = output.path("name").asString("");
      Datatype datatype =
          Datatype.named(output.path("datatype").asString(""))
              .orElseThrow(() -> broken(name, "no datatype of the protocol"));
      long size = output.path("parameters").path("binary_data_size").asLong(-1);
      if (size < 0 || size > rest.remaining()) {
        throw broken(name, "no binary data, or less than was said");
      }
      ByteBuffer data = rest.slice(rest.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
      rest.position(rest.position() + (int) size);
      if (datatype == Datatype.BYTES) {
        texts.put(name, words(name, data));
      } else {
        tensors.put(name, tensor(name, output.path("shape"), datatype, data));
      }
    }
    return new Answer(
        said.path("model_version").asString(""),
        tensors,
        texts,
        said.path("parameters").path("derivation").asString(""));
  }

  private static List<String> words(String name, ByteBuffer data) {
    List<String> words = new ArrayList<>();
    while (data.hasRemaining()) {
      int length = data.remaining() < 4 ? -1 : data.getInt();
      if (length < 0 || length > data.remaining()) {
        throw broken(name, "a word longer than its data");
      }
      byte[] text = new byte[length];
      data.get(text);
      words.add(new String(text, StandardCharsets.UTF_8));
    }
    return words;
  }

  private static Tensor tensor(String name, JsonNode sizes, Datatype datatype, ByteBuffer data) {
    List<Integer> shape = new ArrayList<>();
    long elements = 1;
    for (JsonNode size : sizes) {
      long said = size.asLong(-1);
      elements = said < 0 || said > Integer.MAX_VALUE ? -1 : Math.multiplyExact(elements, said);
      if (elements < 0 || elements > data.limit()) {
        throw broken(name, "a shape larger than its data");
      }
      shape.add((int) said);
    }
    if (elements * datatype.bytes() != data.limit()) {
      throw broken(name, "data of another length than its shape");
    }
    Shape known = new Shape(shape);
    int n = known.elements();
    return switch (datatype) {
      case FP32 -> {
        float[] values = new float[n];
        data.asFloatBuffer().get(values);
        yield Tensor.of(known, values);
      }
      case FP64 -> {
        double[] values = new double[n];
        data.asDoubleBuffer().get(values);
        yield Tensor.of(known, values);
      }
      case INT32 -> {
        int[] values = new int[n];
        data.asIntBuffer().get(values);
        yield Tensor.of(known, values);
      }
      case INT64 -> {
        long[] values = new long[n];
        data.asLongBuffer().get(values);
        yield Tensor.of(known, values);
      }
      case BOOL -> {
        boolean[] values = new boolean[n];
        for (int i = 0; i < n; i++) {
          values[i] = data.get() != 0;
        }
        yield Tensor.of(known, values);
      }
      default -> throw broken(name, "elements of " + datatype);
    };
  }

  private static UncheckedIOException broken(String name, String found) {
    return new UncheckedIOException(
        new IOException(
            "output \"%s\": expected a tensor as binary data, found %s. Check the server."
                .formatted(name, found)));
  }
}
