package gradus.cli;

import gradus.nn.data.Dataset;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.web.client.Answer;
import gradus.web.client.InferenceClient;
import gradus.web.client.ModelDescription;
import gradus.web.http.HttpProblem;
import gradus.web.inference.Datatype;
import gradus.web.inference.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import picocli.CommandLine.Option;

/// `gradus predict --url`: predictions of a server.
final class RemotePrediction {

  private static final int ROWS = 256;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Ask a server instead, such as http://localhost:8080; with --model.")
  String url = "";

  @Option(names = "--model", paramLabel = "NAME", description = "The model's name on the server.")
  String model = "";

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = "Holds the server's key. Default: $GRADUS_API_KEY, if it is set.")
  String keyFile = "";

  boolean wanted() {
    return !url.isEmpty();
  }

  /// One answer for one row of numbers.
  List<Map<String, Object>> ofValues(List<Float> values) {
    float[] row = new float[values.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values.get(i);
    }
    return ask(1, _ -> row, _ -> Optional.empty());
  }

  /// The first answers for the examples of a set.
  List<Map<String, Object>> ofData(Dataset set, int shown, IntFunction<String> truth) {
    return ask(shown, set::example, row -> Optional.of(truth.apply(row)));
  }

  private List<Map<String, Object>> ask(
      int rows, IntFunction<float[]> example, IntFunction<Optional<String>> truth) {
    if (model.isEmpty()) {
      throw new IllegalArgumentException(
          "predict --url %s: expected --model, found none. Name the model; the server lists them at /v2/models."
              .formatted(url));
    }
    try (InferenceClient client = client()) {
      ModelDescription about = client.model(model);
      TensorSpec input = about.inputs().getFirst();
      List<Map<String, Object>> answers = new ArrayList<>();
      for (int from = 0; from < rows; from += ROWS) {
        int count = Math.min(ROWS, rows - from);
        Tensor batch = batch(about, input, from, count, example);
        Answer answer = client.infer(model, Map.of(input.name(), batch));
        for (int row = 0; row < count; row++) {
          answers.add(told(about, answer, row, from + row, truth.apply(from + row)));
        }
      }
      return answers;
    } catch (HttpProblem refused) {
      throw new IllegalArgumentException("predict: " + refused.getMessage(), refused);
    }
  }

  private InferenceClient client() {
    URI address;
    try {
      address = URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "--url %s: expected an address, found none. Write for example http://localhost:8080."
              .formatted(url),
          malformed);
    }
    InferenceClient client = InferenceClient.at(address);
    String environment = System.getenv().getOrDefault("GRADUS_API_KEY", "");
    if (!keyFile.isEmpty()) {
      try {
        return client.withKey(Files.readString(Path.of(keyFile)));
      } catch (IOException unreadable) {
        throw new UncheckedIOException("--api-key-file: cannot be read", unreadable);
      }
    }
    return environment.isEmpty() ? client : client.withKey(environment);
  }

  private Tensor batch(
      ModelDescription about, TensorSpec input, int from, int rows, IntFunction<float[]> example) {
    List<Integer> sizes = new ArrayList<>(List.of(rows));
    long width = 1;
    for (long size : input.shape().subList(1, input.shape().size())) {
      sizes.add((int) size);
      width *= size;
    }
    float[] first = example.apply(from);
    if (about.inputs().size() != 1 || input.datatype() != Datatype.FP32 || first.length != width) {
      throw new IllegalArgumentException(
          "predict --model %s: expected examples of %d numbers for %s %s%s, found %d. Give the data that the model was made for."
              .formatted(
                  model, width, input.name(), input.datatype(), input.shape(), first.length));
    }
    float[] values = new float[(int) (rows * width)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(example.apply(from + row), 0, values, (int) (row * width), (int) width);
    }
    return Tensor.of(new Shape(sizes), values);
  }

  private static Map<String, Object> told(
      ModelDescription about, Answer answer, int row, int number, Optional<String> truth) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("example", number);
    if (answer.texts().containsKey("class")) {
      told.put("prediction", answer.words("class").get(row));
    }
    for (TensorSpec output : about.outputs()) {
      if (output.datatype() != Datatype.BYTES) {
        List<Double> values = row(answer.tensor(output.name()), row);
        String name =
            output.name().equals("prediction") && told.containsKey("prediction")
                ? "probability"
                : output.name();
        if (name.equals("probability") && values.size() > 1) {
          told.put(name, values.stream().max(Double::compare).orElseThrow());
          told.put("probabilities", values);
        } else if (!name.equals("logits")) {
          told.put(name, values.size() == 1 ? values.getFirst() : values);
        }
      }
    }
    truth.ifPresent(value -> told.put("truth", value));
    return told;
  }

  private static List<Double> row(Tensor tensor, int row) {
    int width = tensor.elements() / tensor.shape().size(0);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      double value = tensor.doubleAt(row * width + i);
      values.add(tensor.type().dtype() == DType.F32 ? (double) (float) value : value);
    }
    return values;
  }
}
