package gradus.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The desktop on which a page may be opened.
final class Desk {

  private Desk() {}

  /// Opens an address where someone sits at a desktop; says why not where it should have worked.
  ///
  /// The browser is given a file that leads there and that its owner alone can read, since others
  /// on the machine can see the words of a command.
  static Optional<String> open(URI address) {
    List<String> opener = opener(System.getProperty("os.name", ""), System.getenv());
    if (opener.isEmpty()) {
      return Optional.empty();
    }
    try {
      // made for its owner alone
      Path page = Files.createTempFile("gradus-studio", ".html");
      page.toFile().deleteOnExit();
      Files.writeString(
          page,
          "<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url=%s\">"
              .formatted(address));
      List<String> command = new java.util.ArrayList<>(opener);
      command.add(page.toUri().toString());
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return Optional.empty();
    } catch (IOException absent) {
      return Optional.of("No browser could be opened; open the address yourself.");
    }
  }

  /// The command that opens a page, or nothing where no one sits at a desktop.
  static List<String> opener(String system, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (environment.containsKey("SSH_CONNECTION") || environment.containsKey("CI")) {
      return List.of();
    }
    if (name.contains("mac")) {
      return List.of("open");
    }
    if (name.contains("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler");
    }
    boolean desktop =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return desktop ? List.of("xdg-open") : List.of();
  }
}
