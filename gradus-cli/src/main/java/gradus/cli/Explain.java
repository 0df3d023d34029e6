package gradus.cli;

import gradus.explain.derive.Derivation;
import gradus.explain.derive.DerivationHtml;
import gradus.explain.derive.DerivationLatex;
import gradus.explain.derive.DerivationMarkdown;
import gradus.explain.derive.DerivationText;
import gradus.explain.derive.Explanation;
import gradus.explain.derive.LossChoice;
import gradus.explain.derive.ModelPlan;
import gradus.explain.derive.PlanLaws;
import gradus.explain.summary.Summary;
import gradus.nn.data.AtomicFile;
import gradus.nn.model.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gradus explain`.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Derives the gradient of a network's loss step by step, by the name of each rule, and holds"
            + " each line against the engine. NETWORK may also be the folder of a run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus explain mlp --input 8 --classes 3",
      "  gradus explain lenet --wrt conv1.weight,conv1",
      "  gradus explain net.yaml --loss sigmoid --format html --out gradient.html",
      "  gradus explain lenet --of conv2 --wrt relu1",
      "  gradus explain lenet --plan"
    })
final class Explain implements Callable<Integer> {

  private static final long MOST_WORK = 100_000_000;

  @Mixin private NetworkChoice network;

  @Option(
      names = "--loss",
      paramLabel = "LOSS",
      description =
          "softmax, sigmoid, squared, absolute, huber, focal or hinge. Default: that of the run or"
              + " ONNX model; else softmax, and sigmoid for one output.")
  String loss = "";

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description =
          "Of a network with several outputs: which one the loss reads. Default: the first.")
  String output = "";

  @Option(
      names = "--of",
      paramLabel = "NAME",
      description =
          "What is differentiated: L, the loss, or an activation, whose Jacobian is derived."
              + " Default: L.")
  String of = "";

  @Option(
      names = "--wrt",
      split = ",",
      paramLabel = "NAME",
      description = "Parameters, activations or inputs. Default: the logits and all parameters.")
  List<String> wrt = List.of();

  @Option(names = "--batch", paramLabel = "N", description = "Examples at once. Default: 2.")
  int batch = 2;

  @Option(names = "--seed", paramLabel = "N", description = "Of the values tried. Default: 1.")
  long seed = 1;

  /// How a derivation is written.
  enum Format {
    /// For a terminal.
    text,
    /// For LaTeX.
    latex,
    /// Markdown with LaTeX in it.
    markdown,
    /// One page with MathML.
    html
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, latex, markdown or html. Default: text.")
  Format format = Format.text;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write to a file.")
  String out = "";

  @Option(
      names = "--plan",
      description =
          "List the laws that the engine's plan uses on this network's loss and gradient; with"
              + " --plan=laws, all laws that it knows.",
      arity = "0..1",
      fallbackValue = "used",
      paramLabel = "WHICH")
  String plan = "";

  @Override
  public Integer call() {
    if (plan.equals("laws")) {
      tell(PlanLaws.lines());
      return 0;
    }
    Network chosen = chosen();
    LossChoice choice =
        loss.isEmpty()
            ? network.trainedLoss(chosen)
            : LossChoice.of(loss, chosen.outputShape().elements());
    if (!plan.isEmpty()) {
      tell(ModelPlan.lines(chosen, choice, batch));
      return 0;
    }
    requireSmall(chosen);
    Derivation derivation = new Explanation(choice, batch, of, wrt, seed).derive(chosen);
    tell(
        switch (format) {
          case text -> DerivationText.lines(derivation);
          case latex -> DerivationLatex.lines(derivation);
          case markdown -> DerivationMarkdown.lines(derivation);
          case html -> DerivationHtml.lines(derivation);
        });
    return 0;
  }

  /// The network with the one output that is derived.
  private Network chosen() {
    Network whole = network.network(NetworkChoice::small);
    List<String> outputs = whole.outputs();
    if (!output.isEmpty() && !outputs.contains(output)) {
      throw new IllegalArgumentException(
          "--output %s: expected an output of %s, found none of this name. Its outputs are %s."
              .formatted(output, network.name(), String.join(", ", outputs)));
    }
    String name = output.isEmpty() ? outputs.getFirst() : output;
    if (output.isEmpty() && outputs.size() > 1) {
      Screen.standard()
          .remark(
              "%s has the outputs %s; this is %s. Give --output for another."
                  .formatted(network.name(), String.join(", ", outputs), name));
    }
    return outputs.size() == 1 ? whole : whole.outputs(List.of(name));
  }

  /// Every line is held against the judge, which takes its time.
  private void requireSmall(Network chosen) {
    long work = Summary.of(chosen).multiplyAdds() * batch;
    if (work > MOST_WORK) {
      throw new IllegalArgumentException(
          "explain %s: expected at most %,d multiply-adds, which the judge works out one by one, found %,d. Give a smaller --input or --batch; formulas do not get clearer with size."
              .formatted(network.name(), MOST_WORK, work));
    }
  }

  private void tell(List<String> lines) {
    Screen screen = Screen.standard();
    if (out.isEmpty()) {
      lines.forEach(screen::say);
      return;
    }
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(Path.of(out), file -> file.write(text));
    screen.say(out);
  }
}
