package gradus.explain.derive;

import java.util.List;

/// The forward formulas of a network and the gradient of its loss.
///
/// @param title what is derived
/// @param words how to read it, one remark an element
/// @param forward the layers, first to last
/// @param backward the gradient, from the loss back
public record Derivation(
    String title, List<String> words, List<Section> forward, List<Section> backward) {
  public Derivation {
    words = List.copyOf(words);
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
  }
}
