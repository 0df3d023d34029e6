package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.autodiff.Tangents;
import gradus.explain.assignment.Assignment;
import gradus.explain.assignment.TwoLayers;
import gradus.explain.loss.LossComparisonReport;
import gradus.explain.summary.Summary;
import gradus.nn.loss.Head;
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
import gradus.op.window.ConvolutionCost;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.MaxPool;
import gradus.op.window.ShapeAlgebra;
import gradus.signal.Signal1d;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

/// Every item of the source text, what answers it in the engine, and the commands that show it.
class TraceabilityTest {

  /// One item.
  ///
  /// @param items its numbers
  /// @param artefacts what answers it
  /// @param commands what shows it
  record Row(
      List<String> items,
      List<Class<?>> artefacts,
      List<Class<? extends Callable<Integer>>> commands) {}

  static Stream<Row> rows() {
    return Stream.of(
        new Row(List.of("1.1", "1.2"), List.of(Sigmoid.class, Head.class), List.of(Train.class)),
        new Row(
            List.of("1.3", "1.4"),
            List.of(BinaryCrossEntropy.class, BinaryCrossEntropyOfProbability.class),
            List.of(Losses.class)),
        new Row(
            List.of("1.5", "1.6"),
            List.of(SquaredError.class, SigmoidSquaredError.class),
            List.of(Losses.class)),
        new Row(List.of("1.7"), List.of(LossComparisonReport.class), List.of(Losses.class)),
        new Row(
            List.of("2.1", "2.2", "2.3"),
            List.of(Softmax.class, LogSumExp.class, SoftmaxCrossEntropy.class),
            List.of(AssignmentCommand.class)),
        new Row(
            List.of("2.4"),
            List.of(Softmax.class, Gradients.class, Tangents.class),
            List.of(Check.class)),
        new Row(List.of("3"), List.of(Sigmoid.class, Tanh.class), List.of(AssignmentCommand.class)),
        new Row(
            List.of("4.1", "4.2"),
            List.of(
                ShapeAlgebra.class,
                ConvolutionCost.class,
                Summary.class,
                Convolution.class,
                MaxPool.class),
            List.of(SummaryCommand.class)),
        new Row(List.of("4.3"), List.of(Signal1d.class), List.of(Convolve.class)),
        new Row(
            List.of("5.1", "5.2", "5.3", "5.4", "5.5", "5.6"),
            List.of(
                TwoLayers.class, Gradients.class, Convolution.class, ConvolutionTranspose.class),
            List.of(AssignmentCommand.class)));
  }

  @Test
  void everyItemStandsInTheTableAndIsAnswered() {
    List<String> items = rows().flatMap(row -> row.items().stream()).toList();
    List<String> answered =
        Assignment.whole().answers().stream().map(answer -> answer.item()).toList();
    assertThat(items).containsExactlyElementsOf(answered);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void itsCommandsAreOnTheCommandLine(Row row) {
    assertThat(row.artefacts()).isNotEmpty();
    for (Class<? extends Callable<Integer>> command : row.commands()) {
      String name = command.getAnnotation(Command.class).name();
      assertThat(Gradus.commandLine().getSubcommands()).containsKey(name);
      assertThat(Gradus.commandLine().getSubcommands().get(name).getCommandSpec().userObject())
          .isInstanceOf(command);
    }
  }
}
