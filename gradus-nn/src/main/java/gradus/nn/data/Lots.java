package gradus.nn.data;

import gradus.random.Philox;
import java.util.ArrayList;
import java.util.List;

/// Draws which rows go to which part, and which class comes next.
final class Lots {
  private Lots() {}

  /// For each row whether it belongs to the first part, which gets `fraction` of the rows.
  static boolean[] draw(Target target, double fraction, long seed, boolean stratified) {
    boolean[] first = new boolean[target.size()];
    List<int[]> groups = stratified ? groups(target) : List.of(all(target.size()));
    for (int group = 0; group < groups.size(); group++) {
      int[] rows = groups.get(group);
      int share = (int) StrictMath.floor(fraction * rows.length + 0.5);
      int kept = rows.length < 2 ? rows.length : Math.clamp(share, 1, rows.length - 1);
      int[] order = Purpose.SPLIT.stream(seed, 0, group).permutation(rows.length);
      for (int i = 0; i < kept; i++) {
        first[rows[order[i]]] = true;
      }
    }
    return first;
  }

  /// The rows of each class that has any; one group of all rows where there are no classes.
  static List<int[]> groups(Target target) {
    return switch (target) {
      case Target.Classes classes -> byLabel(classes.labels(), classes.names().size());
      case Target.Binary binary -> byLabel(binary.labels(), 2);
      case Target.MultiLabel _, Target.Reals _ -> List.of(all(target.size()));
    };
  }

  /// As many rows as there are, classes in equal shares: the class and the row in it are both
  /// drawn.
  static int[] balanced(Target target, long seed, int epoch) {
    List<int[]> groups = groups(target);
    int size = target.size();
    int[] drawn = new int[size];
    Philox stream = Purpose.BALANCE.stream(seed, epoch, 0);
    int[] order = Purpose.SHUFFLE.stream(seed, epoch, 1).permutation(size);
    for (int i = 0; i < size; i++) {
      int[] rows = groups.get(i % groups.size());
      drawn[order[i]] = rows[stream.below(rows.length, i)];
    }
    return drawn;
  }

  private static List<int[]> byLabel(int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    List<int[]> groups = new ArrayList<>();
    for (int count : counts) {
      groups.add(new int[count]);
    }
    int[] filled = new int[classes];
    for (int row = 0; row < labels.length; row++) {
      groups.get(labels[row])[filled[labels[row]]++] = row;
    }
    groups.removeIf(rows -> rows.length == 0);
    return groups;
  }

  private static int[] all(int size) {
    int[] rows = new int[size];
    for (int row = 0; row < size; row++) {
      rows[row] = row;
    }
    return rows;
  }
}
