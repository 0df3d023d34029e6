package gradus.explain.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradus.algebra.Step;
import gradus.explain.claim.Answer;
import gradus.explain.claim.Claim;
import gradus.explain.derive.DerivationLatex;
import gradus.explain.derive.Explanation;
import gradus.explain.derive.LossChoice;
import gradus.explain.loss.LossComparisonReport.Grid;
import gradus.explain.loss.LossReport;
import gradus.nn.layer.Padding;
import gradus.nn.model.Network;
import gradus.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written as LaTeX is LaTeX: it balances, and TeX takes it where there is one.
class LatexTest {

  private static final List<String> CLAIMS =
      List.of(
          "d softmax(x)[i] / d x[j] = softmax(x)[i]*(delta(i,j) - softmax(x)[j])",
          "d/da (-y*log(sigmoid(a)) - (1-y)*log(1-sigmoid(a))) = sigmoid(a) - y",
          "softmax(x + c) = softmax(x)",
          "convex(softplus(a), a)",
          "floor(a) <= a",
          "relu(a) - relu(-a) = a",
          "lim(a -> inf) sigmoid(a) = 1");

  private static final List<String> LOSSES =
      List.of(
          "focal(a, 2)",
          "hinge(a, y)",
          "huber(a - y, 1)",
          "sqrt(1 + (a - y)^2) - 1",
          "(1-y)*softplus(a) + 2*y*softplus(-a)",
          "y/(1 + a^2)");

  private static List<String> formulas() {
    List<String> formulas = new ArrayList<>();
    for (String claim : CLAIMS) {
      for (Step step : Answer.to(Claim.of(claim)).steps()) {
        formulas.add(FormulaLatex.of(step.before()));
        formulas.add(FormulaLatex.of(step.after()));
      }
    }
    for (String loss : LOSSES) {
      LossReport report = LossReport.of(loss, new Grid(-1, 1, 3), List.of(1.0));
      formulas.add(FormulaLatex.of(report.formula()));
      formulas.add(FormulaLatex.of(report.slope()));
    }
    return formulas;
  }

  @Test
  void texTakesWhatIsWritten(@TempDir Path folder) throws IOException, InterruptedException {
    List<String> formulas = formulas();
    assertThat(formulas).hasSizeGreaterThan(30).allSatisfy(LatexTest::balances);
    String shown =
        "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n"
            + String.join("", formulas.stream().map("\\[ %s \\]\n"::formatted).toList())
            + "\\end{document}\n";
    String derived = derivation();
    balances(derived);
    assumeTrue(hasTex(), "not compiled: no pdflatex");
    compiles(folder, "formulas", shown);
    compiles(folder, "derivation", derived);
  }

  private static String derivation() {
    Network network =
        Network.of(Shape.of(1, 6)).conv1d(2, 3, Padding.valid()).relu().flatten().linear(3);
    return String.join(
        "\n", DerivationLatex.lines(Explanation.of(LossChoice.SOFTMAX).derive(network)));
  }

  /// Braces, `\left` and `\right`, and environments end in the order in which they begin.
  private static void balances(String latex) {
    int depth = 0;
    int fences = 0;
    for (int i = 0; i < latex.length(); i++) {
      boolean escaped = i > 0 && latex.charAt(i - 1) == '\\';
      depth += !escaped && latex.charAt(i) == '{' ? 1 : 0;
      depth -= !escaped && latex.charAt(i) == '}' ? 1 : 0;
      assertThat(depth).as(latex).isNotNegative();
      fences += latex.startsWith("\\left", i) && !letter(latex, i + 5) ? 1 : 0;
      fences -= latex.startsWith("\\right", i) && !letter(latex, i + 6) ? 1 : 0;
      assertThat(fences).as(latex).isNotNegative();
    }
    assertThat(depth).as(latex).isZero();
    assertThat(fences).as(latex).isZero();
    assertThat(latex.split("\\\\begin\\{", -1)).hasSameSizeAs(latex.split("\\\\end\\{", -1));
  }

  private static boolean letter(String text, int at) {
    return at < text.length() && Character.isLetter(text.charAt(at));
  }

  private static boolean hasTex() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pdflatex")));
  }

  private static void compiles(Path folder, String name, String latex)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve(name + ".tex"), latex);
    Process tex =
        new ProcessBuilder("pdflatex", "-interaction=nonstopmode", "-halt-on-error", name)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(tex.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(tex.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tex.exitValue()).as(said).isZero();
    assertThat(said).doesNotContain("Missing character", "Undefined control");
  }
}
