package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `gradus runs` as it is typed, on a store of the test's own.
class RunsCommandTest extends TypedCommands {

  private String store = "";

  @BeforeEach
  void store() {
    store = folder.resolve("store/runs.db").toString();
  }

  private Said runs(String... arguments) {
    List<String> all = new ArrayList<>(List.of("runs", "--store", store));
    all.addAll(List.of(arguments));
    return gradus(all.toArray(new String[0]));
  }

  private String train(String name, String... more) throws IOException {
    String run = folder.resolve(name).toString();
    List<String> arguments =
        new ArrayList<>(List.of("train", "mlp", "--data", table(), "--out", run));
    arguments.addAll(List.of("--epochs", "2", "--validation", "0.2", "--store", store));
    arguments.addAll(List.of(more));
    Said said = gradus(arguments.toArray(new String[0]));
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).doesNotContain("warning: ");
    return run;
  }

  private JsonNode only(Said said) {
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.lastLine().get("runs")).hasSize(1);
    return said.lastLine().get("runs").get(0);
  }

  @Test
  void trainingsOfTestsAreKeptApart() {
    assertThat(System.getenv("GRADUS_STORE")).as("set by the build").contains("target");
  }

  @Test
  void aTrainingIsListedShownComparedAndDeleted() throws IOException {
    train("one");
    String two = train("two", "--lr", "0.05", "--seed", "2");
    Said listed = runs();
    assertThat(listed.out().lines()).hasSize(4);
    assertThat(listed.out()).contains("finished", "test.accuracy").doesNotContain("running");
    JsonNode fast = only(runs("--where", "lr>0.01", "--json"));
    assertThat(fast.get("name").stringValue()).isEqualTo("two");
    assertThat(fast.get("settings").get("training.seed").stringValue()).isEqualTo("2");
    String id = fast.get("id").stringValue();
    Said shown = runs("show", id.substring(0, 10));
    assertThat(shown.out()).contains("id        " + id, "training.learningRate", "step.loss");
    assertThat(runs("show", two, "--json").lastLine().get("id")).isEqualTo(fast.get("id"));
    compares(two);
    Said best = runs("best", "--metric", "validation.loss", "--json");
    assertThat(best.lastLine().get("runs")).hasSize(2);
    assertThat(best.lastLine().get("runs").get(0).get("best").doubleValue())
        .isLessThanOrEqualTo(best.lastLine().get("runs").get(1).get("best").doubleValue());
    assertThat(runs("note", id, "a", "good", "one").code()).isZero();
    assertThat(runs("show", id).out()).contains("a good one");
    assertThat(runs("delete", id, "--yes").out()).startsWith("Deleted " + id.substring(0, 8));
    assertThat(Path.of(two)).isDirectory();
    assertThat(only(runs("--json")).get("name").stringValue()).isEqualTo("one");
    refuses(
        runs("show", id),
        "run %s: expected the beginning of one id, or the folder of one run, found none in %s."
            .formatted(id, store));
  }

  private void compares(String two) throws IOException {
    String one = folder.resolve("one").toString();
    Path page = folder.resolve("compare.html");
    Path picture = folder.resolve("compare.svg");
    Said said = runs("compare", one, two, "--html", page.toString(), "--svg", picture.toString());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("training.learningRate", "training.seed", "validation.loss")
        .doesNotContain("training.optimiser");
    assertThat(said.out()).containsPattern("train.loss +[▁-█]{2} +[▁-█]{2}");
    assertThat(page).content().contains("<svg", "training.seed", "</html>");
    assertThat(picture).content().startsWith("<svg xmlns=").contains("polyline");
    JsonNode object = runs("compare", one, two, "--json").lastLine();
    assertThat(object.get("differ").get("training.seed")).hasSize(2);
    assertThat(object.get("curves").get("train.loss").get(0)).hasSize(2);
  }

  @Test
  void aRunThatWasNotRecordedIsImported() throws IOException {
    String run = folder.resolve("quiet").toString();
    assertThat(
            gradus("train", "mlp", "--data", table(), "--epochs", "1", "--out", run, "--no-store")
                .code())
        .isZero();
    refuses(
        runs("show", run), store + ", the store: expected a store of runs, found no such file.");
    assertThat(runs("import", run).out()).contains("added");
    assertThat(
            runs("import", run, "--json")
                .lastLine()
                .get("runs")
                .get(0)
                .get("outcome")
                .stringValue())
        .isEqualTo("unchanged");
    JsonNode imported = only(runs("--json"));
    assertThat(imported.get("status").stringValue()).isEqualTo("finished");
    assertThat(imported.get("metrics").has("test.accuracy")).isTrue();
    assertThat(runs("delete", run, "--with-folder", "--yes").code()).isZero();
    assertThat(Path.of(run)).doesNotExist();
  }

  @Test
  void aFineTunedRunNamesItsParent() throws IOException {
    String parent = train("parent");
    String child = folder.resolve("child").toString();
    Said said =
        gradus(
            "train", parent, "--data", table(), "--epochs", "1", "--out", child, "--store", store);
    assertThat(said.code()).as(said.err()).isZero();
    JsonNode first = runs("show", parent, "--json").lastLine();
    assertThat(runs("show", child, "--json").lastLine().get("parent")).isEqualTo(first.get("id"));
  }

  @Test
  void aStoreThatIsDamagedDoesNotStopATraining() throws IOException {
    Path damaged = Path.of(store);
    Files.createDirectories(damaged.getParent());
    Files.writeString(damaged, "not a database\n".repeat(100));
    String run = folder.resolve("run").toString();
    Said said =
        gradus("train", "mlp", "--data", table(), "--epochs", "1", "--out", run, "--store", store);
    assertThat(said.code()).isZero();
    assertThat(said.err().lines().filter(line -> line.startsWith("warning: "))).hasSize(1);
    assertThat(said.err())
        .contains("The training goes on without a record. `gradus runs import " + run);
    refuses(runs(), store + ", the database: expected a store of runs, found ");
  }

  @Test
  void badConditionsAreRefused() throws IOException {
    refuses(
        runs("--where", "lr"),
        "--where \"lr\": expected NAME, one of < <= > >= = != ~, and a value, found \"lr\".");
    refuses(
        runs("--where", "lr>fast"),
        "--where \"lr>fast\": expected a number after >, or a day such as 2026-11-28 for begun,"
            + " found \"fast\".");
    refuses(runs("--limit", "0"), "--limit 0: expected 1 to 10000 runs, found 0.");
    refuses(
        gradus("runs", "--store", "mysql://x:secret@h/d"),
        "--store \"mysql://x:…@h/d\": expected a file or jdbc:postgresql://HOST/DATABASE");
    refuses(
        gradus("train", "--store", store, "--no-store"),
        "--no-store: expected without --store, found both.");
  }

  @Test
  void runsAreExported() throws IOException {
    String run = train("run");
    String id = only(runs("--json")).get("id").stringValue();
    for (String format : List.of("csv", "json", "mlflow")) {
      Said said =
          runs("export", run, "--format", format, "--out", folder.resolve(format).toString());
      assertThat(said.out()).startsWith("1 run written to ");
    }
    assertThat(folder.resolve("csv/points.csv")).content().contains(id + ",step.loss,1,1,");
    assertThat(folder.resolve("csv/runs.csv")).content().contains("training.learningRate");
    assertThat(folder.resolve("json/runs.json")).content().contains("\"series\":{\"step.loss\"");
    Path mlflow = folder.resolve("mlflow/mlruns/1").resolve(id);
    assertThat(mlflow.resolve("meta.yaml")).content().contains("status: 3\n", "run_id: \"" + id);
    assertThat(mlflow.resolve("params/training.epochs")).hasContent("2");
    assertThat(Files.readAllLines(mlflow.resolve("metrics/train.loss"), StandardCharsets.UTF_8))
        .hasSize(2)
        .allMatch(line -> line.matches("\\d+ [0-9.E-]+ \\d+"));
    assertThat(mlflow.resolve("artifacts/model.safetensors")).exists();
    refuses(
        runs("export", "--out", folder.resolve("csv").toString()),
        folder.resolve("csv")
            + ", the folder: expected a new or empty folder, found other files. Choose another"
            + " --out.");
  }
}
