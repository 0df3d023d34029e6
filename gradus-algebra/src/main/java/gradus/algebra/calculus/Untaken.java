package gradus.algebra.calculus;

import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Choose;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Named;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Num;
import gradus.formula.Formula.Power;
import gradus.formula.Formula.Var;
import java.util.List;

/// Takes the derivatives that stand in a term, from the inside out.
record Untaken() {

  Formula in(Formula term) {
    return switch (term) {
      case Num _, Named _, Var _, Entry _, Iverson _ -> term;
      case Add(List<Formula> terms) -> new Add(in(terms));
      case Neg(Formula inner) -> in(inner).negated();
      case Mul(List<Formula> factors) -> new Mul(in(factors));
      case Div(Formula above, Formula below) -> new Div(in(above), in(below));
      case Power(Formula base, Formula exponent) -> new Power(in(base), in(exponent));
      case Call(String function, List<Formula> arguments)
          when function.equals(Derivative.UNTAKEN) ->
          new Derivative(arguments.getLast()).of(in(arguments.getFirst()));
      case Call(String function, List<Formula> arguments) -> new Call(function, in(arguments));
      case Fold fold ->
          new Fold(fold.combination(), fold.index(), fold.from(), fold.to(), in(fold.body()));
      case Choose choice ->
          new Choose(choice.condition(), in(choice.then()), in(choice.otherwise()));
    };
  }

  private List<Formula> in(List<Formula> terms) {
    return terms.stream().map(this::in).toList();
  }
}
