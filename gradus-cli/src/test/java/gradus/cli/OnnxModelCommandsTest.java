package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
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

  /// A transformer of opset 11 with open lengths, which a real tool wrote, by way of a folder.
  @Test
  void lengthsAreAskedOfTheModelThatLeavesThemOpen() {
    Path model = Path.of("../../shared/data/onnx/models/tribuo-tinybert/model.onnx");
    Assumptions.assumeTrue(Files.exists(model), "the shared data");
    String home = folder.resolve("bert").toString();
    String back = folder.resolve("bert.onnx").toString();
    Said kept = gradus("convert", model.toString(), "--input", "sequence=5", "-o", home);
    assertThat(kept.code()).as(kept.err()).isZero();
    Said written = gradus("convert", home, "-o", back);
    assertThat(written.code()).as(written.err()).isZero();
    Said said = gradus("equal", model.toString(), back, "--input", "sequence=5");
    // their layers are others, so that it may stay open; there is no input at which they differ
    assertThat(said.code()).as(said.err()).isIn(0, 3);
    assertThat(said.out()).doesNotContain("DIFFERENT");
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

  /// What the data are before the model sees them is told by hand, and goes with the model.
  @Test
  void meansAndDeviationsGoWithTheModel() {
    String[] moments = {"--mean", "1,2", "--deviation", "2,0.5"};
    Said plain = gradus("predict", model, "--values", "0,0", "--json");
    Said said =
        gradus(
            "predict",
            model,
            "--values",
            "1,2",
            moments[0],
            moments[1],
            moments[2],
            moments[3],
            "--json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.lastLine()).isEqualTo(plain.lastLine());
    String run = folder.resolve("prepared").toString();
    assertThat(gradus("convert", model, "-o", run, "--mean", "1,2", "--deviation", "2,0.5").code())
        .isZero();
    assertThat(gradus("predict", run, "--values", "1,2", "--json").lastLine())
        .isEqualTo(plain.lastLine());
    String within = folder.resolve("within.onnx").toString();
    Said convert = gradus("convert", run, "-o", within, "--preprocessing", "--probabilities");
    assertThat(convert.code()).as(convert.err()).isZero();
    assertThat(gradus("predict", within, "--values", "1,2", "--json").lastLine())
        .isEqualTo(plain.lastLine());
    String direct = folder.resolve("direct.onnx").toString();
    assertThat(
            gradus(
                    "convert",
                    model,
                    "-o",
                    direct,
                    "--mean",
                    "1,2",
                    "--deviation",
                    "2,0.5",
                    "--preprocessing",
                    "--probabilities")
                .code())
        .isZero();
    assertThat(gradus("predict", direct, "--values", "1,2", "--json").lastLine())
        .isEqualTo(plain.lastLine());
    Said own = gradus("predict", run, "--values", "1,2", "--mean", "3");
    assertThat(own.code()).isEqualTo(2);
    assertThat(own.err()).contains("only with a model of ONNX, found a folder, which has its own");
    Said uneven = gradus("predict", model, "--values", "1,2", "--mean", "3", "--deviation", "1,2");
    assertThat(uneven.code()).isEqualTo(2);
    assertThat(uneven.err()).contains("expected as many means as deviations, found 1 and 2");
  }

  @Test
  void aTrainingTakesMeansAndDeviationsThatAreGiven() {
    String run = folder.resolve("given").toString();
    assertThat(trained("2", run).code()).isEqualTo(2);
    Said right = trained("2,1", run);
    assertThat(right.code()).as(right.err()).isZero();
    assertThat(gradus.nn.run.RunFolder.open(java.nio.file.Path.of(run)).record().features().means())
        .containsExactly(3.0, 2.0);
  }

  private Said trained(String deviations, String run) {
    String options =
        "--data %s --target classes --epochs 1 --mean 3,2 --deviation %s --out %s"
            .formatted(table, deviations, run);
    List<String> words = new ArrayList<>(List.of("train", model));
    words.addAll(List.of(options.split(" ", -1)));
    return gradus(words.toArray(String[]::new));
  }

  @Test
  void outputsHaveTheNamesThatAreGiven() throws IOException {
    Said said = gradus("predict", model, "--values", "1,2", "--names", "cat,dog", "--json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.lastLine().get("prediction").asString()).isIn("cat", "dog");
    String names = file("names.txt", "cat\ndog\n");
    String run = folder.resolve("named").toString();
    assertThat(gradus("convert", model, "-o", run, "--names", names).code()).isZero();
    Said there = gradus("predict", run, "--values", "1,2", "--json");
    assertThat(there.lastLine()).isEqualTo(said.lastLine());
    Said wrong = gradus("predict", model, "--values", "1,2", "--names", "cat");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("expected 2 different names, one for each class or output");
  }

  /// Operators that are no layers come along into a folder, which is trained further.
  @Test
  void foreignOperatorsAreKeptInAFolder() throws IOException {
    String yaml =
        file(
            "words.yaml",
            """
            inputs: {words: {shape: [2], dtype: i64}}
            layers:
              - embedding: {count: 80, size: 3}
              - flatten
              - linear: 4
              - silu
              - linear: 2
            """);
    String words = folder.resolve("words.onnx").toString();
    assertThat(gradus("convert", yaml, "-o", words).code()).isZero();
    Said summary = gradus("summary", words);
    assertThat(summary.out()).contains("embedding").contains("silu");
    String run = folder.resolve("words").toString();
    Said said =
        gradus(
            "train",
            words,
            "--data",
            table,
            "--target",
            "classes",
            "--standardise",
            "none",
            "--epochs",
            "1",
            "--out",
            run);
    assertThat(said.code()).as(said.err()).isZero();
    Said predicted = gradus("predict", run, "--values", "5,7", "--json");
    assertThat(predicted.code()).as(predicted.err()).isZero();
    Said broken = gradus("predict", run, "--values", "5.5,7");
    assertThat(broken.code()).isNotZero();
    assertThat(broken.err()).contains("expected whole numbers for i64[1, 2], found 5.5");
  }

  /// A classifier of pictures of 2×2 bytes, as `PixelModels` of the tests of gradus-onnx writes it.
  private static final String PIXELS =
      """
      CAg68QIKIAoGcGl4ZWxzEgFmGgJuZiIEQ2FzdCoJCgJ0bxgBoAECCh8KAWYKBG1vc3QSBnNjYWxlZBoHbnNj
      YWxlZCIDRGl2Ch4KBnNjYWxlZBIEZmxhdBoFbmZsYXQiB0ZsYXR0ZW4KQAoEZmxhdAoJZmMud2VpZ2h0Cgdm
      Yy5iaWFzEgZsb2dpdHMaB25sb2dpdHMiBEdlbW0qDQoGdHJhbnNCGAGgAQIKGAoGbG9naXRzEgFwGgJucCIH
      U29mdG1heBIEdGVzdCoOEAEiBAAAf0NCBG1vc3QqQwoCAwQQASIwAACAPwAAgL8AAABAAAAAPwAAAAAAAEBA
      AAAAwAAAgD8AAIA+AACAPwAAgD8AAIC/QglmYy53ZWlnaHQqHAoBAxABIgwAAAA/AAAAvwAAAABCB2ZjLmJp
      YXNaIQoGcGl4ZWxzEhcKFQgCEhEKAxIBTgoCCAEKAggCCgIIAmIUCgFwEg8KDQgBEgkKAxIBTgoCCANCAhAR
      """;

  /// Six pictures of 2×2 bytes, the last one of class 1.
  private String pictures() throws IOException {
    byte[] pixels = {0, 0, 8, 3, 0, 0, 0, 6, 0, 0, 0, 2, 0, 0, 0, 2};
    byte[] all = Arrays.copyOf(pixels, pixels.length + 24);
    byte[] last = {0, (byte) 255, 51, (byte) 255};
    System.arraycopy(last, 0, all, all.length - 4, 4);
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 1};
    Path x = Files.write(folder.resolve("x-idx3-ubyte"), all);
    Path y = Files.write(folder.resolve("y-idx1-ubyte"), labels);
    return "idx:%s,%s".formatted(x, y);
  }

  @Test
  void aModelOfBytesTakesPicturesAsTheyAreStored() throws IOException {
    Path file = folder.resolve("pixels.onnx");
    Files.write(file, Base64.getMimeDecoder().decode(PIXELS));
    String bytes = file.toString();
    String data = pictures();
    Said typed = gradus("predict", bytes, "--values", "0,255,51,255", "--json");
    assertThat(typed.code()).as(typed.err()).isZero();
    Said said = gradus("predict", bytes, "--data", data, "--limit", "0", "--json");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.lastLine().get("truth").asString()).isEqualTo("1");
    assertThat(said.lastLine().get("probabilities"))
        .isEqualTo(typed.lastLine().get("probabilities"));
    Said scores = gradus("evaluate", bytes, "--data", data, "--part", "all");
    assertThat(scores.code()).as(scores.err()).isZero();
    Said large = gradus("predict", bytes, "--values", "0,256,51,255");
    refuses(
        large,
        "--values: expected numbers of uint8, as the model's input says, found 256.0. Give them as"
            + " they are stored.");
    assertThat(gradus("explain", bytes).code()).isZero();
    String run = folder.resolve("pixels").toString();
    assertThat(gradus("convert", bytes, "-o", run).code()).isZero();
    String again = folder.resolve("again.onnx").toString();
    Said written = gradus("convert", run, "-o", again);
    assertThat(written.out()).contains("Input pixels uint8[N, 1, 2, 2].");
    Said back = gradus("predict", again, "--values", "0,255,51,255", "--json");
    assertThat(back.lastLine()).isEqualTo(typed.lastLine());
  }
}
