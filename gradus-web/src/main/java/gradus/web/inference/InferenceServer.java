package gradus.web.inference;

import gradus.web.http.Body;
import gradus.web.http.HttpOptions;
import gradus.web.http.HttpServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/// A server of models by the Open Inference Protocol.
///
/// Closing finishes what was accepted.
public final class InferenceServer implements AutoCloseable {

  private final HttpServer server;
  private final Repository repository;
  private final Meters meters;
  private final AtomicBoolean ready;

  private InferenceServer(
      HttpServer server, Repository repository, Meters meters, AtomicBoolean ready) {
    this.server = server;
    this.repository = repository;
    this.meters = meters;
    this.ready = ready;
  }

  /// Reads the models and starts to listen.
  ///
  /// Throws {@link gradus.tensor.FormatException} where a model cannot be read, {@link
  /// IllegalArgumentException} where it may not or cannot listen so.
  ///
  /// @param models what is served
  /// @param http how it listens
  /// @param options how models are served
  /// @param news takes a line for each model that is exchanged or refused later
  public static InferenceServer start(
      List<ModelChoice> models, HttpOptions http, InferenceOptions options, Consumer<String> news) {
    return start(models, ModelFiles::read, http, options, news);
  }

  /// The same with another engine.
  ///
  /// @param reader makes a model of its files
  static InferenceServer start(
      List<ModelChoice> models,
      Function<Path, ServedModel> reader,
      HttpOptions http,
      InferenceOptions options,
      Consumer<String> news) {
    Meters meters = new Meters();
    Repository repository = null;
    try {
      repository = new Repository(models, reader, options, meters, news);
      AtomicBoolean ready = new AtomicBoolean(true);
      Routes routes =
          new Routes(
              repository,
              new Inference(repository, options, meters),
              new Body(http),
              meters,
              ready::get);
      HttpServer server =
          HttpServer.start(http, Set.of("/v2/health/live", "/v2/health/ready"), routes::addTo);
      return new InferenceServer(server, repository, meters, ready);
    } catch (RuntimeException failure) {
      if (repository != null) {
        repository.close();
      }
      meters.close();
      throw failure;
    }
  }

  /// The port that it listens on.
  public int port() {
    return server.port();
  }

  /// Where it is reached from this machine.
  public URI uri() {
    return server.uri();
  }

  /// What is served: a model and version each, with its inputs.
  public List<Served> served() {
    return repository.all().stream()
        .map(
            live ->
                new Served(
                    live.name(), live.version(), live.model().inputs(), live.model().outputs()))
        .toList();
  }

  /// A model that is served.
  ///
  /// @param name its name
  /// @param version its version
  /// @param inputs what it must be given
  /// @param outputs what it answers
  public record Served(
      String name, String version, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    /// Copies.
    public Served {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /// Looks at the models' files now, rather than at the next time.
  public void look() {
    repository.look();
  }

  @Override
  public void close() {
    ready.set(false);
    server.close();
    repository.close();
    meters.close();
  }
}
