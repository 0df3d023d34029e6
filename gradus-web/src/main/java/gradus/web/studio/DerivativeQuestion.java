package gradus.web.studio;

import gradus.explain.derive.Derivation;
import gradus.explain.derive.Explanation;
import gradus.explain.derive.Line;
import gradus.explain.derive.LossChoice;
import gradus.explain.derive.Section;
import gradus.explain.notation.FormulaMathml;
import gradus.explain.summary.Summary;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What is differentiated by what.
///
/// @param network the network
/// @param loss a word of {@link LossChoice}, or "" for the one that suits
/// @param of the name of an activation, or "" for the loss
/// @param wrt the name of a parameter, activation or input; "" for all parameters
record DerivativeQuestion(NetworkQuestion network, String loss, String of, String wrt) {

  private static final long MOST_WORK = 20_000_000;
  private static final int BATCH = 2;

  DerivativeQuestion {
    network = Objects.requireNonNullElse(network, new NetworkQuestion("", "", "", ""));
    loss = Objects.requireNonNullElse(loss, "");
    of = Objects.requireNonNullElse(of, "");
    wrt = Objects.requireNonNullElse(wrt, "");
  }

  /// The derivation, line by line, as MathML.
  Object derivation(Catalogue catalogue) {
    Network chosen = small(catalogue);
    LossChoice choice = LossChoice.of(loss, chosen.outputShape().elements());
    List<String> wanted = wrt.isEmpty() ? List.of() : List.of(wrt);
    Derivation derivation = new Explanation(choice, BATCH, of, wanted, 1).derive(chosen);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("title", derivation.title());
    answer.put("words", derivation.words());
    answer.put("forward", derivation.forward().stream().map(DerivativeQuestion::section).toList());
    answer.put(
        "backward", derivation.backward().stream().map(DerivativeQuestion::section).toList());
    answer.putAll(names(chosen));
    return answer;
  }

  /// The structure of the Jacobian, and a picture of its entries.
  Object jacobian(Catalogue catalogue) {
    Network chosen = small(catalogue);
    Map<String, Object> answer = new LinkedHashMap<>(names(chosen));
    if (!of.isEmpty()) {
      answer.putAll(
          JacobianPicture.of(
              chosen, network.folder(catalogue).map(it -> it.requireWeights()), of, wrt));
    }
    return answer;
  }

  private Network small(Catalogue catalogue) {
    Network chosen = network.network(catalogue, true);
    long work = Summary.of(chosen).multiplyAdds() * BATCH;
    if (work > MOST_WORK) {
      throw new IllegalArgumentException(
          "The network: expected at most %,d multiply-adds, which the judge works out one by one, found %,d. Give smaller examples; formulas do not get clearer with size."
              .formatted(MOST_WORK, work));
    }
    return chosen;
  }

  /// What can be asked for.
  private static Map<String, Object> names(Network network) {
    Instance instance = network.instantiate(new Binding(1, false, DType.F64));
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("values", List.copyOf(instance.values().keySet()));
    names.put("inputs", List.copyOf(instance.inputs().keySet()));
    names.put(
        "parameters",
        instance.variables().stream().filter(it -> it.trained()).map(it -> it.name()).toList());
    return names;
  }

  private static Object section(Section section) {
    List<Object> lines = new ArrayList<>();
    section.lines().forEach(line -> lines.add(line(line)));
    return Map.of("title", section.title(), "lines", lines);
  }

  private static Object line(Line line) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("rule", line.rule());
    told.put("left", FormulaMathml.of(line.left()));
    told.put(
        "right",
        Optional.of(line).flatMap(Line::right).map(FormulaMathml::of).orElse("<mo>…</mo>"));
    told.put("shape", line.shape().toString());
    told.put("remark", line.remark());
    return told;
  }
}
