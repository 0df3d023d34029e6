package gradus.cli;

import gradus.nn.run.RunFolder;
import gradus.web.http.HttpOptions;
import gradus.web.inference.InferenceServer;
import gradus.web.inference.ModelChoice;
import gradus.web.inference.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `gradus serve`.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Serves models over HTTP by the Open Inference Protocol, version 2, until it is stopped."
            + " Listens on this machine alone unless told otherwise.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus serve runs/iris",
      "  gradus serve digits=runs/lenet-digits net:2=model.onnx --port 9000",
      "  gradus serve runs/iris --bind 0.0.0.0 --api-key-file key.txt --tls-cert c.pem --tls-key"
          + " k.pem"
    })
final class Serve implements Callable<Integer> {

  private static final int TYPED = 16;

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description =
          "The folder of a run, model.onnx, or a folder of numbered versions; NAME=PATH or"
              + " NAME:VERSION=PATH names it. Default: the newest run below runs.")
  List<String> models = List.of();

  @Mixin private ServeArguments how;

  @Override
  public Integer call() throws InterruptedException {
    List<ModelChoice> choices =
        models.isEmpty() ? List.of(newest()) : models.stream().map(ModelChoice::parse).toList();
    Screen screen = Screen.standard();
    try (LineLog log = LineLog.of(how.accessLog)) {
      HttpOptions http = how.http().withLog(log::write);
      InferenceServer server =
          InferenceServer.start(choices, http, how.inference(), screen::remark);
      CountDownLatch stopped = new CountDownLatch(1);
      Thread stop =
          new Thread(
              () -> {
                server.close();
                stopped.countDown();
              },
              "gradus-stop");
      Runtime.getRuntime().addShutdownHook(stop);
      greet(screen, server);
      stopped.await();
    }
    return 0;
  }

  private static ModelChoice newest() {
    Path runs = Path.of("runs");
    try (Stream<Path> folders = Files.isDirectory(runs) ? Files.list(runs) : Stream.empty()) {
      return folders
          .filter(RunFolder::exists)
          .filter(folder -> RunFolder.open(folder).weights().isPresent())
          .max(Comparator.comparing(Serve::time))
          .map(folder -> ModelChoice.parse(folder.toString()))
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "serve: expected a model, or a run below the folder runs, found neither."
                          + " Train one with: gradus train; or give MODEL, such as model.onnx."));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + runs, e);
    }
  }

  private static FileTime time(Path folder) {
    try {
      return Files.getLastModifiedTime(folder.resolve("model.safetensors"));
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  private static void greet(Screen screen, InferenceServer server) {
    URI uri = server.uri();
    for (InferenceServer.Served served : server.served()) {
      screen.say(
          "serving %s (version %s) at %s/v2/models/%s"
              .formatted(served.name(), served.version(), uri, served.name()));
    }
    InferenceServer.Served first = server.served().getFirst();
    screen.say("");
    screen.say("Try:    " + example(uri, first));
    screen.say("        curl %s/v2/models/%s".formatted(uri, first.name()));
    screen.say("        curl %s/metrics".formatted(uri));
    screen.say("All:    %s/openapi.json".formatted(uri));
    screen.say("Stop:   Ctrl-C; what was accepted is finished");
  }

  /// A request that works as it stands: zeros, where they are few enough to be read.
  private static String example(URI uri, InferenceServer.Served served) {
    long elements =
        served.inputs().stream().mapToLong(Serve::elements).max().orElse(Long.MAX_VALUE);
    if (elements > TYPED) {
      return "gradus predict --url %s --model %s --data digits".formatted(uri, served.name());
    }
    String inputs =
        served.inputs().stream()
            .map(
                spec ->
                    "{\"name\":\"%s\",\"shape\":%s,\"datatype\":\"%s\",\"data\":%s}"
                        .formatted(
                            spec.name(),
                            spec.shape().stream().map(size -> Math.max(1, size)).toList(),
                            spec.datatype(),
                            zeros(spec)))
            .collect(Collectors.joining(","));
    return "curl %s/v2/models/%s/infer -d '{\"inputs\":[%s]}'"
        .formatted(uri, served.name(), inputs.replace(" ", ""));
  }

  private static List<String> zeros(TensorSpec spec) {
    return Collections.nCopies(
        (int) elements(spec), spec.datatype().name().equals("BOOL") ? "false" : "0");
  }

  private static long elements(TensorSpec spec) {
    return spec.shape().stream()
        .mapToLong(size -> Math.max(1, size))
        .reduce(1, (a, b) -> Math.min(a * b, Integer.MAX_VALUE));
  }
}
