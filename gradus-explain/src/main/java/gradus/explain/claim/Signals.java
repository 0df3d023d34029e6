package gradus.explain.claim;

import gradus.explain.claim.Value.Matrix;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Condition;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Correlation and convolution of a signal with a kernel, indices from 1.
record Signals(Elaboration terms) {

  /// What may be said of a valid operation besides its signal and kernel, in this order.
  static final List<String> OPTIONS = List.of("stride", "dilation", "padding");

  Value of(Term.Call call) {
    List<Term> given = call.arguments();
    if (given.size() > 2 && call.function().endsWith("_valid") && given.size() <= 5) {
      return strided(call);
    }
    Counts.needs(call, 2);
    return of(call.function(), given.getFirst(), given.getLast());
  }

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

  /// `y_n = Σ_j x_{s(n−1)+D(j−1)+1−p} w_j`, with stride s, dilation D and p zeros on each side.
  private Value strided(Term.Call call) {
    Vector x = terms.vector(call.arguments().get(0));
    Vector given = terms.vector(call.arguments().get(1));
    Vector w = call.function().startsWith("conv") ? flipped(given) : given;
    Formula stride = option(call, "stride", Formula.ONE);
    Formula dilation = option(call, "dilation", Formula.ONE);
    Formula padding = option(call, "padding", Formula.ZERO);
    atLeast(stride, 1);
    atLeast(dilation, 1);
    atLeast(padding, 0);
    Formula reach = dilation.times(w.size().minus(Formula.ONE)).plus(Formula.ONE);
    Formula steps = x.size().plus(Formula.number(2).times(padding)).minus(reach);
    Formula size = Sizes.clamped(Sizes.quotient(steps, stride).plus(Formula.ONE));
    return new Vector(
        size,
        n ->
            sum(
                w,
                j ->
                    x.at(
                        Sizes.tidy(
                            stride
                                .times(n.minus(Formula.ONE))
                                .plus(dilation.times(j.minus(Formula.ONE)))
                                .plus(Formula.ONE)
                                .minus(padding)))),
        false);
  }

  /// What a stride, a dilation or a padding is by its nature, unless it is a number.
  private void atLeast(Formula option, long least) {
    if (!(option instanceof Formula.Num)) {
      terms.scope().given.add(Sizes.atLeast(option, least));
    }
  }

  private Formula option(Term.Call call, String name, Formula otherwise) {
    List<Term> given = call.arguments();
    for (int i = 2; i < given.size(); i++) {
      boolean named =
          given.get(i) instanceof Term.Call(int _, String it, List<Term> _) && it.endsWith("=");
      if (!named && OPTIONS.indexOf(name) == i - 2) {
        return counted(given.get(i), name);
      }
      if (given.get(i) instanceof Term.Call(int _, String it, List<Term> value)
          && it.equals(name + "=")) {
        return counted(value.getFirst(), name);
      }
    }
    return otherwise;
  }

  private Formula counted(Term number, String what) {
    return terms.scope().counted(terms.scalar(number), number, "a " + what);
  }

  /// Zeros on both sides, or the entries from one to another.
  Value cut(Term.Call call) {
    Counts.needs(call, 3);
    Vector x = terms.vector(call.arguments().getFirst());
    Formula first = counted(call.arguments().get(1), "place");
    Formula second = counted(call.arguments().getLast(), "place");
    return call.function().equals("pad")
        ? new Vector(
            Sizes.tidy(x.size().plus(first).plus(second)),
            i -> x.at(Sizes.tidy(i.minus(first))),
            false)
        : new Vector(
            Sizes.ended(second.minus(first).plus(Formula.ONE)),
            i -> x.at(Sizes.tidy(first.plus(i).minus(Formula.ONE))),
            false);
  }

  /// Vectors and numbers one behind the other.
  Value joined(Term.Call call) {
    List<Vector> parts = new ArrayList<>();
    for (Term each : call.arguments()) {
      parts.add(
          terms.of(each) instanceof Value.Scalar(Formula number)
              ? new Vector(Formula.ONE, _ -> number, false)
              : terms.vector(each));
    }
    return parts.stream().reduce(this::joined).orElseThrow();
  }

  private Vector joined(Vector first, Vector second) {
    Formula size = Sizes.tidy(first.size().plus(second.size()));
    Joints joints = terms.scope().joints;
    joints.join(size, first.size(), second.size());
    return new Vector(
        size,
        i -> {
          Formula behind = Sizes.tidy(i.minus(first.size()));
          Optional<Boolean> known = joints.isFirst(size, i);
          if (i instanceof Formula.Num at && first.size() instanceof Formula.Num last) {
            known = Optional.of(at.numerator().compareTo(last.numerator()) <= 0);
          }
          if (known.isPresent()) {
            return known.get() ? first.inside().apply(i) : second.inside().apply(behind);
          }
          return new Formula.Choose(
              Condition.compare(Condition.Relation.LE, i, first.size()),
              first.inside().apply(i),
              second.inside().apply(behind));
        },
        false);
  }

  /// The matrix of a valid correlation of a signal of some length.
  Matrix matrix(Vector w, Formula d) {
    return new Matrix(
        terms.scope().validSize(d, w.size()),
        d,
        (i, n) -> w.at(Sizes.tidy(n.minus(i).plus(Formula.ONE))));
  }

  private Formula sum(Vector w, UnaryOperator<Formula> entry) {
    return new Arithmetic(terms)
        .sum(w.size(), j -> Sizes.tidy(entry.apply(j)).times(w.inside().apply(j)));
  }

  /// `⌊k/2⌋`.
  private static Formula half(Formula k) {
    return Sizes.quotient(k, Formula.number(2));
  }

  static Vector flipped(Vector w) {
    return new Vector(
        w.size(),
        j -> w.inside().apply(Sizes.tidy(w.size().minus(j).plus(Formula.ONE))),
        w.zeroOutside());
  }
}
