package gradus.web.studio;

import gradus.runs.store.Metric;
import gradus.runs.store.Point;
import gradus.runs.store.Run;
import gradus.runs.store.RunStatus;
import gradus.runs.store.Tail;
import gradus.web.http.HttpProblem;
import gradus.web.http.Json;
import io.helidon.webserver.http.HttpRouting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The runs of the store, and their curves as they grow.
///
/// @param questions answers what is posted
/// @param catalogue the runs
/// @param streams tells what is new
record RunRoutes(Questions questions, Catalogue catalogue, Streams streams) {

  private static final int AT_ONCE = 5_000;

  void serve(HttpRouting.Builder routing) {
    routing.get(
        "/api/runs",
        (request, response) ->
            Json.send(response, 200, catalogue.newest().stream().map(RunRoutes::inShort).toList()));
    routing.get(
        "/api/run",
        (request, response) ->
            Json.send(response, 200, whole(catalogue.run(request.query().first("id").orElse("")))));
    routing.get(
        "/api/run/points",
        (request, response) -> {
          Run run = catalogue.run(request.query().first("id").orElse(""));
          streams.tell(response, new Growing(catalogue, run.id()));
        });
  }

  private static Map<String, Object> inShort(Run run) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", run.id());
    told.put("name", run.header().name());
    told.put("status", run.status().word());
    told.put("network", run.header().network());
    told.put("data", run.header().data());
    told.put("begun", run.header().begun().toString());
    told.put("seconds", run.seconds());
    told.put("score", run.main().map(RunRoutes::metric).orElse(Map.of()));
    told.put("hasModel", Catalogue.hasModel(run));
    return told;
  }

  private static Map<String, Object> metric(Metric metric) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", metric.name());
    told.put("latest", metric.latest());
    told.put("best", metric.best());
    return told;
  }

  private static Map<String, Object> whole(Run run) {
    Map<String, Object> told = inShort(run);
    told.put("settings", run.header().settings());
    told.put("environment", run.header().environment());
    told.put("command", run.header().command());
    told.put("parent", run.header().parent().orElse(""));
    told.put("error", run.error().orElse(""));
    told.put("metrics", run.metrics().values().stream().map(RunRoutes::metric).toList());
    told.put(
        "notes",
        run.notes().stream()
            .map(it -> Map.of("at", it.at().toString(), "text", it.text()))
            .toList());
    return told;
  }

  /// The points of a run as they come; it changes with each time it is asked.
  private static final class Growing implements Streams.News {
    private final Catalogue catalogue;
    private final String id;
    private long row;
    private long revision = -1;
    private RunStatus told = RunStatus.RUNNING;
    private boolean first = true;
    private boolean ended;

    Growing(Catalogue catalogue, String id) {
      this.catalogue = catalogue;
      this.id = id;
    }

    @Override
    public Optional<Object> next() {
      Tail tail = tail(row);
      boolean again = revision >= 0 && tail.revision() != revision;
      if (again) {
        tail = tail(0);
      }
      boolean news = first || again || !tail.points().isEmpty() || tail.status() != told;
      revision = tail.revision();
      row = tail.row();
      told = tail.status();
      ended = told != RunStatus.RUNNING && tail.points().isEmpty();
      Map<String, Object> next = new LinkedHashMap<>();
      next.put("fresh", first || again);
      next.put("status", told.word());
      next.put("points", tail.points().stream().map(Growing::point).toList());
      first = false;
      return news ? Optional.of(next) : Optional.empty();
    }

    private Tail tail(long after) {
      return catalogue
          .store()
          .tail(id, after, AT_ONCE)
          .orElseThrow(() -> new HttpProblem(404, "The run was deleted. Load the list again."));
    }

    private static List<Object> point(Point point) {
      List<Object> told = new ArrayList<>();
      told.add(point.metric());
      told.add(point.step());
      told.add(point.epoch());
      told.add(point.value());
      return told;
    }

    @Override
    public boolean ended() {
      return ended;
    }
  }
}
