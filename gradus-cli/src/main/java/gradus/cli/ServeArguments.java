package gradus.cli;

import gradus.web.http.ApiKey;
import gradus.web.http.HttpOptions;
import gradus.web.http.TlsFiles;
import gradus.web.inference.InferenceOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of `gradus serve`: who may ask, and how much at once.
final class ServeArguments {

  @Option(names = "--port", paramLabel = "N", description = "0 for any. Default: 8080.")
  int port = 8080;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "The address to listen on. Default: 127.0.0.1, this machine alone.")
  String bind = "127.0.0.1";

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = "Holds the key that callers must send. Default: $GRADUS_API_KEY, if it is set.")
  String keyFile = "";

  @Option(
      names = "--open-to-all",
      description = "Lets others ask without a key, where --bind lets them reach it.")
  boolean openToAll;

  @Option(names = "--tls-cert", paramLabel = "PEM", description = "The certificate and its chain.")
  String certificate = "";

  @Option(names = "--tls-key", paramLabel = "PEM", description = "Its private key, PKCS #8.")
  String privateKey = "";

  @Option(
      names = "--batch-size",
      paramLabel = "ROWS",
      description = "Rows computed together at the most. Default: 32.")
  int batchSize = 32;

  @Option(
      names = "--batch-delay",
      paramLabel = "MS",
      description = "How long the first row waits for others. Default: 0.")
  int batchDelay;

  @Option(
      names = "--queue",
      paramLabel = "N",
      description = "Requests of a model that may wait; then 429. Default: 256.")
  int queue = 256;

  @Option(
      names = "--deadline",
      paramLabel = "MS",
      description = "How long a request may take; then 504. Default: 30000.")
  int deadline = 30_000;

  @Option(
      names = "--most-rows",
      paramLabel = "ROWS",
      description = "Rows that one request may have. Default: 4096.")
  int mostRows = 4096;

  @Option(
      names = "--most-mebibytes",
      paramLabel = "N",
      description = "The longest request; then 413. Default: 16.")
  int mostMebibytes = 16;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Batches computed at once. Default: one for each processor.")
  int workers = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--watch",
      paramLabel = "MS",
      description = "How often models are looked at for changes; 0 for never. Default: 1000.")
  int watch = 1000;

  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      description = "A line of JSON for each request; - is standard error. Default: none.")
  String accessLog = "";

  HttpOptions http() {
    if (port < 0 || port > 65_535 || mostMebibytes < 1 || mostMebibytes > 1024) {
      throw new IllegalArgumentException(
          "--port %d --most-mebibytes %d: expected a port from 0 to 65535 and 1 to 1024 MiB, found others. Leave them out for the usual."
              .formatted(port, mostMebibytes));
    }
    if (certificate.isEmpty() != privateKey.isEmpty()) {
      throw new IllegalArgumentException(
          "--tls-cert, --tls-key: expected both or neither, found one of them. Give both files.");
    }
    HttpOptions usual = HttpOptions.standard();
    return usual
        .at(bind, port)
        .withKey(key())
        .withOpenToAll(openToAll)
        .withTls(
            certificate.isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsFiles(Path.of(certificate), Path.of(privateKey))))
        .withLimits((long) mostMebibytes << 20, usual.bodyTime(), usual.grace());
  }

  private Optional<ApiKey> key() {
    String environment = System.getenv().getOrDefault("GRADUS_API_KEY", "");
    if (!keyFile.isEmpty()) {
      return Optional.of(ApiKey.read(Path.of(keyFile)));
    }
    return environment.isEmpty()
        ? Optional.empty()
        : Optional.of(ApiKey.of("$GRADUS_API_KEY", environment));
  }

  InferenceOptions inference() {
    return new InferenceOptions(
        batchSize,
        Duration.ofMillis(batchDelay),
        queue,
        Duration.ofMillis(deadline),
        mostRows,
        workers,
        Duration.ofMillis(watch));
  }
}
