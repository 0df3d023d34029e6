package gradus.explain.claim;

import gradus.explain.claim.Sentence.Declaration;
import gradus.explain.claim.Sentence.Definition;
import gradus.explain.claim.Term.Domain;
import gradus.explain.claim.Term.Name;
import gradus.explain.claim.Term.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a whole claim: definitions, what is claimed, and clauses.
///
/// Changes while it reads.
final class ClaimParser {

  private static final Set<String> CLAUSES =
      Set.of(
          "for",
          "∀",
          "forall",
          "where",
          "with",
          "if",
          "when",
          "given",
          "assuming",
          ",",
          ";",
          "and",
          "let",
          "suppose",
          "assume",
          "such",
          "that",
          "provided",
          "whenever",
          "over");

  private static final Set<String> OPENING =
      Set.of("let", "for", "∀", "forall", "if", "where", "given", "suppose", "assume", "when");

  /// Words before a condition that is no definition.
  private static final Set<String> ASSUMES =
      Set.of("if", "when", "given", "suppose", "assume", "that", "provided", "whenever");

  private static final Set<String> SEPARATORS = Set.of(";", ":", ",", "then", ".");

  private static final Set<String> JOINTS = Set.of(",", ";", "and");

  private final Cursor cursor;
  private final TermParser terms;
  private final List<Definition> definitions = new ArrayList<>();
  private final List<Declaration> declarations = new ArrayList<>();
  private final List<Test> conditions = new ArrayList<>();

  /// Whether a word has said that conditions follow.
  private boolean introduced;

  private ClaimParser(Cursor cursor) {
    this.cursor = cursor;
    this.terms = new TermParser(cursor);
  }

  /// A claim as a tree.
  static Sentence.Whole parse(String text) {
    ClaimParser parser = new ClaimParser(new Cursor(Lexer.tokens(text)));
    return parser.whole();
  }

  private Sentence.Whole whole() {
    if (cursor.peek().kind() == Token.Kind.END) {
      throw cursor.wrong("a claim", "For example: d/da softplus(a) = sigmoid(a).");
    }
    if (cursor.isPosed()) {
      cursor.define(cursor.peek().text());
      definitions.add(new DefinitionParser(terms).read());
      cursor.expect("->", "Write let f(a) = a^2; f'(a) = 2*a.");
    }
    while (OPENING.contains(cursor.peek().text())
        || (introduced && (goesOn() || isDeclaration()))) {
      clause();
      boolean ended = SEPARATORS.contains(cursor.peek().text());
      if (cursor.peek().kind() == Token.Kind.END) {
        throw cursor.wrong("a claim after what it assumes", "End the condition with a semicolon.");
      }
      boolean further = CLAUSES.contains(cursor.peek().text()) && cursor.isBefore(":");
      if (!ended && !further && !OPENING.contains(cursor.peek().text())) {
        throw cursor.wrong("; after what opens the claim", "let f(x) = x^2; f(2) = 4");
      }
      if (ended) {
        cursor.take();
      }
    }
    Sentence sentence = new SentenceParser(terms).sentence();
    introduced = false;
    while (cursor.peek().kind() != Token.Kind.END && !cursor.is(".")) {
      clause();
    }
    cursor.skip(".");
    if (cursor.peek().kind() != Token.Kind.END) {
      throw cursor.wrong("the end after the full stop", "Claim one thing at a time.");
    }
    return new Sentence.Whole(sentence, definitions, declarations, conditions);
  }

  /// Whether what stands up to the next colon or semicolon still belongs to what opens the claim.
  private boolean goesOn() {
    boolean clause = CLAUSES.contains(cursor.peek().text());
    return (cursor.last().is(",") && (cursor.isBefore(":") || cursor.isBefore(";")))
        || (clause && cursor.isBefore(":"));
  }

  /// Whether `x in R^d` goes on with what opens a claim: `let x in R^d, w in R^k; …`.
  private boolean isDeclaration() {
    Cursor.Mark mark = cursor.mark();
    boolean joined = cursor.last().is(",");
    boolean names = joined && !names().isEmpty() && cursor.is("in");
    cursor.back(mark);
    return names || (joined && cursor.isFunction());
  }

  private void clause() {
    if (introduced
        && !CLAUSES.contains(cursor.peek().text())
        && JOINTS.contains(cursor.last().text())) {
      if (cursor.isFunction()) {
        definitions.add(new DefinitionParser(terms).read());
      } else {
        item();
      }
      return;
    }
    if (!CLAUSES.contains(cursor.peek().text())) {
      throw cursor.wrong(
          "the end, or for, where, with, if, let",
          "Between terms there is a sign: +, -, *, /, ^ or =.");
    }
    boolean let = false;
    while (CLAUSES.contains(cursor.peek().text()) && cursor.peek().kind() != Token.Kind.NUMBER) {
      introduced |= !JOINTS.contains(cursor.peek().text());
      let = cursor.take().is("let");
    }
    while (cursor.is("all") || cursor.is("every") || cursor.is("any") || cursor.is("each")) {
      cursor.take();
    }
    if (cursor.peek().kind() == Token.Kind.END) {
      throw cursor.wrong("a condition or a name", "For example: where d >= k.");
    }
    DefinitionParser definition = new DefinitionParser(terms);
    if (cursor.isFunction() || (let && definition.isNext())) {
      definitions.add(definition.read());
    } else {
      item();
    }
  }

  private void item() {
    boolean integers = cursor.is("integer") || cursor.is("integers");
    boolean reals = cursor.is("real") || cursor.is("reals") || cursor.is("scalar");
    Optional<Domain> kind =
        integers
            ? Optional.of(new Domain.Integers(Optional.empty(), Optional.empty()))
            : reals ? Optional.of(new Domain.Reals()) : Optional.empty();
    if (kind.isPresent()) {
      cursor.take();
    }
    if (cursor.isAlias()) {
      definitions.add(new DefinitionParser(terms).alias());
      return;
    }
    Optional<List<Test>> said = new Adjectives(terms).before();
    if (said.isPresent()) {
      said.get().forEach(this::assume);
      return;
    }
    Cursor.Mark mark = cursor.mark();
    List<Term> names = names();
    if (!names.isEmpty() && cursor.skip("in")) {
      Domain domain = new TestParser(terms).domain();
      names.forEach(name -> declare(name, Optional.of(domain)));
      return;
    }
    if (!names.isEmpty() && ends()) {
      names.forEach(name -> declare(name, kind));
      return;
    }
    cursor.back(mark);
    condition(kind);
  }

  /// Takes a condition in; of a name that is said to be an integer it is a declaration.
  private void assume(Test test) {
    if (isInteger(test) && test instanceof Test.Member(int _, Term of, Domain domain)) {
      declare(of, Optional.of(domain));
    } else if (test instanceof Test.And(List<Test> parts) && isInteger(parts.getFirst())) {
      parts.forEach(this::assume);
    } else {
      conditions.add(test);
    }
  }

  private static boolean isInteger(Test test) {
    return test instanceof Test.Member(int _, Term of, Domain domain)
        && of instanceof Name
        && domain.equals(new Domain.Integers(Optional.empty(), Optional.empty()));
  }

  private void declare(Term name, Optional<Domain> domain) {
    declarations.add(new Declaration(name.at(), DefinitionParser.plain(name), domain));
  }

  private boolean ends() {
    return cursor.peek().kind() == Token.Kind.END
        || cursor.is(":")
        || CLAUSES.contains(cursor.peek().text());
  }

  /// Names with commas between them, if `in` or an end follows; else nothing.
  private List<Term> names() {
    List<Term> names = new ArrayList<>();
    do {
      Token token = cursor.peek();
      if (!token.isName() || Names.WORDS.contains(token.text())) {
        return List.of();
      }
      cursor.take();
      Term name = IndexParser.split(token);
      if (cursor.is("_") && name instanceof Name) {
        name = new IndexParser(terms).indexed(name);
      }
      if (DefinitionParser.plain(name).isEmpty()) {
        return List.of();
      }
      names.add(name);
    } while (!beginsClaim() && cursor.skip(","));
    return cursor.is("in") || ends() ? names : List.of();
  }

  /// Whether what is claimed follows the comma: `for all x, sigmoid(x) > 0`.
  private boolean beginsClaim() {
    Token after = cursor.peek(2);
    return cursor.is(",")
        && introduced
        && !after.is(",")
        && !after.is("in")
        && !after.is("_")
        && !after.is(":")
        && after.kind() != Token.Kind.END
        && !CLAUSES.contains(after.text());
  }

  private void condition(Optional<Domain> kind) {
    Token first = cursor.peek();
    int at = first.at();
    boolean assumes = ASSUMES.contains(cursor.last().text());
    Test test = new TestParser(terms).either();
    if (kind.isPresent() && test instanceof Test.Chain(List<Term> sides, var _)) {
      sides.stream().filter(it -> it instanceof Name).forEach(it -> declare(it, kind));
    }
    Optional<Definition> said =
        test instanceof Test.Chain chain && !isEntry(chain.terms().getFirst())
            ? DefinitionParser.named(at, chain)
            : Optional.empty();
    Optional<Definition> definition =
        !assumes && said.isEmpty() && test instanceof Test.Chain chain
            ? DefinitionParser.sequence(at, chain)
            : said;
    if (definition.isPresent() && DefinitionParser.defines(definition.get(), definitions)) {
      definitions.add(definition.get());
    } else if (introduced || TestParser.isPlain(test)) {
      assume(test);
    } else {
      throw new ClaimException(
          at,
          "if or where before a condition",
          "a comma or semicolon",
          "To claim several things, join them with and.");
    }
  }

  /// Whether a term is an entry of a vector that the claim holds, and no name with a number.
  private boolean isEntry(Term term) {
    return term instanceof Term.Index(int _, Term of, List<Term> _, boolean lowered)
        && of instanceof Name(int _, String name)
        && (!lowered || cursor.isWhole(name));
  }
}
