package gradus.web.studio;

import gradus.explain.lint.Activity;
import gradus.explain.lint.Finding;
import gradus.explain.lint.Lint;
import gradus.explain.lint.Place;
import gradus.explain.summary.Summary;
import gradus.nn.data.Preparation;
import gradus.nn.data.Standardiser;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.model.Step;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunRecord;
import gradus.runtime.plan.Engine;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Questions about a network: its layers, its time, its faults, its derivatives.
///
/// @param questions answers them
/// @param catalogue the runs
record NetworkRoutes(Questions questions, Catalogue catalogue) {

  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofSeconds(60);

  void serve(HttpRouting.Builder routing) {
    routing.post("/api/network", questions.of(NetworkQuestion.class, SHORT, this::layers));
    routing.post("/api/profile", questions.of(NetworkQuestion.class, LONG, this::profile));
    routing.post("/api/lint", questions.of(NetworkQuestion.class, LONG, this::lint));
    routing.post(
        "/api/derivation",
        questions.of(DerivativeQuestion.class, LONG, it -> it.derivation(catalogue)));
    routing.post(
        "/api/jacobian",
        questions.of(DerivativeQuestion.class, LONG, it -> it.jacobian(catalogue)));
  }

  private Object layers(NetworkQuestion question) {
    Network network = question.network(catalogue, false);
    Summary summary = Summary.of(network);
    List<Object> nodes = new ArrayList<>();
    summary.inputs().forEach(row -> nodes.add(node(row, List.of())));
    for (int i = 0; i < network.steps().size(); i++) {
      Step step = network.steps().get(i);
      nodes.add(node(summary.layers().get(i), step.from()));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("nodes", nodes);
    answer.put("outputs", network.outputs());
    answer.put("parameters", summary.parameters());
    answer.put("multiplyAdds", summary.multiplyAdds());
    answer.put("yaml", NetworkYaml.write(network));
    return answer;
  }

  private static Object node(Summary.Row row, List<String> from) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("name", row.name());
    node.put("kind", row.kind());
    node.put("from", from);
    node.put("shape", row.output().sizes());
    node.put("parameters", row.parameters());
    node.put("multiplyAdds", row.multiplyAdds());
    node.put("receptiveField", row.receptiveField());
    node.put("why", row.costs().why());
    return node;
  }

  private Object profile(NetworkQuestion question) {
    return Timing.of(question.network(catalogue, false));
  }

  private Object lint(NetworkQuestion question) {
    Place place = place(question);
    List<Finding> findings = Lint.findings(place);
    List<Object> told = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("rule", finding.rule());
      one.put("where", finding.where());
      one.put("what", finding.what());
      one.put("why", finding.why());
      one.put("cost", finding.cost());
      one.put("repair", finding.repair());
      one.put("repaired", finding.repaired().map(NetworkYaml::write).orElse(""));
      told.add(one);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("rules", Lint.rules().size());
    answer.put("yaml", NetworkYaml.write(place.network()));
    answer.put("findings", told);
    answer.put(
        "repaired",
        findings.stream().anyMatch(it -> it.repaired().isPresent())
            ? NetworkYaml.write(Lint.repaired(place))
            : "");
    return answer;
  }

  private Place place(NetworkQuestion question) {
    Network network = question.network(catalogue, false);
    Optional<RunFolder> folder = question.folder(catalogue);
    if (folder.isEmpty()) {
      return Place.of(network);
    }
    RunRecord record = folder.get().record();
    return new Place(
        network,
        Optional.of(Predictor.open(folder.get().path()).head()),
        record.recipe().training().loss(),
        Optional.of(activity(network, folder.get(), record)));
  }

  private static Activity activity(Network network, RunFolder folder, RunRecord record) {
    Preparation preparation =
        new Preparation(Standardiser.of(record.features()), Standardiser.of(record.targets()));
    try (Engine engine = Engine.standard()) {
      return Activity.of(
          network, folder.requireWeights(), preparation, OwnData.of(record).train(), engine);
    }
  }
}
