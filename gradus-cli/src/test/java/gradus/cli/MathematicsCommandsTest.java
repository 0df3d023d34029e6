package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Commands of the mathematics as they are typed: what they print, what they refuse, and their exit
/// codes.
class MathematicsCommandsTest extends TypedCommands {

  @Test
  void proveAnswersByItsExitCode() {
    assertThat(gradus("prove", "d/da softplus(a) = sigmoid(a)").code()).isZero();
    Said wrong = gradus("prove", "--json", "d/da softplus(a) = 1 - sigmoid(a)");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.lastLine().get("verdict").stringValue()).isEqualTo("REFUTED");
    Said both = gradus("prove", "a = 1 and a = 1 -> a = 1");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.out()).isEmpty();
    assertThat(gradus("prove", "d/da sigmoyd(a) = 1").err()).contains("Did you mean sigmoid?");
    String missing = folder.resolve("missing").toString();
    refuses(
        gradus("prove", "--file", missing),
        missing
            + ", the claims: expected a file, found nothing. Check the path and its spelling;"
            + " standard input is read without --file.");
  }

  @Test
  void refutationsSayWhatTheirSidesAre() {
    assertThat(gradus("prove", "convex(-a^2, a)").out())
        .contains("left     -2", "where    left is the second derivative");
    assertThat(gradus("prove", "convex(-abs(a), a)").out())
        .contains("where    left is the function midway between two points");
    assertThat(gradus("prove", "psd([[1,2],[2,1]])").out()).contains("where    left is vᵀ M v");
    assertThat(gradus("prove", "not psd([[2,-2],[-2,2]])").out())
        .contains("where    nothing fails: what the claim denies is proved");
    assertThat(gradus("prove", "tanh(a) = sigmoid(a)").out()).doesNotContain("where ");
  }

  /// What was not understood is told in a line, and the help stays where it is.
  @Test
  void misusesAreToldInOneLine() {
    refuses(
        gradus("convolve", "--signal", "1,2"),
        "convolve: expected --kernel, --mode, --convention, found none. Add them. --kernel: The"
            + " kernel. --mode: valid, same, full. --convention: convolution, correlation: whether"
            + " the kernel is flipped or not.");
    refuses(
        gradus("convolve", "--signl", "1"),
        "convolve: expected one of its options, found \"--signl\". Did you mean --signal? gradus"
            + " convolve --help lists them.");
    refuses(
        gradus("convolve", "--signal=1", "--kernel=1", "--mode=fll", "--convention=correlation"),
        "convolve --mode fll: expected one of valid, same, full, found \"fll\". Mend it.");
    refuses(
        gradus(
            "convolve",
            "--signal=1",
            "--kernel=1",
            "--mode=full",
            "--convention=correlation",
            "--same=lower"),
        "convolve --same lower: expected --mode same, to which it belongs, found --mode full. Leave"
            + " it out, or choose that mode.");
    refuses(
        gradus("lint", "--fix"),
        "lint --fix: expected a value after it, found none. Write --fix=FILE.");
    refuses(
        gradus("assignment", "5", "--mode=foo"),
        "assignment --mode foo: expected one of valid, same, full, found \"foo\". Mend it.");
    assertThat(gradus("equal", "question4", "lenet").out())
        .contains("they read or say other shapes: x [", "] and x [1, 28, 28] → [10]");
    refuses(
        gradus("explain", "--batch", "1.5"),
        "explain --batch 1.5: expected a whole number, found \"1.5\". Mend it.");
    refuses(
        gradus("lnit", "mlp"),
        "expected a command, found \"lnit\". Did you mean lint? gradus --help lists them.");
    refuses(
        gradus("lint", "mlp", "lenet"),
        "lint: expected no further argument, found \"lenet\". gradus lint --help lists what it"
            + " takes.");
    refuses(
        gradus("explain", "--batch=1", "--batch=2"),
        "explain: option '--batch' (N) should be specified only once. gradus explain --help lists"
            + " what it takes.");
  }

  @Test
  void explainEndsInPMinusY() {
    Said said = gradus("explain", "mlp", "--input", "4", "--classes", "3");
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("δ_linear3 = (p − y)/2").doesNotContain("DISAGREES");
    assertThat(gradus("explain", "mlp", "--input", "4", "--format", "html").out())
        .startsWith("<!DOCTYPE html>")
        .contains("<math");
    assertThat(gradus("explain", "--plan=laws").out()).contains("−(−x)  →  x");
    Said large = gradus("explain", "cnn", "--input", "3x224x224");
    assertThat(large.code()).isEqualTo(2);
    assertThat(large.err())
        .contains(
            "expected at most 100,000,000 multiply-adds, which the judge works out one by one");
    refuses(
        gradus("explain", "mlp", "--input", "4", "--loss", "mse"),
        "--loss mse: expected one of softmax, sigmoid, squared, absolute, huber, focal, hinge,"
            + " found \"mse\". Choose one of them.");
  }

  @Test
  void explainDerivesTheOutputThatIsNamed() throws IOException {
    Path net = folder.resolve("two.yaml");
    Files.writeString(
        net,
        """
        input: [2]
        layers:
          - {linear: 3, name: first}
          - {linear: 2, name: second, from: x}
        outputs: [first, second]
        """);
    Said first = gradus("explain", net.toString());
    assertThat(first.out()).contains("δ_first").doesNotContain("δ_second");
    assertThat(first.err())
        .contains("has the outputs first, second; this is first. Give --output for another.");
    Said second = gradus("explain", net.toString(), "--output", "second");
    assertThat(second.out()).contains("δ_second").doesNotContain("δ_first");
    assertThat(second.err()).doesNotContain("has the outputs");
    refuses(
        gradus("explain", net.toString(), "--output", "third"),
        "--output third: expected an output of "
            + net
            + ", found none of this name. Its outputs are first, second.");
  }

  @Test
  void longSignalsAreNotWorkedOut() {
    refuses(
        gradus("assignment", "5", "--d", "2000"),
        "question 5 with d=2000, k1=2, k2=2: expected lengths of 60 or less, since each entry of"
            + " the matrices is worked out and written, found 2000. What holds for every length is"
            + " proved by gradus assignment 5.");
  }

  @Test
  void convolvesInExactFractions() {
    Said said =
        gradus(
            "convolve --signal 1,2,3,4 --kernel 1,0,2 --mode full --convention convolution --json"
                .split(" ", -1));
    assertThat(said.code()).isZero();
    assertThat(said.lastLine().get("result").toString()).isEqualTo("[1,2,5,8,6,8]");
    Said thirds =
        gradus(
            "convolve --signal 1/3,0.5 --kernel 1,2 --mode same --same lower --convention correlation --json"
                .split(" ", -1));
    assertThat(thirds.lastLine().get("result").toString()).isEqualTo("[\"2/3\",\"4/3\"]");
    Said plain =
        gradus(
            "convolve --signal 1,2,3,4 --kernel 1,0,2 --mode valid --convention correlation"
                .split(" ", -1));
    assertThat(plain.out()).contains("y[1] = 1·1 + 2·0 + 3·2 = 7", "result   [7, 10]");
  }

  @Test
  void convolutionsReadListsInBracketsAndNameWhatTheyDoNotRead() {
    Said said =
        gradus(
            "convolve --signal [1,2] --kernel [3] --mode full --convention convolution --json"
                .split(" ", -1));
    assertThat(said.lastLine().get("result").toString()).isEqualTo("[3,6]");
    refuses(
        gradus(
            "convolve --signal 1,2/0 --kernel 1 --mode full --convention convolution"
                .split(" ", -1)),
        "--signal 1,2/0: expected numbers with commas between them, such as 1,0.5,-2/3, found"
            + " \"2/0\". Mend it.");
    refuses(
        gradus("losses", "--labels", "x"),
        "--labels x: expected numbers with commas between them, such as 1,0.5,-2/3, found \"x\"."
            + " Mend it.");
  }

  @Test
  void convolutionHasNoDefaultConvention() {
    Said said = gradus("convolve", "--signal", "1", "--kernel", "1", "--mode", "full");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("--convention");
    Said empty =
        gradus("convolve --signal 1 --kernel  --mode full --convention convolution".split(" ", -1));
    assertThat(empty.code()).isEqualTo(2);
    assertThat(empty.err())
        .contains(
            "Signal1d(CONVOLUTION, FULL): expected a kernel of length 1 or more, found 0. Give at"
                + " least one tap.");
  }

  @Test
  void comparesLosses() throws IOException {
    Said said = gradus("losses", "--grid=-4:4:5", "--labels", "0,1/2,1", "--json");
    assertThat(said.code()).isZero();
    assertThat(said.lastLine().get("rows")).hasSize(15);
    Path page = folder.resolve("losses.html");
    assertThat(gradus("losses", "--html", page.toString()).code()).isZero();
    assertThat(Files.readString(page)).contains("<svg");
    Said wrong = gradus("losses", "--grid", "1:2");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("--grid: expected LO:HI:N, found \"1:2\". Write for example -8:8:17.");
  }

  @Test
  void readsAnyLoss() {
    Said said = gradus("losses", "--formula", "(y-sigmoid(a))^2", "--labels", "1", "--json");
    assertThat(said.code()).isZero();
    assertThat(said.lastLine().get("shapes").get(0).get("inflections").get(0).get("a").asDouble())
        .isEqualTo(-StrictMath.log(2));
    assertThat(said.lastLine().get("convex").get(0).stringValue()).isEqualTo("REFUTED");
    Said wrong = gradus("losses", "--formula", "(y-sigmoyd(a))^2");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("gradus: --formula: character 4: expected ", "Did you mean sigmoid?", "   ^");
  }

  @Test
  void answersTheAssignment() {
    Said said = gradus("assignment", "5", "--d", "7", "--k1", "3", "--k2", "2", "--mode", "full");
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains("|a²| = d + k₁ + k₂ − 2 = 10", "equal, exactly: autodiff = δ ⋆ flip(w²), valid")
        .contains("PROVED   grad(dot(delta, corr_full(h,w)), h) = corr_valid(delta, flip(w))")
        .doesNotContain("DIFFERENT");
    Said wrong = gradus("assignment", "4", "--d", "7");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .contains(
            "--d, --k1, --k2, --mode, --same, --convention: expected question 5, found \"4\"."
                + " Write: gradus assignment 5 --d 7 --k1 3 --k2 2.");
  }

  /// What cannot be repaired is told, and no file is written for it.
  @Test
  void lintWritesWhatItRepairedAndSaysWhatIsLeft() throws IOException {
    Path fixed = folder.resolve("fixed.yaml");
    Path net = folder.resolve("net.yaml");
    String norm = "input: [4]\nlayers: [{linear: 8}, relu, {dropout: 0.3}, batchNorm, {linear: 3}";
    Files.writeString(net, norm + "]\n");
    Said kept = gradus("lint", net.toString(), "--fix", fixed.toString());
    assertThat(kept.code()).isEqualTo(1);
    assertThat(kept.err())
        .contains("Nothing that a program can repair: " + fixed + " was not written.");
    assertThat(fixed).doesNotExist();
    Files.writeString(net, norm + ", softmax]\n");
    Said partly = gradus("lint", net.toString(), "--fix", fixed.toString());
    assertThat(partly.err())
        .contains("The repaired network is in " + fixed + ".")
        .contains("Left for you: dropout-before-norm at dropout1, batchNorm1.");
    assertThat(gradus("lint", fixed.toString()).out()).doesNotContain("squashed-output");
    assertThat(gradus("lint", net.toString(), "--loss", "squared").out())
        .contains("The squared error is taken of a softmax.");
    refuses(
        gradus("lint", net.toString(), "--loss", "mse"),
        "--loss mse: expected one of softmax, sigmoid, squared, absolute, huber, focal, hinge,"
            + " found \"mse\". Choose one of them.");
  }

  @Test
  void rewriteShowsParametersAsFormulas() throws IOException {
    Path net = folder.resolve("two.yaml");
    Files.writeString(net, "input: [3]\nlayers: [{linear: 2}, sigmoid, {linear: 2}]\n");
    Said said = gradus("rewrite", net.toString(), "--law", "sigmoid-to-tanh");
    assertThat(said.out())
        .contains(
            "linear1.weight′[o, i] = linear1.weight[o, i]·1/2",
            "linear2.bias′[i] = linear2.bias[i] + (Σ_{j=0..1} linear2.weight[i, j])·1/2")
        .doesNotContain("as code");
  }

  @Test
  void whatIsNoNetworkIsToldApart() throws IOException {
    String known =
        ", the network: expected one of mlp, lenet, cnn, conv1d, question4, a YAML file or the"
            + " folder of a run, found ";
    refuses(
        gradus("summary", folder.toString()),
        folder
            + known
            + "a folder without a run. Name a file in it, or a folder that train or convert"
            + " wrote.");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    refuses(
        gradus("summary", link.toString()),
        link + known + "a link that leads nowhere. Check the spelling.");
    Path empty = Files.writeString(folder.resolve("empty.yaml"), "\n");
    refuses(
        gradus("summary", empty.toString()),
        empty + ", line 1: expected a network, found an empty file. Write input and layers.");
    Path tabs = Files.writeString(folder.resolve("tabs.yaml"), "layers:\n\t- relu\n");
    assertThat(gradus("summary", tabs.toString()).err()).contains("Do not use \\t(TAB)");
  }

  /// No file is left half written, and the message names no class of Java.
  @Test
  void whereNothingCanBeWrittenIsTold() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    for (Said said :
        List.of(
            gradus("explain", "mlp", "--input", "4", "--out", taken.toString()),
            gradus("losses", "--html", taken.toString()))) {
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.err())
          .contains(taken + ": cannot be written, since it is a folder. Name a file, such as one")
          .doesNotContain("Exception");
    }
    Path file = Files.writeString(folder.resolve("file"), "kept");
    Said below = gradus("losses", "--html", file.resolve("page.html").toString());
    assertThat(below.err()).contains("stands where a folder is needed");
    assertThat(Files.readString(file)).isEqualTo("kept");
    assertThat(folder.resolve("taken.part")).doesNotExist();
  }
}
