package gradus.algebra.signs;

import static gradus.algebra.refute.Terms.n;

import gradus.algebra.Proof;
import gradus.algebra.Reason;
import gradus.formula.Formula;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;

/// Reasons that were tampered with.
final class Forgeries {

  private static final Proof NOTHING = new Proof.Chain(List.of());

  private Forgeries() {}

  /// The reason with one node made another law, made strict, or with what it rests on exchanged.
  static List<Reason> of(Reason why) {
    List<Reason> forged = new ArrayList<>();
    for (boolean strict : List.of(true, false)) {
      forged.add(new Reason.Parts(why.term(), strict));
      forged.add(new Reason.Linear(why.term(), strict));
      forged.add(retold(why, why.term(), strict));
      forged.add(new Reason.Raised(why.term(), strict, new Reason.Linear(why.term(), strict)));
      forged.add(
          new Reason.Scaled(why.term(), strict, n(1), NOTHING, new Reason.Parts(n(1), true)));
      forged.add(new Reason.Lemma(why.term(), strict, new Reason.Parts(n(-1), true), why));
      forged.add(new Reason.Contrary(why.term(), strict, new Reason.Parts(n(1), true), why));
    }
    forged.add(with(why, why.because().reversed()));
    for (int i = 0; i < why.because().size(); i++) {
      for (Reason part : of(why.because().get(i))) {
        List<Reason> parts = new ArrayList<>(why.because());
        parts.set(i, part);
        forged.add(with(why, parts));
      }
    }
    return forged;
  }

  /// The same reason for another term.
  static Reason retold(Reason why, Formula term, boolean strict) {
    return rebuilt(why, term, strict, why.because());
  }

  private static Reason with(Reason why, List<Reason> because) {
    return rebuilt(why, why.term(), why.strict(), because);
  }

  private static Reason rebuilt(Reason why, Formula term, boolean strict, List<Reason> because) {
    return switch (why) {
      case Reason.Parts _ -> new Reason.Parts(term, strict);
      case Reason.Linear _ -> new Reason.Linear(term, strict);
      case Reason.Rational(var _, var _, var corners) -> new Reason.Rational(term, strict, corners);
      case Reason.Scaled(var _, var _, Formula factor, Proof equal, var _) ->
          new Reason.Scaled(term, strict, factor, equal, because.getFirst());
      case Reason.Raised _ -> new Reason.Raised(term, strict, because.getFirst());
      case Reason.Growing _ -> new Reason.Growing(term, strict, because.getFirst());
      case Reason.Rising(var _, var _, Var name, Formula g, Formula u, Formula v, var _, var _) ->
          new Reason.Rising(term, strict, name, g, u, v, because.getFirst(), because.getLast());
      case Reason.Squared _ ->
          new Reason.Squared(term, strict, because.getFirst(), because.getLast());
      case Reason.Cases(var _, var _, Formula part, var _) ->
          new Reason.Cases(term, strict, part, because);
      case Reason.Sides(var _, var _, Formula pivot, var _, var _) ->
          new Reason.Sides(term, strict, pivot, because.getFirst(), because.getLast());
      case Reason.Valley(var _, var _, Var by, Fraction at, var _, var _, var _) ->
          new Reason.Valley(
              term, strict, by, at, because.getFirst(), because.get(1), because.getLast());
      case Reason.Mean(var _, var _, Var by, Fraction at) -> new Reason.Mean(term, strict, by, at);
      case Reason.Values(var _, var _, Var name, var values, var _) ->
          new Reason.Values(term, strict, name, values, because);
      case Reason.Contrary _ ->
          new Reason.Contrary(term, strict, because.getFirst(), because.getLast());
      case Reason.Lemma _ -> new Reason.Lemma(term, strict, because.getFirst(), because.getLast());
      case Reason.Member(var _, var _, Fold fold, Formula place) ->
          new Reason.Member(term, strict, fold, place);
      case Reason.Attained(var _, var _, Fold fold, Var index, var _) ->
          new Reason.Attained(term, strict, fold, index, because.getFirst());
      case Reason.Termwise _ -> new Reason.Termwise(term, strict, because.getFirst());
      case Reason.Each _ -> new Reason.Each(term, strict, because);
      case Reason.Form(var _, var _, var matrix, Formula at, var proof) ->
          new Reason.Form(term, strict, matrix, at, proof);
      case Reason.Image(var _, var _, var matrix, Formula at, Formula bound, var less, var more) ->
          new Reason.Image(term, strict, matrix, at, bound, less, more);
      case Reason.General(var _, var _, Formula part, Var name, var _) ->
          new Reason.General(term, strict, part, name, because.getFirst());
    };
  }
}
