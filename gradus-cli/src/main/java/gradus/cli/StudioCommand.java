package gradus.cli;

import gradus.runs.store.StorePlace;
import gradus.web.studio.Studio;
import gradus.web.studio.StudioOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gradus studio`.
@Command(
    name = "studio",
    mixinStandardHelpOptions = true,
    description =
        "Opens a local page: runs with live curves, model graphs, derivations, Jacobians, lint,"
            + " confusion matrices, a drawing pad, a convolution player, a claims box, and"
            + " training. Only this machine is served, and only who holds the printed address.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus studio",
      "  gradus studio --port 8800 --no-open",
      "  gradus studio --runs runs --runs old/runs"
    })
final class StudioCommand implements Callable<Integer> {

  private static final Path USUAL = Path.of("runs");

  @Option(names = "--port", paramLabel = "N", description = "The port. Default: 0, any free one.")
  int port;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description =
          "A folder of runs (or of one run) that are brought into the store; may be repeated. The"
              + " first also takes the runs begun on the page. Default: runs.")
  List<Path> runs = List.of();

  @Option(
      names = "--store",
      paramLabel = "PLACE",
      description =
          "The store of runs: a file of SQLite, or jdbc:postgresql://HOST/DATABASE. Default:"
              + " $GRADUS_STORE, or gradus/runs.db in the folder for data of users.")
  String store = "";

  @Option(names = "--no-open", description = "Print the address and open no browser.")
  boolean noOpen;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "--port %d: expected 0 to 65535, found %d. Leave it out for any free port."
              .formatted(port, port));
    }
    Screen screen = Screen.standard();
    Studio studio = Studio.start(options());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  studio.close();
                  stopped.countDown();
                },
                "gradus-stop"));
    studio.imports().problems().forEach(problem -> screen.remark("left out: " + problem));
    screen.say("studio  " + studio.uri());
    screen.say("Stop:   Ctrl-C; a training under way can go on from its last checkpoint");
    if (!noOpen) {
      Desk.open(studio.uri()).ifPresent(screen::remark);
    }
    stopped.await();
    return 0;
  }

  private StudioOptions options() {
    StorePlace place =
        store.isEmpty() ? StorePlace.standard(System.getenv()) : StorePlace.parse(store);
    List<Path> folders =
        !runs.isEmpty() ? runs : Files.isDirectory(USUAL) ? List.of(USUAL) : List.of();
    Path out = Optional.of(runs).filter(it -> !it.isEmpty()).map(List::getFirst).orElse(USUAL);
    return new StudioOptions(port, place, folders, out);
  }
}
