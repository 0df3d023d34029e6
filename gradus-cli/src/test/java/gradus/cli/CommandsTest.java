package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Commands of training as they are typed: what they print, what they refuse, and their exit codes.
class CommandsTest extends TypedCommands {

  @Test
  void withoutArgumentsItSaysWhatToDoNext() {
    Said said = gradus();
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("./gradus train", "./gradus --help");
  }

  @Test
  void tooLittleMemoryIsToldInOneSentence() {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      int code =
          Gradus.ended(
              () -> {
                throw new OutOfMemoryError("Java heap space");
              });
      assertThat(code).isEqualTo(1);
    } finally {
      System.setErr(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "gradus: expected work that fits into the memory of this Java, %d MiB, found more (Java heap space). Give it more: GRADUS_JAVA_OPTS=-Xmx8g, for instance."
                .formatted(Runtime.getRuntime().maxMemory() >> 20));
  }

  @Test
  void predictNeedsNoTarget() throws IOException {
    String run = folder.resolve("run").toString();
    Said trained = gradus("train", "mlp", "--data", table(), "--epochs", "1", "--out", run);
    assertThat(trained.code()).as(trained.err()).isZero();
    String bare = "csv:" + file("new.csv", "b,a\n0.5,1.5\n0.25,0.75\n");
    Said said = gradus("predict", run, "--data", bare, "--json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().lines()).hasSize(2).noneMatch(line -> line.contains("truth"));
    refuses(
        gradus("evaluate", run, "--data", bare),
        folder.resolve("new.csv")
            + ", the columns: expected a column to predict beside the features, found b, a. Add the"
            + " target, or use predict, which needs none.");
  }

  @Test
  void trainEvaluatePredictOnATable() throws IOException {
    String run = folder.resolve("run").toString();
    Said trained =
        gradus("train", "mlp", "--data", table(), "--epochs", "40", "--out", run, "--json");
    assertThat(trained.code()).as(trained.err()).isZero();
    JsonNode result = trained.lastLine();
    assertThat(result.get("test").get("accuracy").doubleValue()).isGreaterThan(0.8);
    assertThat(result.get("parameters").intValue())
        .isEqualTo(2 * 128 + 128 + 128 * 64 + 64 + 64 * 3 + 3);
    assertThat(result.get("epochs").intValue()).isEqualTo(40);
    assertThat(result.get("weightsSha256").stringValue()).matches("[0-9a-f]{64}");
    assertThat(result.get("out").stringValue()).isEqualTo(run);
    assertThat(folder.resolve("run/report.html")).content().contains("</html>");
    JsonNode again = gradus("train", "--resume", run, "--json").lastLine();
    assertThat(again).isEqualTo(result);
    JsonNode judged = gradus("evaluate", run, "--json").lastLine();
    assertThat(judged.get("test")).isEqualTo(result.get("test"));
    Said predicted = gradus("predict", run, "--values", "0.1,0.5", "--json");
    assertThat(predicted.lastLine().get("prediction").stringValue()).startsWith("k");
    Said listed = gradus("predict", run, "--limit", "3");
    assertThat(listed.out().lines()).hasSize(5);
  }

  @Test
  void anUnknownNetworkIsRefused() {
    refuses(
        gradus("train", "resnet", "--out", folder.resolve("x").toString()),
        "resnet, the network: expected one of mlp, lenet, cnn, conv1d, question4, a YAML file or"
            + " the folder of a run, found no such file. Check the spelling.");
  }

  @Test
  void anUnknownLayerIsRefused() throws IOException {
    String net = file("net.yaml", "input: [2]\nlayers: [{dense: 3}]\n");
    refuses(
        gradus("train", net, "--data", table(), "--out", folder.resolve("x").toString()),
        net + ", layer 1 (dense): expected a layer, found \"dense\". Did you mean ");
  }

  @Test
  void aNetworkThatDoesNotFitTheDataIsRefused() throws IOException {
    String net = file("net.yaml", "layers: [{linear: 7}]\n");
    refuses(
        gradus("train", net, "--data", table(), "--out", folder.resolve("x").toString()),
        "network "
            + net
            + ": expected an output of shape [3] for categorical targets (k0, k1, k2), found [7]."
            + " End the network with linear: 3.");
  }

  @Test
  void aRaggedTableIsRefused() throws IOException {
    String ragged = file("ragged.csv", "a,b,kind\n1,2,x\n1,2\n");
    Said said = gradus("train", "mlp", "--data", "csv:" + ragged);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains(
            "gradus: "
                + ragged
                + ", line 3: expected 3 cells as in the first row, found 2. Look for");
  }

  @Test
  void aMissingCellIsRefused() throws IOException {
    String table = file("nan.csv", "a,b,kind\n1,2,x\n1,NaN,y\n");
    Said said = gradus("train", "mlp", "--data", "csv:" + table);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("gradus: " + table + ", line 3");
  }

  @Test
  void aTruncatedArchiveIsRefused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[] {0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2, 3});
    }
    for (String name : new String[] {"train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz"}) {
      Files.write(folder.resolve(name), packed.toByteArray());
    }
    for (String name : new String[] {"train-labels-idx1-ubyte.gz", "t10k-labels-idx1-ubyte.gz"}) {
      Files.write(folder.resolve(name), new byte[] {0, 0, 8, 1, 0, 0, 0, 0});
    }
    Said said = gradus("train", "--data", "mnist:" + folder);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("gradus: ").contains("train-images-idx3-ubyte.gz");
    assertThat(said.err().strip().lines()).hasSize(1);
  }

  @Test
  void aMissingRunIsRefused() {
    String gone = folder.resolve("gone").toString();
    for (String command : new String[] {"evaluate", "predict"}) {
      refuses(
          gradus(command, gone),
          gone
              + ", the folder: expected a run with run.json and model.yaml, found no folder. Give"
              + " the folder that `gradus train --out` wrote.");
    }
    refuses(gradus("train", "--resume", gone), gone + ", the folder: expected a run");
  }

  @Test
  void aSettingOutOfRangeIsRefused() throws IOException {
    String out = folder.resolve("x").toString();
    refuses(
        gradus("train", "mlp", "--data", table(), "--lr", "-1", "--out", out),
        "adam: expected learningRate above 0, found -1.0. Try 0.001.");
    refuses(
        gradus("train", "mlp", "--data", table(), "--optimiser", "adams", "--out", out),
        "optimiser \"adams\": expected sgd, adam, adamw, rmsprop or adagrad, found \"adams\"."
            + " Choose one of these.");
    refuses(
        gradus("train", "mlp", "--data", "table:x", "--out", out),
        "data \"table:x\": expected digits, mnist:DIR,");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void anUnknownOptionIsRefusedWithASuggestion() {
    Said said = gradus("train", "--epoch", "3");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("--epoch");
  }

  @Test
  void aTrainingThatDivergesSaysSo() throws IOException {
    Said said =
        gradus(
            "train",
            "mlp",
            "--data",
            table(),
            "--optimiser",
            "sgd",
            "--lr",
            "1e30",
            "--out",
            folder.resolve("x").toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("gradus: training, epoch ")
        .contains("expected a finite loss, found ")
        .contains("--detect-anomaly");
  }

  @Test
  void detectAnomalyNamesTheOperation() throws IOException {
    Said said =
        gradus(
            "train",
            "mlp",
            "--data",
            table(),
            "--optimiser",
            "sgd",
            "--lr",
            "1e30",
            "--detect-anomaly",
            "--out",
            folder.resolve("x").toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("gradus: ").doesNotContain("fault of Gradus");
  }

  @Test
  void summaryAsJson() {
    JsonNode summary = gradus("summary", "lenet", "--input", "1x28x28", "--json").lastLine();
    assertThat(summary.get("parameters").intValue()).isEqualTo(61_706);
    assertThat(summary.get("multiplyAdds").intValue()).isEqualTo(416_520);
  }

  @Test
  void checkPassesOnBuiltInNetworks() {
    Said said = gradus("check", "mlp", "--input", "5", "--json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.lastLine().get("passed").booleanValue()).isTrue();
    assertThat(said.lastLine().get("compared").intValue()).isGreaterThan(20);
  }

  @Test
  void dataDescribesATable() throws IOException {
    Said said = gradus("data", table(), "--split", "every:5:0");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("48 to train, 0 to validate, 12 to test", "3 classes", "k2");
  }

  @Test
  void everyCommandHasExamplesInItsHelp() {
    for (String command :
        new String[] {"train", "evaluate", "predict", "summary", "check", "data"}) {
      Said said = gradus(command, "--help");
      assertThat(said.code()).isZero();
      assertThat(said.out()).contains("Examples:", "gradus " + command);
    }
  }

  @Test
  void everyHelpIsFormattedWithoutAWarning() {
    assertThat(Gradus.commandLine().getSubcommands().keySet())
        .allSatisfy(
            command -> {
              Said said = gradus(command, "--help");
              assertThat(said.code()).isZero();
              assertThat(said.err()).isEmpty();
            });
  }

  @Test
  void completionIsAScript() {
    Said said = gradus("completion");
    assertThat(said.out()).contains("complete -F");
  }

  @Test
  void summaryTellsCostsAndWhy() {
    Said said = gradus("summary", "question4", "--json");
    assertThat(said.lastLine().get("flopsForward").asLong()).isEqualTo(88_080_384);
    assertThat(said.lastLine().get("multiplyAddsOffPadding").asLong()).isEqualTo(42_481_664);
    assertThat(gradus("summary", "question4", "--why").out())
        .contains("conv2.weight 64·32·3·3 = 18,432");
  }

  /// What is frozen before it has learnt anything is told before a training.
  @Test
  void trainWarnsOfLayersThatAreFrozenAtTheirStart() throws IOException {
    Path net = folder.resolve("frozen.yaml");
    Files.writeString(
        net, "layers:\n  - {linear: 4, name: held, frozen: true}\n  - relu\n  - linear: 3\n");
    String run = folder.resolve("frozen").toString();
    Said said = gradus("train", net.toString(), "--data", table(), "--epochs", "1", "--out", run);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err())
        .contains(
            "warning: held: held is frozen at the numbers that its initialiser draws."
                + " (frozen-at-start; gradus lint");
    Said again = gradus("train", run, "--data", table(), "--epochs", "1", "--out", run + "2");
    assertThat(again.err()).doesNotContain("frozen-at-start");
  }
}
