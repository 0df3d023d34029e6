package gradus.cli;

import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxTensor;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.read.Binding;
import gradus.onnx.read.Instance;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.read.TensorFile;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One test of ONNX's own suite: a model, and what it must answer to what.
///
/// A folder with `model.onnx` and `test_data_set_…` folders that hold `input_0.pb`, … and
/// `output_0.pb`, …. Source: ONNX, `onnx/backend/test/runner`.
///
/// @param name the folder's name
/// @param folder the folder
record ConformanceCase(String name, Path folder) {

  private static final double RTOL = 1e-3;
  private static final double ATOL = 1e-7;

  /// How a test ends.
  enum Result {
    passed,
    failed,
    unsupported
  }

  /// How one test ended, and why.
  record Verdict(String name, Result result, String reason) {}

  /// All tests below a folder, by name.
  static List<ConformanceCase> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> file.endsWith("model.onnx"))
          .map(file -> file.resolveSibling(""))
          .map(home -> new ConformanceCase(name(folder, home), home))
          .sorted((a, b) -> a.name.compareTo(b.name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static String name(Path root, Path folder) {
    Path relative = root.relativize(folder);
    return relative.toString().isEmpty()
        ? String.valueOf(folder.getFileName())
        : relative.toString().replace('\\', '/');
  }

  /// Runs the test; whatever goes wrong is a verdict.
  Verdict run(Engine engine) {
    try {
      OnnxModel model = OnnxModel.read(folder.resolve("model.onnx"));
      Optional<String> difference = Optional.empty();
      List<Path> sets = sets();
      for (Path set : sets) {
        difference = difference.or(() -> differs(model, set, engine));
      }
      if (sets.isEmpty()) {
        return new Verdict(name, Result.failed, "no test_data_set");
      }
      return difference
          .map(reason -> new Verdict(name, Result.failed, reason))
          .orElseGet(() -> new Verdict(name, Result.passed, ""));
    } catch (UnsupportedException e) {
      return new Verdict(name, Result.unsupported, String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Verdict(name, Result.failed, String.valueOf(e));
    }
  }

  private List<Path> sets() {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(path -> String.valueOf(path.getFileName()).startsWith("test_data_set"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static List<OnnxTensor> tensors(Path set, String kind) {
    List<OnnxTensor> tensors = new ArrayList<>();
    for (int i = 0; Files.exists(set.resolve(kind + "_" + i + ".pb")); i++) {
      tensors.add(TensorFile.read(set.resolve(kind + "_" + i + ".pb")));
    }
    return tensors;
  }

  private static Optional<String> differs(OnnxModel model, Path set, Engine engine) {
    List<OnnxTensor> inputs = tensors(set, "input");
    List<OnnxTensor> expected = tensors(set, "output");
    if (inputs.size() != model.inputs().size() || expected.size() > model.outputs().size()) {
      return Optional.of(
          "%d inputs and %d outputs for a model with %d and %d"
              .formatted(
                  inputs.size(), expected.size(), model.inputs().size(), model.outputs().size()));
    }
    Map<String, Tensor> fed = new LinkedHashMap<>();
    for (ValueInfo input : model.inputs()) {
      fed.put(input.name(), inputs.get(fed.size()).value());
    }
    Plan plan = run(model.instantiate(Binding.ofValues(fed)), fed, engine);
    for (int i = 0; i < expected.size(); i++) {
      ValueInfo output = model.outputs().get(i);
      String name = output.name();
      Tensor actual = plan.output(name).tensor();
      // a type that Gradus holds in another one is that which the model says of its output
      ElementType element =
          output.element().isHeld() ? output.element() : ElementType.of(actual.type().dtype());
      Optional<String> difference = difference(new OnnxTensor(actual, element), expected.get(i));
      if (difference.isPresent()) {
        return Optional.of("output '%s': %s".formatted(name, difference.get()));
      }
    }
    return Optional.empty();
  }

  private static Plan run(Instance instance, Map<String, Tensor> fed, Engine engine) {
    Variables variables = new Variables();
    instance.parameters().forEach((name, value) -> variables.declare(name, value.type(), value));
    Plan plan = Plan.of(instance.graph(), variables, engine);
    for (String input : plan.inputs()) {
      Tensor value = fed.get(input);
      if (value != null) {
        plan.input(input).set(value);
      }
    }
    plan.run();
    return plan;
  }

  private static Optional<String> difference(OnnxTensor given, OnnxTensor wanted) {
    Tensor actual = given.value();
    Tensor expected = wanted.value();
    if (!actual.shape().equals(expected.shape()) || given.element() != wanted.element()) {
      return Optional.of(
          "expected %s%s, found %s%s"
              .formatted(wanted.element(), expected.shape(), given.element(), actual.shape()));
    }
    for (int i = 0; i < expected.elements(); i++) {
      boolean equal =
          expected.type().dtype().isFloat()
              ? close(actual.doubleAt(i), expected.doubleAt(i))
              : actual.longAt(i) == expected.longAt(i)
                  || close(actual.longAt(i), expected.longAt(i));
      if (!equal) {
        return Optional.of(
            "expected %s at element %d, found %s"
                .formatted(expected.doubleAt(i), i, actual.doubleAt(i)));
      }
    }
    return Optional.empty();
  }

  private static boolean close(double actual, double expected) {
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      return Double.compare(actual, expected) == 0 || actual == expected;
    }
    return Math.abs(actual - expected) <= ATOL + RTOL * Math.abs(expected);
  }
}
