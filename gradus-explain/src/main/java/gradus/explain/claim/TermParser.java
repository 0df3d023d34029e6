package gradus.explain.claim;

import gradus.explain.claim.Term.Binary;
import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Case;
import gradus.explain.claim.Term.Cases;
import gradus.explain.claim.Term.Figure;
import gradus.explain.claim.Term.Index;
import gradus.explain.claim.Term.Minus;
import gradus.explain.claim.Term.Name;
import gradus.explain.claim.Term.Test;
import gradus.explain.claim.Token.Kind;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Reads terms, by recursive descent: sums of products of powers of entries.
record TermParser(Cursor cursor) {

  private static final Set<String> PRODUCTS =
      Set.of("*", "/", "//", "%", "·", "@", "⊙", "⋆", "∗", "∗̃", "⊗");

  /// A term that may be chosen by a condition: `u if c else v`.
  Term term() {
    cursor.enter();
    Term first = sum();
    Cursor.Mark mark = cursor.mark();
    if (cursor.is("if") && !cursor.isBoth()) {
      int at = cursor.take().at();
      Test when = new TestParser(this).test();
      if (alternative()) {
        Term otherwise = term();
        cursor.skip("otherwise");
        cursor.leave();
        return new Cases(at, List.of(new Case(when, first)), otherwise);
      }
      cursor.back(mark);
    }
    cursor.leave();
    return first;
  }

  /// Goes past `else`, `, else`, `otherwise` or the comma of `, 0 otherwise`.
  private boolean alternative() {
    Cursor.Mark mark = cursor.mark();
    boolean comma = cursor.skip(",") || cursor.skip(";") || cursor.skip("and");
    if (cursor.skip("else") || cursor.skip("otherwise")) {
      cursor.skip(",");
      return true;
    }
    if (comma) {
      Cursor.Mark here = cursor.mark();
      try {
        sum();
        if (cursor.is("otherwise") || cursor.is("else")) {
          cursor.back(here);
          return true;
        }
      } catch (ClaimException notATerm) {
        // what follows the comma is something else: a clause, which is read where clauses are
        cursor.back(mark);
        return false;
      }
    }
    cursor.back(mark);
    return false;
  }

  Term sum() {
    cursor.enter();
    Term left = product();
    while (cursor.is("+") || cursor.is("-")) {
      Token sign = cursor.take();
      left = new Binary(sign.at(), sign.text(), left, new Residues(this).single(product()));
    }
    cursor.leave();
    return left;
  }

  Term product() {
    return product(_ -> false);
  }

  /// A product, up to a derivative before which it ends: of `d/da f * d/da g`, the body of the
  /// first.
  private Term product(Predicate<Term> ends) {
    Term left = signed();
    boolean divided = false;
    boolean fraction = false;
    while (true) {
      Token next = cursor.peek();
      boolean sign = next.kind() == Kind.SIGN && PRODUCTS.contains(next.text());
      if (new SlopeAhead(cursor).startsAt(sign ? 1 : 0) && ends.test(left)) {
        return left;
      }
      if (new Residues(this).isNext()) {
        left = new Residues(this).read(left);
      } else if (sign) {
        boolean glued = next.at() == cursor.last().end() && cursor.last().kind() == Kind.NUMBER;
        cursor.take();
        divided = next.is("/");
        Token below = cursor.peek();
        left =
            next.is("//") || next.is("%")
                ? divided(next, left)
                : new Binary(next.at(), next.text(), left, signed());
        // 1/2 a and 1/N Σ with a space, where the quotient has none
        boolean one = cursor.last().at() == below.at() && below.at() == next.end() && glued;
        boolean apart = cursor.peek().at() > below.end();
        fraction = one && apart && (below.kind() == Kind.NUMBER || startsSum());
      } else if (startsFactor()) {
        if (divided && next.isName() && cursor.peek(1).is("(")) {
          power(); // an unknown function has an error of its own, with a name that is near
        }
        if (divided && !fraction) {
          throw cursor.wrong(
              "a sign after the denominator", "Write 1/(2*a) or (1/2)*a: 1/2a may mean either.");
        }
        new Strangers(this).refuse(next);
        left = new Binary(next.at(), " ", left, power());
        divided = false;
      } else {
        return left;
      }
    }
  }

  /// `n // s`, and `n % s`, which stands at its first term, since it binds as a product does.
  private Term divided(Token sign, Term left) {
    return sign.is("%")
        ? new Call(left.at(), "mod", List.of(left, signed()))
        : new Call(sign.at(), "floordiv", List.of(left, signed()));
  }

  private boolean startsSum() {
    return Set.of("Σ", "sum", "‖", "||").contains(cursor.peek().text());
  }

  /// Whether what follows is multiplied without a sign.
  boolean startsFactor() {
    Token next = cursor.peek();
    return switch (next.kind()) {
      case NAME ->
          !Names.WORDS.contains(next.text())
              && !next.is("psd")
              && !new Adjectives(this).follow()
              && !new Residues(this).isNext();
      case SIGN ->
          (next.is("(") && !cursor.peek(1).is("mod") && !cursor.peek(2).is("->"))
              || Set.of("\\frac", "√", "Σ", "Π", "∂", "\\begin{matrix}", "∇").contains(next.text())
              || (next.is("[") && cursor.last().kind() == Token.Kind.NUMBER)
              || (next.is("{") && cursor.last().kind() == Token.Kind.NUMBER)
              || (next.is("[") && (cursor.last().is(")") || cursor.peek(1).is("[")))
              || (next.is("‖") && !cursor.inBars())
              || (next.is("|") && !cursor.inBars() && cursor.last().kind() == Kind.NUMBER);
      case NUMBER, END -> false;
    };
  }

  Term signed() {
    if (cursor.is("-")) {
      cursor.enter();
      int at = cursor.take().at();
      Term inner = new Minus(at, signed());
      cursor.leave();
      return inner;
    }
    while (cursor.is("+")) {
      cursor.take();
    }
    return power();
  }

  Term power() {
    return raised(new PrimaryParser(this).postfix());
  }

  /// A term with the exponents that follow it.
  Term raised(Term base) {
    Term raised = base;
    while (cursor.is("^")) {
      int at = cursor.take().at();
      if (cursor.skip("ᵀ") || braced("ᵀ")) {
        raised = new Call(at, "transpose", List.of(raised));
        raised = new IndexParser(this).indexed(raised);
      } else {
        Term exponent = exponent();
        if (exponent instanceof Index(int _, Term of, List<Term> index, boolean lowered)
            && of instanceof Name(int _, String name)
            && name.equals("T")) {
          raised = entry(new Call(at, "transpose", List.of(raised)), index, lowered);
          continue;
        }
        raised =
            cursor.is("_") && exponent instanceof Figure figure && raised instanceof Name name
                ? labelled(name, figure)
                : new Binary(at, "^", raised, exponent);
      }
    }
    return raised;
  }

  private boolean braced(String sign) {
    if (cursor.is("{") && cursor.peek(1).is(sign) && cursor.peek(2).is("}")) {
      cursor.take();
      cursor.take();
      cursor.take();
      return true;
    }
    return false;
  }

  /// `h^1_n` is the entry n of h1, as layers are numbered.
  private Term labelled(Name name, Figure figure) {
    String label = figure.value() instanceof Formula.Num n ? n.numerator().toString() : "";
    return new IndexParser(this).indexed(new Name(name.at(), name.name() + label));
  }

  Term exponent() {
    if (cursor.skip("{")) {
      Term inner = term();
      cursor.expect("}", "Close the brace of the exponent.");
      return inner;
    }
    cursor.enter();
    Term exponent = signed();
    cursor.leave();
    return exponent;
  }

  /// What an operator such as `d/da` is applied to: the product that follows, up to another
  /// derivative, or the parenthesis if one follows at once, unless nothing in it changes, as in
  /// `∇_w (λ/2) ‖w‖²`.
  Term body(List<Term> by) {
    if (cursor.is("(")) {
      Cursor.Mark mark = cursor.mark();
      Term inner = raised(new PrimaryParser(this).postfix());
      if (dependsOn(by, inner)) {
        return inner;
      }
      cursor.back(mark);
    }
    return product(left -> dependsOn(by, left));
  }

  /// Whether a name by which is differentiated may stand in a term, itself or by a definition.
  private boolean dependsOn(List<Term> by, Term term) {
    Uses inside = new Uses();
    inside.in(term, "");
    Uses below = new Uses();
    by.forEach(it -> below.in(it, ""));
    return (by.isEmpty() && !inside.names.isEmpty())
        || inside.names.stream().anyMatch(it -> below.names.contains(it) || cursor.isAssigned(it));
  }

  /// What a function without parentheses is applied to, or an operand of a derivative.
  Term operand() {
    return cursor.is("-") ? signed() : power();
  }

  /// Terms with commas up to a closing sign, which is taken.
  List<Term> terms(String close) {
    List<Term> terms = new ArrayList<>();
    do {
      terms.add(term());
    } while (cursor.skip(",") || cursor.skip(";"));
    cursor.expect(close, "Separate terms by commas and close with " + close + " .");
    return terms;
  }

  /// An entry of a term.
  static Term entry(Term of, List<Term> index, boolean lowered) {
    return new Index(of.at(), of, index, lowered);
  }
}
