package gradus.nn.emit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Written sources, compiled by the plain compiler and loaded.
final class Compiled implements AutoCloseable {

  private final URLClassLoader loader;

  private Compiled(URLClassLoader loader) {
    this.loader = loader;
  }

  /// Writes sources into a folder, compiles them for Java 17 with all warnings as errors, and loads
  /// them.
  static Compiled of(Path folder, List<JavaSource> sources) {
    try {
      List<String> command =
          new ArrayList<>(
              List.of(tool("javac"), "--release", "17", "-Xlint:all", "-Werror", "-d", "."));
      for (JavaSource source : sources) {
        source.write(folder.resolve(source.className() + ".java"));
        command.add(source.className() + ".java");
      }
      String said = run(folder, command, "");
      if (!said.isEmpty()) {
        throw new AssertionError(said);
      }
      return new Compiled(new URLClassLoader(new URL[] {folder.toUri().toURL()}, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /// Runs a program in a folder and gives what it says.
  static String run(Path folder, List<String> command, String input) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroy();
        throw new AssertionError("not ended after 60 s: " + command);
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  float[] predict(String className, float... example) {
    try {
      return (float[])
          loader.loadClass(className).getMethod("predict", float[].class).invoke(null, example);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(className, e);
    }
  }

  float[][] predict(String className, float[][] examples) {
    try {
      return (float[][])
          loader
              .loadClass(className)
              .getMethod("predict", float[][].class)
              .invoke(null, (Object) examples);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(className, e);
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
