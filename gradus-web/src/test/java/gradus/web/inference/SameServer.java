package gradus.web.inference;

import gradus.web.http.HttpOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The server with the engine of one's choice: `SameServer gradus|onnxruntime MODEL.onnx PORT`.
///
/// `bench/serve-race` starts it twice. Everything but the computation is the same code.
public final class SameServer {

  static final Map<String, Function<Path, ServedModel>> ENGINES =
      Map.of("gradus", ModelFiles::read, "onnxruntime", OnnxRuntimeModel::read);

  private SameServer() {}

  static InferenceServer start(String engine, Path model, int port) {
    Function<Path, ServedModel> reader = ENGINES.get(engine);
    if (reader == null) {
      throw new IllegalArgumentException("expected one of " + ENGINES.keySet() + ", not " + engine);
    }
    return InferenceServer.start(
        List.of(ModelChoice.parse("model=" + model)),
        reader,
        HttpOptions.standard().at("127.0.0.1", port),
        InferenceOptions.standard(),
        IO::println);
  }

  public static void main(String[] args) throws InterruptedException {
    try (InferenceServer server = start(args[0], Path.of(args[1]), Integer.parseInt(args[2]))) {
      IO.println(args[0] + " at " + server.uri());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
