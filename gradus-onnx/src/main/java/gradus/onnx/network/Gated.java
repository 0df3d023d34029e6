package gradus.onnx.network;

import gradus.nn.layer.Activated;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.network.Recognition.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Activation functions that are `x` times a gate of `x`, written as a gate and a product.
///
/// @param sight what is known of the model's values
record Gated(Sight sight) {

  /// `x σ(x)`.
  Optional<Found> silu(OnnxNode gate) {
    return product(gate, Activated.Kind.SILU);
  }

  /// `x · max(0, min(1, x / 6 + 1 / 2))`.
  Optional<Found> hardSwish(OnnxNode gate) {
    boolean usual =
        (float) sight.real(gate, "alpha", 0.2) == (float) (1.0 / 6)
            && sight.real(gate, "beta", 0.5) == 0.5;
    return usual ? product(gate, Activated.Kind.HARD_SWISH) : Optional.empty();
  }

  /// The product of a gate with its own argument, where nothing else reads the gate.
  private Optional<Found> product(OnnxNode gate, Activated.Kind kind) {
    String x = gate.inputs().getFirst();
    return sight
        .next(gate, List.of("Mul"))
        .flatMap(
            product -> {
              List<String> factors = new ArrayList<>(product.inputs());
              factors.remove(gate.outputs().getFirst());
              boolean pair = factors.size() == 1 && !product.attributes().containsKey("axis");
              return pair ? factor(x, factors.getFirst(), gate, product) : Optional.empty();
            })
        .map(covers -> new Found(Activated.of(kind), Map.of(), List.of(x), covers));
  }

  /// The nodes of the product with `x` itself, or with `x` kept above −∞.
  private Optional<List<OnnxNode>> factor(
      String x, String factor, OnnxNode gate, OnnxNode product) {
    if (factor.equals(x)) {
      return Optional.of(List.of(gate, product));
    }
    return sight
        .maker(factor)
        .filter(
            maker ->
                maker.operator().equals("Max")
                    && maker.domain().isEmpty()
                    && maker.inputs().size() == 2
                    && maker.inputs().getFirst().equals(x)
                    && sight.next(maker, List.of("Mul")).isPresent()
                    && sight
                        .tensor(maker.inputs().get(1))
                        .filter(it -> it.elements() == 1 && it.doubleAt(0) <= -Float.MAX_VALUE)
                        .isPresent())
        .map(maker -> List.of(gate, maker, product));
  }
}
