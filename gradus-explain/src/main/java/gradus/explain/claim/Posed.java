package gradus.explain.claim;

import gradus.explain.claim.Sentence.Definition;
import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Name;
import gradus.explain.claim.Term.Test;
import gradus.formula.Condition.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `L = (y − σ(a))² => dL/da = …`: a name that is differentiated after the arrow is defined before
/// it. As a number of its own it would have the derivative 0.
final class Posed {

  private static final Set<String> DERIVATIVES = Set.of("grad", "jacobian", "hessian", "diff");

  private Posed() {}

  /// The definition that a condition is meant to be, if it is.
  static Optional<Definition> in(Sentence.Implies said) {
    if (!(said.given() instanceof Test.Chain(List<Term> sides, List<Relation> relations))
        || !relations.equals(List.of(Relation.EQ))
        || !(said.then() instanceof Sentence.Chain(List<Term> claimed, var _))) {
      return Optional.empty();
    }
    List<String> indices = new ArrayList<>();
    Term first = sides.getFirst();
    String name =
        first instanceof Name(int _, String plain) ? plain : DefinitionParser.base(first, indices);
    return !name.isEmpty() && claimed.stream().anyMatch(it -> isDifferentiated(it, name))
        ? Optional.of(new Definition(first.at(), name, List.of(), indices, sides.getLast()))
        : Optional.empty();
  }

  private static boolean isDifferentiated(Term term, String name) {
    return switch (term) {
      case Term.Slope(int _, Term of, var _) -> isNamed(of, name) || isDifferentiated(of, name);
      case Call(int _, String function, List<Term> arguments) ->
          (DERIVATIVES.contains(function) && isNamed(arguments.getFirst(), name))
              || arguments.stream().anyMatch(it -> isDifferentiated(it, name));
      case Term.Minus(int _, Term of) -> isDifferentiated(of, name);
      case Term.Binary(int _, String _, Term left, Term right) ->
          isDifferentiated(left, name) || isDifferentiated(right, name);
      case Term.Index(int _, Term of, var _, boolean _) -> isDifferentiated(of, name);
      case Term.Listed(int _, List<Term> elements) ->
          elements.stream().anyMatch(it -> isDifferentiated(it, name));
      case Term.Fold fold -> isDifferentiated(fold.body(), name);
      case Name _, Term.Figure _, Term.Bracket _, Term.Cases _ -> false;
    };
  }

  private static boolean isNamed(Term term, String name) {
    return term instanceof Term.Index(int _, Term of, var _, boolean _)
        ? isNamed(of, name)
        : term instanceof Name(int _, String it) && it.equals(name);
  }
}
