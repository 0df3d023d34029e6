package gradus.cli;

import gradus.explain.assignment.Assignment;
import gradus.explain.assignment.TwoLayers;
import gradus.nn.data.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus assignment`.
@Command(
    name = "assignment",
    mixinStandardHelpOptions = true,
    description =
        "The assignment that Gradus grew from, answered again item by item with values calculated"
            + " now, and a note wherever the old text is wrong. With sizes it answers question 5"
            + " for them, in exact fractions.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus assignment 2.4",
      "  gradus assignment --html assignment.html",
      "  gradus assignment 5 --d 7 --k1 3 --k2 2 --mode full"
    })
final class AssignmentCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ITEM",
      description = "1 to 5, or 1.1 to 5.6. Default: all.")
  String item = "";

  @Option(names = "--d", paramLabel = "N", description = "Question 5: the signal's length.")
  Optional<Integer> d = Optional.empty();

  @Option(names = "--k1", paramLabel = "N", description = "The first kernel's length.")
  Optional<Integer> k1 = Optional.empty();

  @Option(names = "--k2", paramLabel = "N", description = "The second kernel's length.")
  Optional<Integer> k2 = Optional.empty();

  @Option(names = "--mode", description = "${COMPLETION-CANDIDATES}. Default: valid.")
  Optional<Convolve.Length> mode = Optional.empty();

  @Option(
      names = "--same",
      description = "With --mode same: an odd zero comes after (upper) or before. Default: upper.")
  Optional<Convolve.Side> side = Optional.empty();

  @Option(
      names = "--convention",
      description = "${COMPLETION-CANDIDATES}. Default: correlation, as in the question.")
  Optional<Convolve.Kind> convention = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page instead.")
  Optional<Path> html = Optional.empty();

  @Option(names = "--steps", description = "Write out the proofs, rule by rule.")
  boolean steps;

  @Override
  public Integer call() {
    Assignment assignment = chosen();
    if (html.isPresent()) {
      byte[] page = assignment.html().getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(html.get(), out -> out.write(page));
      Screen.standard().remark("wrote " + html.get());
    } else {
      assignment.lines(steps).forEach(Screen.standard()::say);
    }
    return 0;
  }

  private Assignment chosen() {
    boolean sized =
        d.isPresent()
            || k1.isPresent()
            || k2.isPresent()
            || mode.isPresent()
            || side.isPresent()
            || convention.isPresent();
    if (!sized) {
      return item.isEmpty() ? Assignment.whole() : Assignment.whole().only(item);
    }
    if (!item.startsWith("5")) {
      throw new IllegalArgumentException(
          "--d, --k1, --k2, --mode, --same, --convention: expected question 5, found \"%s\". Write: gradus assignment 5 --d 7 --k1 3 --k2 2."
              .formatted(item));
    }
    Assignment answers =
        Assignment.ofQuestion5(
            new TwoLayers(
                d.orElse(5),
                k1.orElse(2),
                k2.orElse(2),
                mode.orElse(Convolve.Length.valid).mode(side.orElse(Convolve.Side.upper)),
                convention.orElse(Convolve.Kind.correlation).convention()));
    return answers.only(item);
  }
}
