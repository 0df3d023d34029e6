package gradus.explain.claim;

import gradus.explain.claim.Value.Vector;
import gradus.formula.Formula;

/// Correlation and convolution of a signal with a kernel, indices from 1.
record Signals(Elaboration terms) {

  Value of(String function, Term signal, Term kernel) {
    Vector x = terms.vector(signal);
    Vector given = terms.vector(kernel);
    Vector w = function.startsWith("conv") ? flipped(given) : given;
    Formula k = w.size();
    Formula d = x.size();
    String mode = function.substring(5);
    return switch (mode) {
      case "valid" ->
          new Vector(
              terms.scope().validSize(d, k),
              n -> sum(w, j -> x.inside().apply(n.plus(j).minus(Formula.ONE))),
              false);
      case "full" -> shifted(Sizes.tidy(d.plus(k).minus(Formula.ONE)), x, w, k);
      default -> {
        boolean lower = mode.endsWith("lower");
        Formula half = half(lower ? k : k.minus(Formula.ONE));
        yield shifted(d, x, w, half.plus(Formula.ONE));
      }
    };
  }

  /// `y_n = Σ_j x_{n+j−shift} w_j`.
  private Value shifted(Formula size, Vector x, Vector w, Formula shift) {
    return new Vector(size, n -> sum(w, j -> x.at(Sizes.tidy(n.plus(j).minus(shift)))), false);
  }

  private Formula sum(Vector w, java.util.function.UnaryOperator<Formula> entry) {
    return new Arithmetic(terms)
        .sum(w.size(), j -> Sizes.tidy(entry.apply(j)).times(w.inside().apply(j)));
  }

  /// `⌊k/2⌋`.
  private static Formula half(Formula k) {
    Formula tidy = Sizes.tidy(k);
    return tidy instanceof Formula.Num n
        ? new Formula.Num(n.numerator().shiftRight(1), n.denominator())
        : Formula.call("floordiv", tidy, Formula.number(2));
  }

  static Vector flipped(Vector w) {
    return new Vector(
        w.size(),
        j -> w.inside().apply(Sizes.tidy(w.size().minus(j).plus(Formula.ONE))),
        w.zeroOutside());
  }
}
