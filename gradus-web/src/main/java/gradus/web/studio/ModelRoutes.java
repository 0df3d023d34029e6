package gradus.web.studio;

import gradus.nn.model.BuiltIn;
import gradus.runs.store.Run;
import gradus.web.http.Json;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which networks there are, and questions to trained ones.
final class ModelRoutes {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(10);

  private final Questions questions;
  private final Catalogue catalogue;
  private final TestedModels tested;

  ModelRoutes(Questions questions, Catalogue catalogue) {
    this.questions = questions;
    this.catalogue = catalogue;
    this.tested = new TestedModels(catalogue);
  }

  void serve(HttpRouting.Builder routing) {
    routing.get("/api/models", (request, response) -> Json.send(response, 200, models()));
    routing.post(
        "/api/confusion",
        questions.of(CellQuestion.class, LONG, it -> tested.of(it.run()).confusion()));
    routing.post(
        "/api/confusion/examples",
        questions.of(
            CellQuestion.class, LONG, it -> tested.of(it.run()).examples(it.truth(), it.said())));
    routing.post("/api/digit", questions.of(DigitQuestion.class, SHORT, tested::classify));
  }

  private Object models() {
    List<Object> runs = new ArrayList<>();
    for (Run run : catalogue.newest()) {
      if (Catalogue.hasModel(run)) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", run.id());
        model.put("name", run.header().name());
        model.put("network", run.header().network());
        model.put("data", run.header().data());
        runs.add(model);
      }
    }
    List<String> builtIn =
        Arrays.stream(BuiltIn.values()).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
    return Map.of("builtIn", builtIn, "runs", runs);
  }
}
