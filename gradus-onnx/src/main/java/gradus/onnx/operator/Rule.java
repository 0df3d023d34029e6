package gradus.onnx.operator;

import gradus.op.Node;
import java.util.Arrays;
import java.util.List;

/// One operator: which versions of it there are, and what it becomes.
///
/// @param domain its domain; empty for `ai.onnx`
/// @param name its name
/// @param versions the versions of the domain in which it came or changed, rising
/// @param removed the version from which on it is no more; 0 if it still is
/// @param meaning what it becomes
public record Rule(
    String domain, String name, List<Integer> versions, int removed, Meaning meaning) {

  /// What an operator becomes.
  @FunctionalInterface
  public interface Meaning {
    /// The values of its outputs, in order; the last ones may be missing where they are not wanted.
    List<Node> of(Call call);
  }

  /// An operator with one output.
  @FunctionalInterface
  interface Single {
    Node of(Call call);
  }

  public Rule {
    versions = List.copyOf(versions);
  }

  /// An operator of `ai.onnx` with one output.
  static Rule one(String name, Single meaning, Integer... versions) {
    return new Rule("", name, Arrays.asList(versions), 0, call -> List.of(meaning.of(call)));
  }

  /// An operator of `ai.onnx` with several outputs.
  static Rule many(String name, Meaning meaning, Integer... versions) {
    return new Rule("", name, Arrays.asList(versions), 0, meaning);
  }

  /// The same in another domain.
  Rule in(String other) {
    return new Rule(other, name, versions, removed, meaning);
  }

  /// The same, gone from a version on.
  Rule until(int version) {
    return new Rule(domain, name, versions, version, meaning);
  }

  /// Whether the operator exists in a version of its domain.
  public boolean covers(long version) {
    return version >= versions.getFirst() && (removed == 0 || version < removed);
  }

  /// The name with its domain, where that is not `ai.onnx`.
  public String qualified() {
    return domain.isEmpty() ? name : domain + "." + name;
  }
}
