package gradus.onnx.read;

import gradus.onnx.model.OnnxNode;
import gradus.tensor.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/// Brings the nodes of a graph into an order in which they can run, and refuses names that are made
/// twice or never, and circles. Mutable: it collects names.
final class Ordering {

  private final String file;
  private final String place;
  private final Set<String> made = new LinkedHashSet<>();
  private final boolean within;
  private final Set<String> captures = new LinkedHashSet<>();

  Ordering(String file, String place) {
    this(file, place, false);
  }

  /// @param within whether the graph stands within a node, and may read what is around it
  Ordering(String file, String place, boolean within) {
    this.file = file;
    this.place = place;
    this.within = within;
  }

  /// The names that were read from around.
  Set<String> captures() {
    return captures;
  }

  /// A name that is there from the beginning, such as an initializer.
  void given(String name) {
    made.add(name);
  }

  /// A formal input, which must have a name of its own.
  void input(String name) {
    if (!made.add(name)) {
      throw wrong("input '" + name + "'", "a name of its own", "one that is given twice");
    }
  }

  /// Refuses a name that nothing makes.
  void requireMade(String kind, String name) {
    if (!made.contains(name) && within) {
      captures.add(name);
    } else if (!made.contains(name)) {
      throw wrong("%s '%s'".formatted(kind, name), "a value that some node makes", "none");
    }
  }

  /// The nodes, each after those whose values it reads; otherwise in their own order.
  List<OnnxNode> sorted(List<OnnxNode> nodes) {
    Set<String> available = new LinkedHashSet<>(made);
    makers(nodes);
    Map<String, List<Integer>> waiting = new LinkedHashMap<>();
    int[] missing = new int[nodes.size()];
    Queue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).reads()) {
        if (available.contains(input)) {
          continue;
        }
        requireMade(nodes.get(i).place() + ", input", input);
        if (!captures.contains(input)) {
          waiting.computeIfAbsent(input, _ -> new ArrayList<>()).add(i);
          missing[i]++;
        }
      }
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    List<OnnxNode> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      OnnxNode next = nodes.get(ready.remove());
      order.add(next);
      for (String output : next.outputs()) {
        for (int reader : waiting.getOrDefault(output, List.of())) {
          if (--missing[reader] == 0) {
            ready.add(reader);
          }
        }
      }
    }
    if (order.size() < nodes.size()) {
      int stuck = 0;
      while (missing[stuck] == 0) {
        stuck++;
      }
      throw wrong(
          nodes.get(stuck).place() + ", inputs",
          "values that can be made before it",
          "a circle: it needs its own result");
    }
    return order;
  }

  private void makers(List<OnnxNode> nodes) {
    for (OnnxNode node : nodes) {
      for (String output : node.outputs()) {
        if (!output.isEmpty() && !made.add(output)) {
          throw wrong(
              node.place() + ", output '" + output + "'",
              "a name of its own",
              "one that is given twice");
        }
      }
    }
  }

  private FormatException wrong(String what, String expected, String found) {
    return new FormatException(
        file, place + ", " + what, expected, found, "The model is not valid; export it again.");
  }
}
