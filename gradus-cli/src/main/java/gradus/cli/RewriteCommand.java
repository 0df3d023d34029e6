package gradus.cli;

import gradus.explain.derive.ParameterFormulas;
import gradus.explain.render.Table;
import gradus.nn.rewrite.Certificate;
import gradus.nn.rewrite.Law;
import gradus.nn.rewrite.Model;
import gradus.nn.rewrite.ModelFolder;
import gradus.nn.rewrite.Rewriter;
import gradus.nn.rewrite.Rewriting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus rewrite`.
@Command(
    name = "rewrite",
    mixinStandardHelpOptions = true,
    description =
        "Changes a network by a law into another of the same function, and says why it is the"
            + " same. Without --law: which laws apply.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus rewrite --list",
      "  gradus rewrite runs/mnist",
      "  gradus rewrite runs/mnist --law drop-reference --reference 3 --out runs/mnist-9"
    })
final class RewriteCommand implements Callable<Integer> {

  private static final int WIDTH = 100;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "The folder of a run, or a YAML file or built-in network with --seed.")
  String model = "";

  @Option(names = "--law", paramLabel = "LAW", description = "The law, as --list names it.")
  String law = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "The folder to write; a run's folder.")
  String out = "";

  @Option(
      names = "--reference",
      paramLabel = "CLASS",
      description = "The class whose logit is to be 0, from 0. Default: 0.")
  int reference;

  @Option(
      names = "--input",
      paramLabel = "AxBxC|NAME=A,…",
      description = "The shape of an example where the file leaves it open, as for summary.")
  String input = "";

  @Option(names = "--seed", paramLabel = "N", description = "Of first values. Default: 1.")
  long seed = 1;

  @Option(names = "--list", description = "List the laws.")
  boolean list;

  @Option(names = "--json", description = "Print one JSON object on one line.")
  boolean json;

  @Override
  public Integer call() {
    if (list) {
      tellLaws(Screen.standard());
      return 0;
    }
    if (model.isEmpty()) {
      throw new IllegalArgumentException(
          "rewrite: expected a MODEL, found none. Give the folder of a run, or --list.");
    }
    if (law.isEmpty() && !out.isEmpty()) {
      throw new IllegalArgumentException(
          "rewrite --out %s: expected a law, found none. Give --law LAW; without --out, the laws that apply are listed."
              .formatted(out));
    }
    Optional<Law> chosen = law.isEmpty() ? Optional.empty() : Optional.of(law(law));
    Model before = NetworkChoice.named(model, input).model(seed);
    if (chosen.isEmpty()) {
      survey(Screen.standard(), before);
      return 0;
    }
    Rewriting rewriting = Rewriter.apply(before, chosen.get(), reference);
    if (!out.isEmpty()) {
      ModelFolder.write(
          Path.of(out), Path.of(model), rewriting.model(), List.of("rewrite", model, "--law", law));
    }
    if (json) {
      Screen.standard().json(object(rewriting));
    } else {
      tell(Screen.standard(), rewriting);
    }
    return 0;
  }

  private static Law law(String word) {
    List<String> words = Arrays.stream(Law.values()).map(Law::word).toList();
    if (!words.contains(word)) {
      throw new IllegalArgumentException(
          "rewrite --law %s: expected one of the %d laws, found \"%s\". %sgradus rewrite --list names them."
              .formatted(word, words.size(), word, Misuse.meant(word, words.stream())));
    }
    return Law.parse(word);
  }

  private void tellLaws(Screen screen) {
    for (Law each : Law.values()) {
      if (json) {
        screen.json(
            Map.of(
                "law", each.word(),
                "statement", each.statement(),
                "precondition", each.precondition(),
                "exactness", each.exactness().name(),
                "source", each.source()));
      } else {
        screen.say(each.word() + " (" + each.source() + ")");
        screen.say("  " + each.statement());
        screen.say("  where: " + each.precondition());
        screen.say("  keeps: " + keeps(each));
      }
    }
  }

  private static String keeps(Law law) {
    return switch (law.exactness()) {
      case BITS -> "every bit";
      case REAL -> "the function over the real numbers";
      case PROBABILITIES -> "the probabilities over the real numbers";
    };
  }

  private void survey(Screen screen, Model before) {
    Map<Law, String> survey = Rewriter.survey(before, reference);
    if (json) {
      Map<String, String> laws = new LinkedHashMap<>();
      survey.forEach((each, what) -> laws.put(each.word(), what));
      screen.json(Map.of("laws", laws));
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    survey.forEach((each, what) -> rows.add(List.of(each.word(), what)));
    new Table(List.of("law", "applies"), List.of(false, false), rows)
        .within(WIDTH)
        .lines()
        .forEach(screen::say);
  }

  private void tell(Screen screen, Rewriting rewriting) {
    Certificate certificate = rewriting.certificate();
    screen.say(certificate.law().word() + ": " + certificate.law().statement());
    screen.say("");
    certificate.changes().forEach(change -> screen.say("  " + change));
    certificate.left().forEach(left -> screen.say("  left: " + left));
    screen.say("");
    screen.say(
        "parameters  %,d → %,d"
            .formatted(certificate.parametersBefore(), certificate.parametersAfter()));
    tellMap(screen, rewriting);
    screen.say("keeps       " + certificate.exactness());
    screen.say("stored      " + stored(certificate));
    screen.say(
        "proof       %s (%s)"
            .formatted(certificate.identity().held(), certificate.identity().source()));
    screen.say(
        String.format(
            Locale.ROOT,
            "measured    max |Δy| %.3g (of %.3g), max |Δ∂x| %.3g (of %.3g), on %d samples in f32",
            certificate.measured().output(),
            certificate.measured().largestOutput(),
            certificate.measured().gradient(),
            certificate.measured().largestGradient(),
            certificate.measured().samples()));
    if (!out.isEmpty()) {
      screen.say("written     " + out);
    }
  }

  /// The new parameters as formulas; as words and code where those are too long.
  private static void tellMap(Screen screen, Rewriting rewriting) {
    List<Optional<String>> formulas = List.copyOf(ParameterFormulas.of(rewriting.map()).values());
    List<String> words = rewriting.map().words();
    for (int i = 0; i < words.size(); i++) {
      screen.say("  " + formulas.get(i).orElse(words.get(i)));
    }
    if (rewriting.certificate().linear() && !words.isEmpty()) {
      screen.say("  (linear in the old ones)");
    }
    if (formulas.stream().anyMatch(Optional::isEmpty)) {
      screen.say("as code:");
      rewriting.map().code().lines().forEach(line -> screen.say("  " + line));
    }
  }

  private static String stored(Certificate certificate) {
    long rounded = certificate.rounding().rounded();
    return rounded == 0
        ? "every new parameter is an f32, none was rounded"
        : String.format(
            Locale.ROOT,
            "%,d new parameters were rounded to f32, by at most %.2g of their size",
            rounded,
            certificate.rounding().largest());
  }

  private Map<String, Object> object(Rewriting rewriting) {
    Certificate certificate = rewriting.certificate();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("law", certificate.law().word());
    object.put("statement", certificate.law().statement());
    object.put("changes", certificate.changes());
    object.put("left", certificate.left());
    object.put("parametersBefore", certificate.parametersBefore());
    object.put("parameters", certificate.parametersAfter());
    object.put("map", rewriting.map().words());
    object.put(
        "formulas",
        ParameterFormulas.of(rewriting.map()).values().stream().flatMap(Optional::stream).toList());
    object.put("code", rewriting.map().code().lines().toList());
    object.put("linear", certificate.linear());
    object.put("exactness", certificate.law().exactness().name());
    object.put("bound", certificate.exactness());
    object.put("rounded", certificate.rounding().rounded());
    object.put("largestRounding", certificate.rounding().largest());
    object.put("proof", certificate.identity().held());
    object.put("source", certificate.identity().source());
    object.put("maxOutputDifference", certificate.measured().output());
    object.put("maxGradientDifference", certificate.measured().gradient());
    object.put("samples", certificate.measured().samples());
    object.put("out", out);
    return object;
  }
}
