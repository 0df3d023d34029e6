package gradus.nn.data;

import gradus.tensor.FormatException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What the places of files say about their examples: which part they belong to, and which class.
///
/// A folder named `train` (or `training`) or `test` (or `testing`) anywhere on the way gives the
/// part. The class is the name of the innermost other folder, where there is one; otherwise the
/// file's name up to its first `_`.
///
/// @param classes the classes' names, sorted
/// @param labels the class of each file
/// @param test whether each file is for the test
/// @param split whether the files carry their split
record Labelled(List<String> classes, List<Integer> labels, List<Boolean> test, boolean split) {
  private static final Set<String> TRAIN = Set.of("train", "training");
  private static final Set<String> TEST = Set.of("test", "testing");

  /// Reads paths relative to the source, with `/` between names.
  static Labelled of(String source, List<String> paths) {
    List<String> names = paths.stream().map(path -> name(source, path)).toList();
    List<String> classes = List.copyOf(new TreeSet<>(names));
    List<Integer> labels = names.stream().map(classes::indexOf).toList();
    List<Boolean> test = paths.stream().map(path -> isIn(path, TEST)).toList();
    boolean split = test.contains(true) && paths.stream().anyMatch(path -> isIn(path, TRAIN));
    return new Labelled(classes, labels, test, split);
  }

  private static boolean isIn(String path, Set<String> parts) {
    String[] steps = path.split("/", -1);
    return Arrays.stream(steps, 0, steps.length - 1)
        .anyMatch(step -> parts.contains(step.toLowerCase(Locale.ROOT)));
  }

  private static String name(String source, String path) {
    String[] steps = path.split("/", -1);
    if (steps.length > 1) {
      String folder = steps[steps.length - 2];
      String lower = folder.toLowerCase(Locale.ROOT);
      if (!TRAIN.contains(lower) && !TEST.contains(lower)) {
        return folder;
      }
    }
    String file = steps[steps.length - 1];
    int end = file.indexOf('_');
    if (end <= 0) {
      throw new FormatException(
          source,
          path,
          "a class: a folder of its name, or a file name that starts with it and _",
          file,
          "Put the files of each class into a folder of its own.");
    }
    return file.substring(0, end);
  }

  /// The target of all files.
  Target target() {
    int[] each = labels.stream().mapToInt(label -> label).toArray();
    return new Target.Classes(each, classes);
  }

  /// Cuts the set of all files as they say, or as is asked where they say nothing.
  Splits cut(Dataset whole, Split asked, long seed) {
    return split ? asked.of(whole.splitBy(test::get)) : asked.of(whole, seed);
  }
}
