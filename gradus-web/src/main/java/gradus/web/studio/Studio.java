package gradus.web.studio;

import gradus.web.http.Body;
import gradus.web.http.HttpOptions;
import gradus.web.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/// A studio that runs until it is closed.
///
/// ```
/// try (Studio studio = Studio.start(options)) {
///   System.out.println(studio.uri());
///   Thread.sleep(Long.MAX_VALUE);
/// }
/// ```
///
/// It listens on the loopback address alone.
public final class Studio implements AutoCloseable {

  private static final long MOST_BODY = 1 << 20;

  // decision 0024
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final HttpServer server;
  private final Guard guard;
  private final Catalogue catalogue;
  private final Trainings trainings;
  private final Streams streams;

  private Studio(
      HttpServer server, Guard guard, Catalogue catalogue, Trainings trainings, Streams streams) {
    this.server = server;
    this.guard = guard;
    this.catalogue = catalogue;
    this.trainings = trainings;
    this.streams = streams;
  }

  /// Opens the store, brings runs of folders into it, and starts to listen.
  ///
  /// Throws {@link IllegalArgumentException} where the port is taken, and what {@link
  /// gradus.runs.store.RunStore#open} throws.
  public static Studio start(StudioOptions options) {
    HttpOptions http =
        HttpOptions.standard()
            .at("127.0.0.1", options.port())
            .withLimits(MOST_BODY, Duration.ofSeconds(10), Duration.ofMillis(300))
            .withContentSecurityPolicy(POLICY);
    Catalogue catalogue = Catalogue.open(options);
    try {
      Guard guard = Guard.fresh();
      Trainings trainings = new Trainings(options, catalogue);
      Streams streams = new Streams();
      Body body = new Body(http);
      Questions questions = new Questions(body, new Workroom(false));
      // rooms of their own, so that slow claims keep nobody from looking at a network
      Questions mathematics = new Questions(body, new Workroom(true));
      HttpServer server =
          HttpServer.start(
              http,
              Set.of(),
              routing -> {
                routing.addFilter(guard);
                new Assets().serve(routing);
                routing.get("/api/session", guard::session);
                new MathematicsRoutes(mathematics).serve(routing);
                new NetworkRoutes(questions, catalogue).serve(routing);
                new ModelRoutes(questions, catalogue).serve(routing);
                new RunRoutes(questions, catalogue, streams).serve(routing);
                new TrainingRoutes(questions, trainings, streams).serve(routing);
              });
      return new Studio(server, guard, catalogue, trainings, streams);
    } catch (RuntimeException failed) {
      catalogue.close();
      throw failed;
    }
  }

  /// The address of the page, with the token that lets its holder in.
  public URI uri() {
    return URI.create("http://127.0.0.1:%d/?token=%s".formatted(server.port(), guard.token()));
  }

  /// How many runs of folders were brought into the store, and what could not be read.
  public Imports imports() {
    return catalogue.imports();
  }

  /// Stops a training at its last checkpoint, and ends.
  @Override
  public void close() {
    streams.close();
    trainings.close();
    server.close();
    catalogue.close();
  }
}
