package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What commands make of a model of ONNX, as they are typed.
class OnnxModelCommandsTest extends TypedCommands {

  private String model = "";
  private String table = "";

  @BeforeEach
  void files() throws IOException {
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 7).append(',').append(i % 5).append(i % 2 == 0 ? ",1\n" : ",0\n");
    }
    table = "csv:" + file("table.csv", text.toString());
    String yaml =
        file(
            "net.yaml",
            "input: [2]\nlayers:\n  - linear: 4\n  - batchNorm\n  - relu\n  - linear: 2\n");
    model = folder.resolve("m.onnx").toString();
    Said said = gradus("convert", yaml, "--probabilities", "-o", model);
    assertThat(said.code()).as(said.err()).isZero();
  }

  @Test
  void itIsReadLikeANetwork() {
    Said summary = gradus("summary", model, "--json");
    assertThat(summary.code()).as(summary.err()).isZero();
    assertThat(summary.lastLine().get("parameters").asInt()).isEqualTo(2 * 4 + 4 + 8 + 4 * 2 + 2);
    assertThat(gradus("lint", model).code()).isIn(0, 1);
    assertThat(gradus("explain", model).code()).isZero();
    Said equal = gradus("equal", model, model, "--json");
    assertThat(equal.lastLine().get("verdict").asString()).isEqualTo("EQUAL");
  }

  @Test
  void itIsJudgedAndPredictsOnDataThatAreGiven() {
    Said scores = gradus("evaluate", model, "--data", table, "--target", "classes", "--json");
    assertThat(scores.code()).as(scores.err()).isZero();
    assertThat(scores.lastLine().get("examples").asInt()).isEqualTo(60);
    Said said = gradus("predict", model, "--values", "1,2", "--json");
    assertThat(said.code()).as(said.err()).isZero();
    double first = said.lastLine().get("probabilities").get("0").asDouble();
    double second = said.lastLine().get("probabilities").get("1").asDouble();
    assertThat(first + second).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-6));
    Said without = gradus("evaluate", model);
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err())
        .contains("expected --data for a model of ONNX, which has no data of its own, found none");
  }

  @Test
  void itBecomesAFolderAndComesBackWithTheSameBits() {
    String run = folder.resolve("model").toString();
    Said said = gradus("convert", model, "-o", run);
    assertThat(said.code()).as(said.err()).isZero();
    Said there = gradus("predict", run, "--values", "1,2", "--json");
    Said here = gradus("predict", model, "--values", "1,2", "--json");
    assertThat(there.lastLine()).isEqualTo(here.lastLine());
    String again = folder.resolve("again.onnx").toString();
    assertThat(gradus("convert", run, "--probabilities", "-o", again).code()).isZero();
    assertThat(gradus("predict", again, "--values", "1,2", "--json").lastLine())
        .isEqualTo(here.lastLine());
  }

  @Test
  void itIsTrainedFurther() {
    String run = folder.resolve("tuned").toString();
    String last = "linear2";
    Said said =
        gradus(
            "train",
            model,
            "--data",
            table,
            "--target",
            "classes",
            "--epochs",
            "2",
            "--train-only",
            last,
            "--new-head",
            "--out",
            run);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(gradus("evaluate", run).code()).isZero();
    Said wrong = gradus("train", "mlp", "--new-head", "--out", run);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .contains(
            "expected a trained model with --train-only and --new-head, found a network without");
  }
}
