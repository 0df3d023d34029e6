package gradus.explain.claim;

import gradus.explain.claim.Term.Binary;
import gradus.explain.claim.Term.Bracket;
import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Figure;
import gradus.explain.claim.Term.Index;
import gradus.explain.claim.Term.Name;
import gradus.formula.Formula;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Reads what follows a term and belongs to it: `x[i]`, `x_i`, `Aᵀ`, `A.T`, `x.sum()`.
record IndexParser(TermParser terms) {

  private Cursor cursor() {
    return terms.cursor();
  }

  /// A term with the indices that follow it.
  Term indexed(Term first) {
    boolean group = cursor().last().is(")") && first instanceof Binary;
    Term term = first;
    while (true) {
      if (cursor().is("[") && !(term instanceof Figure) && !cursor().peek(1).is("[")) {
        cursor().take();
        boolean entry = term instanceof Index before && before.lowered();
        Term left = term;
        term = cursor().is(":") ? slice(term) : bracketed(term);
        if ((group || entry)
            && term instanceof Index(int at, Term of, List<Term> index, boolean _)
            && index.size() == 1
            && of.equals(entry ? left : first)
            && !isPlace(index.getFirst())) {
          return new Binary(at, " ", of, index.getFirst());
        }
      } else if (cursor().is("_") && term instanceof Figure one && cursor().peek(1).is("{")) {
        term = new Binary(one.at(), "*", one, indicator());
      } else if (cursor().is("_")) {
        cursor().take();
        term = lowered(term, subscript());
      } else if (cursor().skip("ᵀ")) {
        term = new Call(term.at(), "transpose", List.of(term));
      } else if (isMethod()) {
        term = method(term);
      } else {
        return term;
      }
    }
  }

  /// `x[i]`, `A[i, j]`, `A[i, :]`.
  private Term bracketed(Term of) {
    List<Term> index = new ArrayList<>();
    do {
      if (!index.isEmpty() && cursor().is(":") && cursor().peek(1).is("]")) {
        cursor().take();
        return row(of, index.getFirst());
      } else {
        index.add(terms.term());
      }
    } while (cursor().skip(",") || cursor().skip(";"));
    cursor().expect("]", "Separate terms by commas and close with ] .");
    return TermParser.entry(of, index, false);
  }

  /// `A[i, :]`, which says that A is a matrix; all columns are called `:`.
  private Term row(Term of, Term index) {
    cursor().expect("]", "Separate terms by commas and close with ] .");
    return TermParser.entry(of, List.of(index, new Name(index.at(), ":")), false);
  }

  /// Whether a term in brackets may be an index; `(1 − g)[g(1 − g) + (g − y)]` is a product.
  private static boolean isPlace(Term term) {
    return switch (term) {
      case Binary(int _, String sign, Term left, Term right) ->
          isPlace(left)
              && isPlace(right)
              && (!sign.equals(" ") || left instanceof Figure)
              && !sign.equals("^");
      case Call(int _, String function, List<Term> _) ->
          function.startsWith("floor") || function.equals("ceil") || function.startsWith("arg");
      case Term.Minus(int _, Term of) -> isPlace(of);
      case Figure _, Name _, Index _ -> true;
      case Term.Listed _, Term.Slope _, Term.Fold _, Bracket _, Term.Cases _ -> false;
    };
  }

  /// `A[:, j]`, a column, and `x[::-1]`, the other way round.
  private Term slice(Term of) {
    cursor().take();
    if (cursor().skip(",")) {
      return bracketed(new Call(of.at(), "transpose", List.of(of)));
    }
    String mend =
        "Of slices only x[::-1], A[i, :] and A[:, j] are read; others are slice(x, 2, 3).";
    cursor().expect(":", mend);
    cursor().expect("-", mend);
    cursor().expect("1", mend);
    cursor().expect("]", mend);
    return new Call(of.at(), "flip", List.of(of));
  }

  /// `1_{i = j}`.
  private Term indicator() {
    int at = cursor().take().at();
    cursor().take();
    Bracket bracket = new Bracket(at, new TestParser(terms).test());
    cursor().expect("}", "Close the subscript: 1_{i = j}.");
    return bracket;
  }

  /// Whether a full stop and a name follow without a space: `A.T`, `x.sum()`.
  private boolean isMethod() {
    Token stop = cursor().peek();
    Token name = cursor().peek(1);
    return stop.is(".")
        && name.isName()
        && stop.at() == cursor().last().end()
        && name.at() == stop.end()
        && (name.is("T")
            || cursor().peek(2).is("(")
            || (name.is("shape") && cursor().peek(2).is("[")));
  }

  private Term method(Term of) {
    cursor().take();
    Token name = cursor().take();
    if (name.is("T")) {
      return new Call(of.at(), "transpose", List.of(of));
    }
    cursor().take();
    if (name.is("shape")) {
      Token axis = cursor().take();
      cursor().expect("]", "Write length(x), rows(A) or columns(A).");
      return new Call(of.at(), axis.text().equals("0") ? "rows" : "columns", List.of(of));
    }
    List<Term> arguments = new ArrayList<>(List.of(of));
    if (!cursor().skip(")")) {
      arguments.addAll(terms.terms(")"));
    }
    String function = Names.function(name.text());
    if (!Names.isFunction(function)) {
      throw new ClaimException(
          name.at(),
          "a known function",
          name.shown(),
          Names.suggestion(name.text(), Names.functions(), "") + "Write f(x) for x.f().");
    }
    return WordParser.rewritten(new Call(of.at(), function, arguments));
  }

  /// `w_j0` is no entry of w, whose columns begin at 1, but one of a vector of its own: the bias.
  private static Term lowered(Term of, List<Term> index) {
    boolean bias =
        of instanceof Name
            && index.size() == 2
            && index.getFirst() instanceof Name
            && index.getLast() instanceof Figure(int _, Formula zero)
            && zero.equals(Formula.ZERO);
    return bias && of instanceof Name(int at, String name)
        ? TermParser.entry(new Name(at, name + "₀"), List.of(index.getFirst()), true)
        : TermParser.entry(of, index, true);
  }

  private List<Term> subscript() {
    if (cursor().skip("{")) {
      List<Term> index = terms.terms("}");
      return index.size() == 1 ? letters(index.getFirst()) : index;
    }
    Token next = cursor().peek();
    if (next.kind() == Token.Kind.NUMBER) {
      return List.of(new PrimaryParser(terms).number());
    }
    return letters(new Name(next.at(), cursor().name("a subscript").text()));
  }

  /// `ij` as a subscript is two indices.
  static List<Term> letters(Term index) {
    if (index instanceof Name(int at, String name) && name.matches("[ijklmn]0")) {
      return List.of(new Name(at, name.substring(0, 1)), new Figure(at + 1, Formula.ZERO));
    }
    if (index instanceof Name(int at, String name)
        && name.length() > 1
        && name.chars().allMatch(c -> "ijklmn0123456789".indexOf(c) >= 0)
        && name.chars().anyMatch(c -> !Character.isDigit(c))
        && !Character.isDigit(name.charAt(name.length() - 1))) {
      List<Term> each = new ArrayList<>();
      for (int i = 0; i < name.length(); i++) {
        each.add(new Name(at + i, name.substring(i, i + 1)));
      }
      return each;
    }
    return List.of(index);
  }

  /// A name, cut at the underscore of a subscript.
  static Term split(Token token) {
    String text = token.text();
    int line = text.indexOf('_');
    String below = line < 0 ? "" : text.substring(line + 1);
    boolean index =
        below.matches("\\d+") || below.length() == 1 || below.matches("[ijklmn][ijklmn0]");
    if (!index || line == 0) {
      return new Name(token.at(), text);
    }
    Name base = new Name(token.at(), text.substring(0, line));
    int at = token.at() + line + 1;
    Term sub =
        below.matches("\\d+")
            ? new Figure(at, new Formula.Num(new BigInteger(below), BigInteger.ONE))
            : new Name(at, below);
    return lowered(base, letters(sub));
  }
}
