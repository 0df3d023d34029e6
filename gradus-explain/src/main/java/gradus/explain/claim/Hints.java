package gradus.explain.claim;

import gradus.formula.Formula;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
    Map<String, Formula> more = new LinkedHashMap<>(sizes);
    more.put(symbol, size);
    return new Hints(more, fits);
  }

  Hints withoutFit() {
    return new Hints(sizes, false);
  }
}
