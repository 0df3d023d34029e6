package gradus.nn.rewrite;

import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// A model after a law, with its certificate.
///
/// @param model the new network with its values in f32
/// @param exact the same with values in f64, as the map of parameters gives them
/// @param map the map of parameters
/// @param certificate what was done and why it is right
public record Rewriting(Model model, Model exact, ParameterMap map, Certificate certificate) {

  static Rewriting of(Model before, Law law, Draft draft) {
    Map<String, Tensor> doubles = draft.doubles();
    Map<String, Tensor> singles = new LinkedHashMap<>();
    doubles.forEach((name, value) -> singles.put(name, value.as(DType.F32)));
    Model exact = new Model(draft.network(), doubles, draft.head());
    Model after = new Model(exact.network(), singles, draft.head());
    ParameterMap map = ParameterMap.of(draft.map());
    boolean probabilities = law.exactness() == Law.Exactness.PROBABILITIES;
    Certificate certificate =
        new Certificate(
            law,
            draft.changes(),
            draft.left(),
            map.isLinear(),
            before.parameters(),
            after.parameters(),
            Rounding.of(doubles, singles),
            new Identity(law),
            Measured.between(before, after, probabilities, 32));
    return new Rewriting(after, exact, map, certificate);
  }
}
