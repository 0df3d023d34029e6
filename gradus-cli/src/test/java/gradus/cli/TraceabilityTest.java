package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.decide.Decision;
import gradus.autodiff.Gradients;
import gradus.autodiff.Tangents;
import gradus.explain.assignment.Assignment;
import gradus.explain.assignment.TwoLayers;
import gradus.explain.loss.LossComparisonReport;
import gradus.explain.loss.LossReport;
import gradus.explain.summary.Summary;
import gradus.jacobian.Curvature;
import gradus.jacobian.Hessian;
import gradus.jacobian.Jacobians;
import gradus.jacobian.ReducedSoftmax;
import gradus.jacobian.SoftmaxJacobian;
import gradus.nn.data.TargetKind;
import gradus.nn.loss.Head;
import gradus.nn.loss.LogOdds;
import gradus.nn.rewrite.Law;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.BinaryCrossEntropyOfProbability;
import gradus.op.composite.SigmoidSquaredError;
import gradus.op.composite.Softmax;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.op.composite.SquaredError;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Tanh;
import gradus.op.reduction.LogSumExp;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.MaxPool;
import gradus.op.window.Placement;
import gradus.op.window.ShapeAlgebra;
import gradus.signal.Signal1d;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The specification's table of traceability: each item of the source text, what answers it in the
/// engine, the values that it is held against, the tests, and the commands that show it.
class TraceabilityTest {

  private static final List<String> MODULES =
      List.of(
          "gradus-core",
          "gradus-algebra",
          "gradus-runtime",
          "gradus-nn",
          "gradus-explain",
          "gradus-cli");

  /// One item.
  ///
  /// @param items its numbers
  /// @param artefacts what answers it
  /// @param golden the sections of golden.json
  /// @param tests `package.Class#method`, each a test that exists
  /// @param commands what shows it
  record Row(
      List<String> items,
      List<Class<?>> artefacts,
      List<String> golden,
      List<String> tests,
      List<String> commands) {}

  static Stream<Row> rows() {
    return Stream.of(binary(), softmax(), networks()).flatMap(List::stream);
  }

  private static List<Row> binary() {
    return List.of(
        new Row(
            List.of("1.1", "1.2"),
            List.of(Sigmoid.class, Head.class, TargetKind.class, LogOdds.class),
            List.of("1.1", "1.2"),
            List.of(
                "gradus.op.composite.SigmoidGoldenTest#sigmoidOnTheGrid",
                "gradus.golden.HeadGoldenTest",
                "gradus.nn.loss.LogOddsTest"),
            List.of("train", "predict")),
        new Row(
            List.of("1.3", "1.4"),
            List.of(BinaryCrossEntropy.class, BinaryCrossEntropyOfProbability.class),
            List.of("1.3", "1.4"),
            List.of("gradus.op.composite.LossGoldenTest", "gradus.check.CompositeTest"),
            List.of("losses", "prove")),
        new Row(
            List.of("1.5", "1.6"),
            List.of(SquaredError.class, SigmoidSquaredError.class),
            List.of("1.5", "1.6"),
            List.of("gradus.op.composite.LossGoldenTest", "gradus.cli.SourceTextTest"),
            List.of("losses", "prove")),
        new Row(
            List.of("1.7"),
            List.of(
                LossComparisonReport.class,
                LossReport.class,
                Curvature.class,
                Hessian.class,
                Decision.class),
            List.of("1.7"),
            List.of(
                "gradus.explain.loss.LossComparisonReportTest#runsTheRaceOfTheText",
                "gradus.explain.loss.LossReportTest",
                "gradus.golden.CurvatureGoldenTest",
                "gradus.jacobian.HessianTest"),
            List.of("losses", "prove")));
  }

  private static List<Row> softmax() {
    return List.of(
        new Row(
            List.of("2.1"),
            List.of(Softmax.class, LogSumExp.class, SoftmaxCrossEntropy.class),
            List.of("2.1"),
            List.of("gradus.op.composite.SoftmaxGoldenTest"),
            List.of("prove", "assignment")),
        new Row(
            List.of("2.2", "2.3"),
            List.of(Law.class, ReducedSoftmax.class),
            List.of("2.2", "2.3"),
            List.of(
                "gradus.golden.ReparametrisedGoldenTest",
                "gradus.nn.rewrite.RewriterTest",
                "gradus.nn.rewrite.RoundTripTest",
                "gradus.nn.rewrite.IdentityTest"),
            List.of("rewrite", "equal")),
        new Row(
            List.of("2.4"),
            List.of(
                Softmax.class,
                SoftmaxJacobian.class,
                ReducedSoftmax.class,
                Gradients.class,
                Tangents.class),
            List.of("2.4"),
            List.of(
                "gradus.op.composite.SoftmaxGoldenTest",
                "gradus.jacobian.SoftmaxJacobianTest",
                "gradus.golden.SpectralGoldenTest"),
            List.of("check", "prove")),
        new Row(
            List.of("3"),
            List.of(Sigmoid.class, Tanh.class, Law.class),
            List.of("3"),
            List.of(
                "gradus.nn.rewrite.RewriterTest",
                "gradus.nn.rewrite.RoundTripTest",
                "gradus.golden.ReparametrisedGoldenTest"),
            List.of("rewrite", "equal")));
  }

  private static List<Row> networks() {
    return List.of(
        new Row(
            List.of("4.1", "4.2"),
            List.of(ShapeAlgebra.class, Summary.class, Convolution.class, MaxPool.class),
            List.of("4.1", "4.2"),
            List.of(
                "gradus.op.window.WindowGoldenTest",
                "gradus.explain.summary.SummaryTest",
                "gradus.runtime.plan.IntegerNetworkTest"),
            List.of("summary")),
        new Row(
            List.of("4.3"),
            List.of(Signal1d.class),
            List.of("4.3"),
            List.of("gradus.signal.SignalGoldenTest", "gradus.cli.MathematicsCommandsTest"),
            List.of("convolve")),
        new Row(
            List.of("5.1", "5.4"),
            List.of(TwoLayers.class, Placement.class, Signal1d.class),
            List.of("5"),
            List.of("gradus.op.window.TwoLayerGoldenTest", "gradus.cli.SourceTextTest"),
            List.of("assignment", "prove")),
        new Row(
            List.of("5.2", "5.5"),
            List.of(Jacobians.class),
            List.of("5"),
            List.of(
                "gradus.op.window.TwoLayerGoldenTest",
                "gradus.jacobian.TwoLayerJacobianTest",
                "gradus.jacobian.JacobiansTest"),
            List.of("explain", "assignment")),
        new Row(
            List.of("5.3", "5.6"),
            List.of(Gradients.class, Convolution.class, ConvolutionTranspose.class),
            List.of("5"),
            List.of(
                "gradus.explain.assignment.AssignmentTest#everyWayGivesTheSameGradient",
                "gradus.check.LinearityTest",
                "gradus.explain.derive.ExplanationTest"),
            List.of("assignment", "explain")));
  }

  @Test
  void everyItemStandsInTheTableAndIsAnswered() {
    List<String> items = rows().flatMap(row -> row.items().stream()).toList();
    List<String> answered =
        Assignment.whole().answers().stream().map(answer -> answer.item()).toList();
    assertThat(items).containsExactlyInAnyOrderElementsOf(answered);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void itsCommandsAreOnTheCommandLine(Row row) {
    assertThat(row.artefacts()).isNotEmpty();
    assertThat(Gradus.commandLine().getSubcommands())
        .containsKeys(row.commands().toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void itsTestsExist(Row row) throws IOException {
    for (String test : row.tests()) {
      String[] parts = test.split("#", -1);
      List<Path> found = new ArrayList<>();
      for (String module : MODULES) {
        Path file =
            root().resolve(module + "/src/test/java/" + parts[0].replace('.', '/') + ".java");
        if (Files.exists(file)) {
          found.add(file);
        }
      }
      assertThat(found).as(test).hasSize(1);
      String source = Files.readString(found.getFirst());
      assertThat(source).as(test).contains(parts.length > 1 ? " " + parts[1] + "(" : "Test");
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void itsValuesStandInTheFile(Row row) throws IOException {
    Path file = root().resolve("gradus-core/src/test/resources/gradus/spec/golden.json");
    JsonNode golden = JsonMapper.shared().readTree(Files.readString(file));
    row.golden().forEach(section -> assertThat(golden.has(section)).as(section).isTrue());
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("CONTRIBUTING.md")) ? here : here.resolve("..").normalize();
  }
}
