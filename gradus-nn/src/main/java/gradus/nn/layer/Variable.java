package gradus.nn.layer;

import gradus.nn.init.Fans;
import gradus.nn.init.Initialiser;
import gradus.op.Node;
import gradus.op.source.Parameter;
import gradus.random.Philox;
import gradus.tensor.Tensor;
import java.nio.charset.StandardCharsets;

/// A parameter or state that a layer asked for.
///
/// @param name the name it is stored under: `conv1.weight`
/// @param node its node in the graph being built
/// @param initialiser the rule of its first value
/// @param fans what the rule needs to know
public record Variable(String name, Node node, Initialiser initialiser, Fans fans) {

  /// Whether it is trained.
  public boolean trained() {
    return node.op() instanceof Parameter;
  }

  /// The first value under a seed: it depends on the seed and the name alone.
  public Tensor first(long seed) {
    Philox random = Philox.of(seed).stream(streamOf(name));
    return Tensor.of(node.type().shape(), initialiser.draw(node.type().shape(), fans, random))
        .as(node.type().dtype());
  }

  /// FNV-1a, 64 bits, of the UTF-8 bytes.
  private static long streamOf(String name) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
