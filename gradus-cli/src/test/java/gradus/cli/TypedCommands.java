package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Commands run as they are typed, with what they print kept.
abstract class TypedCommands {

  @TempDir Path folder;

  /// What a command did.
  record Said(int code, String out, String err) {
    JsonNode lastLine() {
      return JsonMapper.shared().readTree(out.lines().reduce((a, b) -> b).orElseThrow());
    }
  }

  Said gradus(String... arguments) {
    PrintStream before = System.out;
    PrintStream beforeErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    StringWriter refusals = new StringWriter();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      CommandLine line = Gradus.commandLine().setErr(new PrintWriter(refusals, true));
      line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
      int code = line.execute(arguments);
      return new Said(
          code,
          out.toString(StandardCharsets.UTF_8),
          err.toString(StandardCharsets.UTF_8) + refusals);
    } finally {
      System.setOut(before);
      System.setErr(beforeErr);
    }
  }

  String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  String table() throws IOException {
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 60; i++) {
      text.append(
          String.format(
              Locale.ROOT, "%.3f,%.3f,%s%n", i % 3 + Math.sin(i) / 3, i / 60.0, "k" + i % 3));
    }
    return "csv:" + file("table.csv", text.toString());
  }

  void refuses(Said said, String sentence) {
    assertThat(said.err()).contains("gradus: " + sentence);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
  }
}
