package gradus.explain.claim;

import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What a first reading of a claim has shown for the next one.
///
/// @param sizes lengths for symbols that were only assumed
/// @param fits whether kernels may be assumed to fit into their signals
record Hints(Map<String, Formula> sizes, boolean fits) {

  static final Hints NONE = new Hints(Map.of(), true);

  Hints {
    sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
  }

  Hints with(String symbol, Formula size) {
    Substitution known =
        new Substitution(
            name -> sizes.getOrDefault(name, Formula.var(name)),
            UnaryOperator.identity(),
            new LinkedHashSet<>());
    Formula plain = known.in(size);
    Substitution found =
        new Substitution(
            name -> name.equals(symbol) ? plain : Formula.var(name),
            UnaryOperator.identity(),
            new LinkedHashSet<>());
    Map<String, Formula> more = new LinkedHashMap<>(sizes);
    more.replaceAll((_, it) -> Sizes.tidy(found.in(it)));
    more.put(symbol, plain);
    return new Hints(more, fits);
  }

  Hints withoutFit() {
    return new Hints(sizes, false);
  }
}
