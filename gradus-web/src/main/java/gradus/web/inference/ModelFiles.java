package gradus.web.inference;

import gradus.nn.data.Preparation;
import gradus.nn.data.Standardiser;
import gradus.nn.model.Binding;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunRecord;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.network.OnnxNetwork;
import gradus.onnx.read.OnnxModel;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a model's files are, how they are told from others, and how they are read.
final class ModelFiles {

  private static final String ONNX = ".onnx";
  private static final String NUMBER = "[0-9]{1,18}";

  private ModelFiles() {}

  /// The versions that a choice means, each with its folder or file: the numbered folders in its
  /// folder, or itself.
  static Map<String, Path> versions(ModelChoice choice) {
    Path path = choice.path();
    Map<String, Path> versions = new LinkedHashMap<>();
    if (choice.version().isEmpty() && Files.isDirectory(path) && !RunFolder.exists(path)) {
      for (Path child : list(path)) {
        String name = String.valueOf(child.getFileName());
        if (name.matches(NUMBER)) {
          inside(child).ifPresent(found -> versions.put(name, found));
        }
      }
      if (!versions.isEmpty()) {
        return versions;
      }
    }
    versions.put(choice.version().orElse("1"), inside(path).orElse(path));
    return versions;
  }

  /// The run or the one file of ONNX that a path is or holds.
  private static Optional<Path> inside(Path path) {
    if (!Files.isDirectory(path) || RunFolder.exists(path)) {
      return Optional.of(path);
    }
    List<Path> models = list(path).stream().filter(ModelFiles::isOnnx).toList();
    return models.size() == 1 ? Optional.of(models.getFirst()) : Optional.empty();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static boolean isOnnx(Path path) {
    return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(ONNX);
  }

  /// Length, time and identity of the files of a model: what changes when they are written anew.
  static String fingerprint(Path path) {
    List<Path> files =
        Files.isDirectory(path)
            ? List.of(
                path.resolve("run.json"),
                path.resolve("model.yaml"),
                path.resolve("model.safetensors"))
            : List.of(path);
    List<String> marks = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
        marks.add(is.size() + " " + is.lastModifiedTime() + " " + is.fileKey());
      } catch (IOException none) {
        marks.add("none");
      }
    }
    return String.join("; ", marks);
  }

  /// Reads a model.
  ///
  /// Throws {@link FormatException} where it is none.
  static ServedModel read(Path path) {
    if (!Files.isDirectory(path) && isOnnx(path)) {
      return onnx(OnnxModel.read(path));
    }
    RunFolder folder = RunFolder.open(path);
    RunRecord record = folder.record();
    Predictor predictor = Predictor.of(record, folder.network(), folder.requireWeights());
    return new RowModel(
        "gradus_run",
        predictor.network(),
        folder.requireWeights(),
        new Preparation(Standardiser.of(record.features()), Standardiser.of(record.targets())),
        Told.by(predictor.head()));
  }

  /// A network of rows where the model is one, else a graph for each request.
  private static ServedModel onnx(OnnxModel model) {
    try {
      OnnxNetwork read = OnnxNetwork.of(model);
      boolean keepsRows =
          read.network().instantiate(Binding.inference(7)).outputs().values().stream()
              .map(node -> node.type().shape())
              .allMatch(shape -> shape.rank() > 0 && shape.size(0) == 7);
      if (keepsRows && RowsApart.hold(read)) {
        return new RowModel(
            "onnx_onnxv1", read.network(), read.values(), Preparation.none(), told(model));
      }
    } catch (UnsupportedException noNetwork) {
      return new GraphModel(model);
    } catch (FormatException noNetwork) {
      // operators that hold for one batch alone; the graph of a request tells what is wrong, if
      // anything
      return new GraphModel(model);
    }
    return new GraphModel(model);
  }

  /// Outputs without a type are told as what they are in Gradus.
  private static Told told(OnnxModel model) {
    boolean typed = model.outputs().stream().allMatch(it -> Datatype.of(it.element()).isPresent());
    return typed
        ? Told.asTyped(model.outputs())
        : Told.asNamed(model.outputs().stream().map(output -> output.name()).toList());
  }
}
