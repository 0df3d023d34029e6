package gradus.cli;

import gradus.explain.derive.LossChoice;
import gradus.explain.lint.Activity;
import gradus.explain.lint.Finding;
import gradus.explain.lint.Lint;
import gradus.explain.lint.Place;
import gradus.nn.data.AtomicFile;
import gradus.nn.data.Dataset;
import gradus.nn.data.Preparation;
import gradus.nn.data.Standardiser;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.rewrite.Model;
import gradus.nn.rewrite.ModelFolder;
import gradus.nn.run.Assembly;
import gradus.nn.run.DataRecipe;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunRecord;
import gradus.runtime.plan.Engine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gradus lint`.
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description =
        "Looks for probable mistakes in a network: says what is wrong, where, why, what it costs"
            + " and how to mend it. The folder of a run is also looked at on its data, a model of"
            + " ONNX on those of --data.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing was found", "1:something was found", "2:the input is wrong"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus lint net.yaml --input 1x28x28",
      "  gradus lint net.yaml --fix better.yaml",
      "  gradus lint runs/mnist --json"
    })
final class LintCommand implements Callable<Integer> {

  @Mixin private NetworkChoice network;
  @Mixin private DataArguments data;
  @Mixin private EngineArguments engine;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description = "The loss it is trained with, as for train. Default: that of the run, or auto.")
  String loss = "";

  @Option(
      names = "--fix",
      paramLabel = "FILE",
      description = "Write the network with all repairs that a program can make.")
  Optional<Path> fix = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object a finding, a line each.")
  boolean json;

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    Place place = place();
    List<Finding> findings =
        Lint.findings(place).stream().filter(finding -> isAbout(finding, network)).toList();
    for (Finding finding : findings) {
      if (json) {
        screen.json(object(finding));
      } else {
        lines(finding).forEach(screen::say);
      }
    }
    if (!json) {
      screen.say(
          findings.isEmpty()
              ? "Nothing found: %d rules were tried.".formatted(Lint.rules().size())
              : "%d found.".formatted(findings.size()));
    }
    fix.ifPresent(file -> repair(file, place, screen));
    return findings.isEmpty() ? 0 : 1;
  }

  /// A file of ONNX does not say how its weights were drawn.
  private static boolean isAbout(Finding finding, NetworkChoice network) {
    return !finding.rule().equals("unsuited-initialiser")
        || network.folder().isPresent()
        || !network.isTrained();
  }

  private void repair(Path file, Place place, Screen screen) {
    Network repaired = Lint.repaired(place);
    if (repaired.equals(place.network())) {
      screen.remark("Nothing that a program can repair: %s was not written.".formatted(file));
      return;
    }
    String text = NetworkYaml.write(repaired);
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    screen.remark("The repaired network is in %s.".formatted(file));
    List<String> left =
        Lint.findings(new Place(repaired, place.head(), place.loss(), Optional.empty())).stream()
            .filter(finding -> isAbout(finding, network))
            .map(finding -> "%s at %s".formatted(finding.rule(), finding.where()))
            .toList();
    if (!left.isEmpty()) {
      screen.remark("Left for you: %s.".formatted(String.join("; ", left)));
    }
  }

  private Place place() {
    Network chosen = network.network(NetworkChoice::standard);
    Optional<RunFolder> folder = network.folder();
    if (network.isTrained() && folder.isEmpty()) {
      Model model = network.model(1);
      return new Place(
          model.network(),
          Optional.of(model.head()),
          loss.isEmpty() ? "auto" : LossChoice.trained(loss),
          data.given() ? Optional.of(activity(model)) : Optional.empty());
    }
    if (folder.isEmpty()) {
      if (data.given()) {
        throw new IllegalArgumentException(
            "lint %s: expected --data with a trained model, whose units can be looked at, found a network without values. Train it, or leave --data out."
                .formatted(network.name()));
      }
      return new Place(
          chosen,
          Optional.empty(),
          loss.isEmpty() ? "auto" : LossChoice.trained(loss),
          Optional.empty());
    }
    RunRecord record = folder.get().record();
    String named = loss.isEmpty() ? record.recipe().training().loss() : LossChoice.trained(loss);
    return new Place(
        chosen,
        Optional.of(Predictor.open(folder.get().path()).head()),
        named,
        Optional.of(activity(chosen, folder.get(), record)));
  }

  /// What a model of ONNX does on data that is prepared as it comes.
  private Activity activity(Model model) {
    RunRecord record = ModelFolder.record(Path.of(network.name()), model, "", List.of());
    Dataset set = Assembly.whole(data.recipe(1), record);
    Preparation asItComes = new Preparation(Standardiser.IDENTITY, Standardiser.IDENTITY);
    try (Engine computing = engine.engine()) {
      return Activity.of(model.network(), model.values(), asItComes, set, computing);
    }
  }

  private Activity activity(Network chosen, RunFolder folder, RunRecord record) {
    DataRecipe own = record.recipe().data();
    Dataset set =
        data.given()
            ? Assembly.whole(data.recipe(own.seed()).withoutTrainingChoices(own), record)
            : Assembly.data(own).train();
    Preparation preparation =
        new Preparation(Standardiser.of(record.features()), Standardiser.of(record.targets()));
    try (Engine computing = engine.engine()) {
      return Activity.of(chosen, folder.requireWeights(), preparation, set, computing);
    }
  }

  private static List<String> lines(Finding finding) {
    return List.of(
        "%s: %s".formatted(finding.where(), finding.what()),
        "  rule    " + finding.rule(),
        "  why     " + finding.why(),
        "  cost    " + finding.cost(),
        "  repair  "
            + finding.repair()
            + (finding.repaired().isPresent() ? " (--fix does it.)" : ""),
        "");
  }

  private static Map<String, Object> object(Finding finding) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rule", finding.rule());
    object.put("where", finding.where());
    object.put("what", finding.what());
    object.put("why", finding.why());
    object.put("cost", finding.cost());
    object.put("repair", finding.repair());
    object.put("fixable", finding.repaired().isPresent());
    return object;
  }
}
