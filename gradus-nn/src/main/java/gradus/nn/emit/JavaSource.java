package gradus.nn.emit;

import gradus.nn.data.AtomicFile;
import gradus.runtime.plan.PlanRewrites;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// A model as one Java 17 source file without dependencies, with the same bits as {@link
/// gradus.nn.run.Predictor}.
///
/// The class has `predict`, which many threads may call at once, and `main`, which reads numbers.
/// Numbers up to {@link #MOST_IN_SOURCE} bytes stand in the source, more in a file beside it.
///
/// @param className the class's name, with its package in front if it has one
/// @param text the source
/// @param weights the name and bytes of the file beside it, if there is one
public record JavaSource(String className, String text, Optional<Weights> weights) {

  /// The most bytes of numbers that are written into the source.
  public static final int MOST_IN_SOURCE = 400_000;

  /// Numbers in a file beside the source, which is loaded as a resource of the class.
  ///
  /// @param file its name
  /// @param bytes what it holds
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  public record Weights(String file, byte[] bytes) {}

  /// Writes a model as a class.
  ///
  /// Throws {@link IllegalArgumentException} where the name is none for a class, or where the model
  /// has an operation that cannot be written.
  public static JavaSource of(JavaModel model, String className) {
    return of(model, className, MOST_IN_SOURCE);
  }

  /// Writes a model as a class, with at most so many bytes of numbers in the source.
  public static JavaSource of(JavaModel model, String className, int mostInSource) {
    if (!className.matches("([a-z_][a-zA-Z0-9_]*\\.)*[A-Z][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "--to java -o %s.java: expected the name of a class, such as Digits.java, found \"%s\". Begin it with a capital letter and use letters, digits and _."
              .formatted(className, className));
    }
    Emission emission = new Emission(PlanRewrites.prepared(model.graph()), model.values());
    return new SourceFile(model, emission, className, mostInSource).source();
  }

  /// Writes the file, and the weights beside it where they are not in it.
  public void write(Path file) {
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    weights.ifPresent(
        it -> AtomicFile.write(file.resolveSibling(it.file()), out -> out.write(it.bytes())));
  }
}
