package gradus.explain.claim;

import gradus.explain.claim.Term.Binary;
import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Case;
import gradus.explain.claim.Term.Cases;
import gradus.explain.claim.Term.Figure;
import gradus.explain.claim.Term.Name;
import gradus.explain.claim.Term.Slope;
import gradus.explain.claim.Term.Test;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads names with a meaning of their own: `delta_ij`, `grad_x f`, `diff(f, a, 2)`, `Xw`.
record WordParser(PrimaryParser primary) {

  /// What matrices beside vectors are called where no sign stands between them.
  private static final String MATRICES = "[ABMUVWX]\\p{Ll}";

  /// Two letters that may be two names.
  private static final String PAIR = "[\\p{L}&&[^d]]\\p{L}";

  /// A vector of ones, as long as it has to be.
  static final String ONES = "𝟏";

  private Cursor cursor() {
    return primary.terms().cursor();
  }

  /// What a word that has been taken begins, if it is one of these.
  Optional<Term> read(Token token, String function) {
    String text = token.text();
    if (text.matches("(delta|δ|kronecker)_([ijklmn][ijklmnc]|c[ijklmn])")) {
      int at = token.end() - 2;
      Term first = new Name(at, text.substring(text.length() - 2, text.length() - 1));
      Term second = new Name(at + 1, text.substring(text.length() - 1));
      return Optional.of(new Call(token.at(), "delta", List.of(first, second)));
    }
    boolean limit = Set.of("lim", "limit").contains(text) && !cursor().isAssigned(text);
    if (limit || text.startsWith("lim_")) {
      throw new ClaimException(
          token.at(),
          "a term",
          "a limit",
          "A limit says where the variable goes, and stands alone: lim(a -> inf) f = 1.");
    }
    if (text.matches("[E𝔼]") && cursor().is("[") && !cursor().isAssigned(text)) {
      throw new ClaimException(
          token.at(),
          "a sum or a mean",
          "an expectation",
          "Write mean(x), or sum(p*x) with probabilities p; a vector has another name.");
    }
    if (text.matches("(grad|nabla|gradient)_\\w{1,2}")) {
      String by = text.substring(text.indexOf('_') + 1);
      Term name = new Name(token.at(), by);
      return Optional.of(
          new Call(token.at(), "grad", List.of(primary.terms().body(List.of(name)), name)));
    }
    if (function.equals("grad") && !cursor().is("(") && startsBody()) {
      return Optional.of(new Call(token.at(), "grad", List.of(primary.terms().body(List.of()))));
    }
    if (function.equals("diff") && cursor().is("(")) {
      return Optional.of(slope(token));
    }
    if (text.equals("D") && cursor().is("_") && cursor().peek(2).is("KL")) {
      cursor().take();
      closed();
      return Optional.of(divergence(token));
    }
    if (function.equals("kl") && cursor().is("(")) {
      return Optional.of(divergence(token));
    }
    if (function.equals("choose") && cursor().is("(")) {
      return Optional.of(choice(token));
    }
    if (text.matches("(softmax|log_softmax|S)_[a-z]")
        && cursor().is("(")
        && !cursor().isAssigned("S")) {
      cursor().take();
      int line = text.lastIndexOf('_');
      Term whole =
          new Call(token.at(), Names.function(text.substring(0, line)), primary.terms().terms(")"));
      Term place = new Name(token.at() + line + 1, text.substring(line + 1));
      return Optional.of(TermParser.entry(whole, List.of(place), true));
    }
    boolean alone = !Set.of("(", "[", "_", "'").contains(cursor().peek().text());
    if (text.matches(MATRICES) && alone && !cursor().isAssigned(text)) {
      return Optional.of(pair(token, "@"));
    }
    if (text.matches(PAIR)
        && !text.matches("[i-n]{2}")
        && alone
        && !Names.isFunction(function)
        && !cursor().isAssigned(text)
        && areNames(text)) {
      return Optional.of(pair(token, Character.isUpperCase(text.charAt(0)) ? "@" : " "));
    }
    if (text.equals(ONES)) {
      return Optional.of(ones(token));
    }
    return Optional.empty();
  }

  /// Whether two letters are two names: both stand alone, or the other way round, as in `tr(AB) =
  /// tr(BA)`.
  private boolean areNames(String text) {
    String turned = text.substring(1) + text.charAt(0);
    boolean both = Character.isUpperCase(text.charAt(0)) && Character.isUpperCase(text.charAt(1));
    return (cursor().isAlone(text.substring(0, 1)) && cursor().isAlone(text.substring(1)))
        || (both && !turned.equals(text) && cursor().isAlone(turned));
  }

  /// Two names without a sign between them; an exponent belongs to the second.
  private Term pair(Token token, String sign) {
    Term second = new Name(token.at() + 1, token.text().substring(1));
    return new Binary(
        token.at(),
        sign,
        new Name(token.at(), token.text().substring(0, 1)),
        primary.terms().raised(second));
  }

  /// `\\mathbf{1}`: with ᵀ it sums what follows, alone it is 1 in each entry.
  private Term ones(Token token) {
    boolean raised = cursor().is("^") && (cursor().peek(1).is("ᵀ") || cursor().peek(1).is("T"));
    boolean braced = cursor().is("^") && cursor().peek(1).is("{") && cursor().peek(2).is("ᵀ");
    if (!raised && !braced && !cursor().is("ᵀ")) {
      return new Name(token.at(), ONES);
    }
    for (int i = raised ? 2 : braced ? 4 : 1; i > 0; i--) {
      cursor().take();
    }
    if (cursor().is("@") || cursor().is("·") || cursor().is("*")) {
      cursor().take();
    }
    return new Call(token.at(), "sum", List.of(primary.terms().power()));
  }

  /// A call as the operation that it names: `hadamard(x, y)`, `matmul(A, x)`, `clip(a, 0, 1)`.
  static Term rewritten(Call call) {
    int at = call.at();
    List<Term> given = call.arguments();
    int count = given.size();
    return switch (call.function()) {
      case "hadamard" -> binary(call, "⊙");
      case "matmul" -> binary(call, "@");
      case "pow" -> binary(call, "^");
      case "concat" ->
          count == 1 && given.getFirst() instanceof Term.Listed(int _, List<Term> parts)
              ? new Call(at, "concat", parts)
              : call;
      case "clip" -> {
        if (count != 3) {
          throw new ClaimException(
              at, "a term and two bounds", count + " arguments", "Write clip(a, 0, 1).");
        }
        Term above = new Call(at, "maximum", List.of(given.get(0), given.get(1)));
        yield new Call(at, "minimum", List.of(above, given.get(2)));
      }
      default -> Bars.within(call);
    };
  }

  private static Term binary(Call call, String sign) {
    if (call.arguments().size() != 2) {
      throw new ClaimException(
          call.at(),
          "two arguments of " + call.function(),
          String.valueOf(call.arguments().size()),
          "Separate arguments by commas.");
    }
    return new Binary(call.at(), sign, call.arguments().getFirst(), call.arguments().getLast());
  }

  private boolean startsBody() {
    return cursor().peek().isName() && !Names.WORDS.contains(cursor().peek().text());
  }

  /// `diff(f, a)`, `diff(f, a, 2)`, `diff(f, a, b)`.
  private Term slope(Token token) {
    cursor().take();
    List<Term> given = primary.terms().terms(")");
    if (given.size() < 2) {
      throw new ClaimException(
          token.at(), "a function and a name", "one term", "Write diff(f, a) or d/da f.");
    }
    List<Term> by = new ArrayList<>();
    for (Term each : given.subList(1, given.size())) {
      if (each instanceof Figure(int at, Formula value)) {
        int times = Sizes.whole(value).orElse(0);
        if (by.isEmpty() || times < 1 || times > 6) {
          throw new ClaimException(at, "an order from 1 to 6", "another", "Write diff(f, a, 2).");
        }
        by.addAll(Collections.nCopies(times - 1, by.getLast()));
      } else {
        by.add(each);
      }
    }
    return new Slope(token.at(), given.getFirst(), by);
  }

  private void closed() {
    cursor().expect("{", "Write D_{KL}(p ‖ q).");
    cursor().take();
    cursor().expect("}", "Write D_{KL}(p ‖ q).");
  }

  /// `KL(p ‖ q)`, where the bars are a comma.
  private Term divergence(Token token) {
    cursor().expect("(", "Write KL(p ‖ q) or kl(p, q).");
    boolean before = cursor().inBars(true);
    Term from = primary.terms().sum();
    if (!cursor().skip("‖") && !cursor().skip("|")) {
      cursor().expect(",", "Write KL(p ‖ q) or kl(p, q).");
    }
    Term to = primary.terms().sum();
    cursor().expect(")", "Close the divergence.");
    cursor().inBars(before);
    return new Call(token.at(), "kl", List.of(from, to));
  }

  /// `np.where(a > 0, u, v)`.
  private Term choice(Token token) {
    cursor().take();
    Test when = new TestParser(primary.terms()).test();
    cursor().expect(",", "Write where(a > 0, u, v).");
    Term then = primary.terms().term();
    cursor().expect(",", "Write where(a > 0, u, v).");
    Term otherwise = primary.terms().term();
    cursor().expect(")", "Close the choice.");
    return new Cases(token.at(), List.of(new Case(when, then)), otherwise);
  }
}
