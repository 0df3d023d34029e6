package gradus.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How this command line starts itself again as another process: the same Java, the same modules,
/// the same flags but for the heap and for agents.
final class Relaunch {

  private static final String PARENT = "gradus.parent";

  private Relaunch() {}

  /// The command before the arguments.
  ///
  /// @param heapMebibytes the largest heap of the process
  static List<String> command(long heapMebibytes) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(Relaunch::isKept)
        .forEach(command::add);
    command.add("-Xmx" + heapMebibytes + "m");
    command.add("-D" + PARENT + "=" + ProcessHandle.current().pid());
    if ("gradus.cli".equals(System.getProperty("jdk.module.main"))) {
      command.addAll(List.of("-p", System.getProperty("jdk.module.path", "")));
      command.addAll(List.of("-m", "gradus.cli/" + Gradus.class.getName()));
      return command;
    }
    String classes =
        String.join(
            File.pathSeparator,
            Stream.of("java.class.path", "jdk.module.path")
                .map(name -> System.getProperty(name, ""))
                .filter(path -> !path.isEmpty())
                .toList());
    command.addAll(List.of("--add-modules=jdk.incubator.vector", "-cp", classes));
    command.add(Gradus.class.getName());
    return command;
  }

  /// Flags that make the other process what this one is. Not: the heap, agents, and where the
  /// launcher led this process's standard error.
  private static boolean isKept(String flag) {
    boolean heap = flag.startsWith("-Xmx") || flag.startsWith("-Xms") || flag.contains("RAM");
    boolean engine = flag.startsWith("-Dgradus.") && !flag.startsWith("-Dgradus.stderr");
    return !heap
        && (engine
            || flag.startsWith("-X")
            || flag.startsWith("--enable-native-access=")
            || flag.startsWith("--add-modules=jdk.incubator.vector"));
  }

  /// Ends this process with the one that started it, if it was started so: also a process that is
  /// killed leaves no other behind. Its checkpoints are whole at any moment.
  static void endWithParent() {
    Optional.ofNullable(Long.getLong(PARENT))
        .ifPresent(
            pid ->
                ProcessHandle.of(pid)
                    .ifPresentOrElse(
                        parent -> {
                          var _ =
                              parent
                                  .onExit()
                                  .thenRun(() -> Runtime.getRuntime().halt(Failures.ORPHANED));
                        },
                        () -> Runtime.getRuntime().halt(Failures.ORPHANED)));
  }
}
