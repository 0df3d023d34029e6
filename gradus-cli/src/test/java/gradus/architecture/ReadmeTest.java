package gradus.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Java of the README compiles as it stands.
@Tag("architecture")
class ReadmeTest {

  private static final String IMPORTS =
      """
      import static gradus.nn.layer.Padding.same;
      import gradus.nn.data.*;
      import gradus.nn.model.*;
      import gradus.nn.loss.*;
      import gradus.nn.optim.*;
      import gradus.nn.train.*;
      import gradus.tensor.Shape;
      import java.nio.file.Path;
      """;

  @TempDir private Path folder;

  @Test
  void theTenLinesCompile() throws IOException {
    String readme = Files.readString(Project.ROOT.resolve("README.md"));
    int start = readme.indexOf("```java\n") + "```java\n".length();
    String lines = readme.substring(start, readme.indexOf("```", start));
    assertThat(lines.lines().count()).isLessThanOrEqualTo(10);
    StringWriter said = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled =
        compiler
            .getTask(
                said,
                null,
                null,
                List.of(
                    "-d",
                    folder.toString(),
                    "-p",
                    System.getProperty("jdk.module.path"),
                    "--add-modules",
                    "gradus.nn"),
                null,
                List.of(new Source(IMPORTS + "class Ten { void lines() {\n" + lines + "} }")))
            .call();
    assertThat(compiled).as(said.toString()).isTrue();
  }

  /// A source in memory.
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Ten.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
