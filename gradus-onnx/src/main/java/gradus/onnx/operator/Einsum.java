package gradus.onnx.operator;

import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Einstein's sums: `ij,jk->ik`. Labels are letters; `...` stands for axes that are broadcast.
///
/// Operands are joined from left to right; a label that neither the result nor a later operand has
/// is summed as soon as it can be. Source: ONNX, Operators.md, Einsum; NumPy's `einsum`.
///
/// @param call the node, for errors
/// @param terms the labels of each operand; those of `...` are digits, the last axis `0`
/// @param result the labels of the result
record Einsum(Call call, List<String> terms, String result) {

  /// A tensor with a letter for each axis.
  private record Lettered(Node node, List<Character> labels) {}

  static Einsum of(Call call, String equation) {
    String text = equation.replace(" ", "");
    int arrow = text.indexOf("->");
    String left = arrow < 0 ? text : text.substring(0, arrow);
    List<String> terms = new ArrayList<>();
    List<Node> operands = call.all();
    String[] parts = left.split(",", -1);
    if (parts.length != operands.size()) {
      throw wrong(call, equation, operands.size() + " operands", parts.length + " terms");
    }
    int most = 0;
    for (int i = 0; i < parts.length; i++) {
      int dots = operands.get(i).type().shape().rank() - parts[i].replace("...", "").length();
      boolean dotted = parts[i].contains("...");
      if (dots < 0 || dots > (dotted ? 10 : 0)) {
        throw wrong(call, equation, "a letter an axis of operand " + i, parts[i]);
      }
      most = Math.max(most, dotted ? dots : 0);
      terms.add(parts[i].replace("...", digits(dots)));
    }
    terms.forEach(term -> requireLetters(call, equation, term));
    String right =
        arrow < 0 ? implied(terms, most) : text.substring(arrow + 2).replace("...", digits(most));
    requireLetters(call, equation, right);
    for (int i = 0; i < right.length(); i++) {
      char label = right.charAt(i);
      if (String.join("", terms).indexOf(label) < 0
          || right.indexOf(label) != right.lastIndexOf(label)) {
        throw wrong(call, equation, "labels of the operands, each once, in the result", right);
      }
    }
    return new Einsum(call, terms, right);
  }

  private static void requireLetters(Call call, String equation, String term) {
    if (!term.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c))) {
      throw wrong(call, equation, "letters and ...", "'" + term + "'");
    }
  }

  private static RuntimeException wrong(Call call, String text, String expected, String found) {
    return call.wrong(
        "attribute 'equation' \"" + text + "\"", expected, found, "Write it as NumPy does.");
  }

  /// Labels for `count` axes of `...`, aligned at the last one.
  private static String digits(int count) {
    return "9876543210".substring(10 - count);
  }

  /// Without `->`: the axes of `...`, then the labels that stand once, by alphabet.
  private static String implied(List<String> terms, int most) {
    String all = String.join("", terms);
    StringBuilder once = new StringBuilder(digits(most));
    all.chars()
        .filter(c -> Character.isLetter(c) && all.indexOf(c) == all.lastIndexOf(c))
        .sorted()
        .forEach(c -> once.append((char) c));
    return once.toString();
  }

  Node value(List<Node> operands) {
    Lettered joined = null;
    for (int i = 0; i < operands.size(); i++) {
      Lettered next = diagonal(operands.get(i), terms.get(i));
      Set<Character> needed = needed(i + 1);
      joined = joined == null ? next : product(joined, next, needed);
      joined = summed(joined, needed);
    }
    return permuted(java.util.Objects.requireNonNull(joined), letters(result));
  }

  private Set<Character> needed(int from) {
    Set<Character> needed = new LinkedHashSet<>(letters(result));
    terms.subList(from, terms.size()).forEach(term -> needed.addAll(letters(term)));
    return needed;
  }

  private static List<Character> letters(String term) {
    return term.chars().mapToObj(c -> (char) c).toList();
  }

  /// The operand with each label once: where one stands twice, the diagonal.
  private Lettered diagonal(Node x, String term) {
    List<Character> labels = new ArrayList<>(new LinkedHashSet<>(letters(term)));
    if (labels.size() == term.length()) {
      return new Lettered(x, labels);
    }
    Shape shape = x.type().shape();
    Map<Character, Integer> strides = new LinkedHashMap<>();
    Map<Character, Integer> sizes = new LinkedHashMap<>();
    for (int axis = 0; axis < term.length(); axis++) {
      char label = term.charAt(axis);
      strides.merge(label, shape.strides()[axis], Integer::sum);
      Integer other = sizes.put(label, shape.size(axis));
      if (other != null && other != shape.size(axis)) {
        throw call.wrong("operands", "equal sizes for '" + label + "'", "" + shape, "Check them.");
      }
    }
    Shape kept = new Shape(labels.stream().map(sizes::get).toList());
    long[] positions = Positions.table(kept.elements());
    for (int i = 0; i < positions.length; i++) {
      int[] index = kept.index(i);
      for (int axis = 0; axis < index.length; axis++) {
        positions[i] += (long) index[axis] * strides.getOrDefault(labels.get(axis), 0);
      }
    }
    Node flat = x.reshape(Shape.of(shape.elements()));
    return new Lettered(flat.gather(0, Node.constant(Tensor.of(kept, positions))), labels);
  }

  private static Lettered summed(Lettered x, Set<Character> needed) {
    List<Integer> axes = new ArrayList<>();
    List<Character> kept = new ArrayList<>();
    for (int axis = 0; axis < x.labels.size(); axis++) {
      if (needed.contains(x.labels.get(axis))) {
        kept.add(x.labels.get(axis));
      } else {
        axes.add(axis);
      }
    }
    return axes.isEmpty() ? x : new Lettered(x.node.sum(axes, false), kept);
  }

  /// The product; labels that both have and no one needs later are summed by a matrix product.
  private Lettered product(Lettered a, Lettered b, Set<Character> needed) {
    Lettered left = summedAlone(a, b, needed);
    Lettered right = summedAlone(b, a, needed);
    List<Character> batch = new ArrayList<>();
    List<Character> shared = new ArrayList<>();
    for (char label : left.labels) {
      if (right.labels.contains(label)) {
        (needed.contains(label) ? batch : shared).add(label);
      }
    }
    List<Character> rows = new ArrayList<>(left.labels);
    rows.removeAll(right.labels);
    List<Character> columns = new ArrayList<>(right.labels);
    columns.removeAll(left.labels);
    Map<Character, Integer> sizes = sizes(left, right);
    Shape batchShape = shape(batch, sizes);
    int inner = shape(shared, sizes).elements();
    Node x =
        spread(left, batch, rows, shared, sizes)
            .reshape(batchShape.followedBy(Shape.of(shape(rows, sizes).elements(), inner)));
    Node y =
        spread(right, batch, columns, shared, sizes)
            .reshape(batchShape.followedBy(Shape.of(shape(columns, sizes).elements(), inner)));
    List<Character> labels = new ArrayList<>(batch);
    labels.addAll(rows);
    labels.addAll(columns);
    return new Lettered(x.matmul(y, false, true).reshape(shape(labels, sizes)), labels);
  }

  private static Lettered summedAlone(Lettered x, Lettered other, Set<Character> needed) {
    Set<Character> kept = new LinkedHashSet<>(needed);
    kept.addAll(other.labels);
    return summed(x, kept);
  }

  private Map<Character, Integer> sizes(Lettered a, Lettered b) {
    Map<Character, Integer> sizes = new LinkedHashMap<>();
    for (Lettered one : List.of(a, b)) {
      for (int axis = 0; axis < one.labels.size(); axis++) {
        int size = one.node.type().shape().size(axis);
        char label = one.labels.get(axis);
        int before = sizes.getOrDefault(label, 1);
        if (before != size && before != 1 && size != 1) {
          throw call.wrong(
              "operands", "%d on axis '%s'".formatted(before, label), "" + size, "Check them.");
        }
        sizes.put(label, before == 1 ? size : before);
      }
    }
    return sizes;
  }

  private static Shape shape(List<Character> labels, Map<Character, Integer> sizes) {
    return new Shape(labels.stream().map(sizes::get).toList());
  }

  private static Node spread(
      Lettered x,
      List<Character> batch,
      List<Character> own,
      List<Character> shared,
      Map<Character, Integer> sizes) {
    List<Character> labels = new ArrayList<>(batch);
    labels.addAll(own);
    labels.addAll(shared);
    return permuted(x, labels).broadcastTo(shape(labels, sizes));
  }

  private static Node permuted(Lettered x, List<Character> labels) {
    return x.node.permute(labels.stream().map(x.labels::indexOf).toList());
  }
}
