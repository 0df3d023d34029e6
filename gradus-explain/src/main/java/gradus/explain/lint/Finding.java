package gradus.explain.lint;

import gradus.nn.model.Network;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A fault in a network.
///
/// @param rule the name of the rule that found it
/// @param where the layer or parameter
/// @param what what is wrong, in one sentence
/// @param why the derivation behind it
/// @param cost what it costs to leave it
/// @param repair what to do
/// @param repaired the network with this repaired, where a program can do it
public record Finding(
    String rule,
    String where,
    String what,
    String why,
    String cost,
    String repair,
    Optional<Network> repaired) {

  /// The layers that {@link #where} names; of a layer inside others the outermost.
  List<String> layers() {
    return Stream.of(where.replaceAll(" \\(.*", "").split(", ", -1))
        .map(name -> name.replaceAll("\\.(body|shortcut|branch[0-9]+)\\..*", ""))
        .toList();
  }
}
