package gradus.explain.claim;

import gradus.explain.claim.Term.Binary;
import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Minus;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What `|v|` is where a vector is needed: the absolute values of its entries, and not its length.
final class Bars {

  /// What is taken of all entries of a vector.
  private static final Set<String> OF_ENTRIES =
      Set.of("sum", "prod", "max", "min", "mean", "var", "logsumexp", "norm", "norm1", "norm_inf");

  private Bars() {}

  /// `max(|x − y|)` with absolute values.
  static Call within(Call call) {
    return call.arguments().size() == 1 && OF_ENTRIES.contains(call.function())
        ? new Call(call.at(), call.function(), List.of(entrywise(call.arguments().getFirst())))
        : call;
  }

  /// What is subtracted from a vector, or added to one, in a norm: a vector too, if its letter is
  /// one of those that vectors have.
  static Optional<Term> beside(Call call) {
    return call.function().startsWith("norm")
            && !call.arguments().isEmpty()
            && call.arguments().getFirst() instanceof Binary(int _, String sign, Term _, Term right)
            && "+-".contains(sign)
        ? Optional.of(bare(right))
            .filter(
                it -> it instanceof Term.Name(int _, String name) && name.matches("[u-z]\\d?'*"))
        : Optional.empty();
  }

  private static Term bare(Term term) {
    return term instanceof Call(int _, String function, List<Term> of)
            && of.size() == 1
            && Names.SCALAR.contains(function)
        ? bare(of.getFirst())
        : term;
  }

  private static Term entrywise(Term term) {
    return switch (term) {
      case Minus(int at, Term of) -> new Minus(at, entrywise(of));
      case Binary(int at, String sign, Term left, Term right) when !sign.equals("@") ->
          new Binary(at, sign, entrywise(left), entrywise(right));
      case Call(int at, String function, List<Term> of) when function.equals("bars") ->
          new Call(at, "abs", of.stream().map(Bars::entrywise).toList());
      case Call(int at, String function, List<Term> of) when Names.SCALAR.contains(function) ->
          new Call(at, function, of.stream().map(Bars::entrywise).toList());
      default -> term;
    };
  }
}
