package gradus.nn.run;

import gradus.nn.loss.Head;
import gradus.tensor.FormatException;
import java.util.List;

/// Heads by the names that files have for them.
final class Heads {

  private Heads() {}

  static Head of(String kind, List<String> names) {
    return switch (kind) {
      case "binary" -> new Head.Binary(names);
      case "categorical" -> new Head.Categorical(names);
      case "multilabel" -> new Head.MultiLabel(names);
      case "real" -> new Head.Real(names);
      default ->
          throw new FormatException(
              "run.json",
              "field head",
              "binary, categorical, multilabel or real",
              kind,
              "Restore the file.");
    };
  }
}
