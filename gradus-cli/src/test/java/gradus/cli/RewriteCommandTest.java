package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// `rewrite` and `equal` as they are typed, and what other commands make of the folders.
class RewriteCommandTest extends TypedCommands {

  private String run() throws IOException {
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 7).append(',').append(i % 5).append(i % 2 == 0 ? ",yes\n" : ",no\n");
    }
    String table = file("table.csv", text.toString());
    String yaml =
        file("net.yaml", "input: [2]\nlayers:\n  - linear: 4\n  - sigmoid\n  - linear: 2\n");
    String out = folder.resolve("run").toString();
    Said said =
        gradus(
            "train",
            yaml,
            "--data",
            "csv:" + table,
            "--target",
            "classes",
            "--epochs",
            "2",
            "--out",
            out);
    assertThat(said.code()).as(said.err()).isZero();
    return out;
  }

  @Test
  void rewrittenFoldersAreOpenedByEveryCommand() throws IOException {
    String run = run();
    double accuracy =
        gradus("evaluate", run, "--json").lastLine().get("test").get("accuracy").asDouble();
    for (String law : new String[] {"sigmoid-to-tanh", "softmax-to-sigmoid", "drop-reference"}) {
      String out = folder.resolve(law).toString();
      Said said = gradus("rewrite", run, "--law", law, "--out", out, "--json");
      assertThat(said.code()).as(said.err()).isZero();
      assertThat(said.lastLine().get("proof").stringValue())
          .isEqualTo("PROVED by gradus.algebra for all values and sizes, replayed by its checker");
      assertThat(said.lastLine().get("maxOutputDifference").asDouble()).isLessThan(1e-5);
      Said evaluated = gradus("evaluate", out, "--json");
      assertThat(evaluated.code()).as(evaluated.err()).isZero();
      assertThat(evaluated.lastLine().get("test").get("accuracy").asDouble()).isEqualTo(accuracy);
      assertThat(gradus("predict", out, "--values", "1,2", "--json").code()).isZero();
      assertThat(gradus("summary", out).code()).isZero();
      Said equal = gradus("equal", run, out, "--json");
      assertThat(equal.code()).as(equal.out()).isZero();
      assertThat(equal.lastLine().get("verdict").asString()).isEqualTo("EQUAL");
    }
  }

  @Test
  void lawsAreListedAndRefusedByName() throws IOException {
    assertThat(gradus("rewrite", "--list").out()).contains("sigmoid-to-tanh (spec 3)");
    String yaml = file("a.yaml", "input: [2]\nlayers:\n  - linear: 3\n");
    assertThat(gradus("rewrite", yaml).out())
        .contains("no: needs a linear or convolution layer before it")
        .contains("linear1: 3 logits became 2");
    Said refused = gradus("rewrite", yaml, "--law", "softmax-to-sigmoid");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "gradus: layer \"linear1\": expected 2 classes, found 3. Use drop-reference for more.");
    assertThat(gradus("rewrite").err())
        .contains(
            "gradus: rewrite: expected a MODEL, found none. Give the folder of a run, or --list.");
    Said nothing = gradus("rewrite", "mlp", "-o", "made");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err())
        .contains("gradus: rewrite --out made: expected a law, found none. Give --law LAW;");
  }

  @Test
  void differentModelsEndWithOne() throws IOException {
    String a = file("a.yaml", "input: [2]\nlayers:\n  - linear: 3\n");
    String b = file("b.yaml", "input: [2]\nlayers:\n  - linear: 3\n  - tanh\n");
    Said said = gradus("equal", a, b, "--json");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.lastLine().get("difference").get("input")).hasSize(2);
  }

  /// A counterexample has all inputs, by their names.
  @Test
  void severalInputsAreShown() throws IOException {
    String head = "inputs: {left: [2], right: [3]}\nlayers:\n";
    String both = "  - {concat: {}, name: both, from: [left, right]}\n  - linear: 1\n";
    String a = file("a.yaml", head + both);
    String b = file("b.yaml", head + both + "  - tanh\n");
    Said said = gradus("equal", a, b, "--json");
    assertThat(said.code()).as(said.err()).isEqualTo(1);
    assertThat(said.lastLine().get("difference").get("inputs").get("left")).hasSize(2);
    assertThat(said.lastLine().get("difference").get("inputs").get("right")).hasSize(3);
    assertThat(gradus("equal", a, b).out()).contains("input left   ", "input right   ");
  }
}
