package gradus.explain.claim;

import java.util.List;
import java.util.Set;

/// What is a matrix and what a vector by the company that it keeps: `A@x − b`, `xᵀAx`,
/// `corr2_valid(X, W)*G`, `mse(X@w, y)`.
///
/// @param uses where names are noted
record Shapes(Uses uses) {

  /// Capital letters that rather are sizes.
  private static final Set<String> COUNTS = Set.of("K", "N", "D", "M", "T", "L", "I");

  /// Matrices of examples, to each of which the same bias is added.
  private static final Set<String> DATA = Set.of("X", "Φ", "Phi");

  /// What vectors are usually called.
  private static final String VECTORS = "(δ|delta|g|u|v|w|x|y|z|p|q)\\d?";

  /// `A + λI`: a capital letter beside a multiple of the identity.
  private void besideIdentity(Term name, Term other) {
    if (name instanceof Term.Name it && isCapital(it) && isIdentity(other)) {
      uses.matrices.add(it.name());
    }
  }

  /// Whether a term is `I`, `λI` or `I/2`.
  private static boolean isIdentity(Term term) {
    return switch (term) {
      case Term.Name(int _, String name) -> name.equals("I");
      case Term.Binary(int _, String sign, Term left, Term right) ->
          sign.equals("/")
              ? isIdentity(left)
              : Set.of("*", " ", "·").contains(sign) && (isIdentity(left) || isIdentity(right));
      default -> false;
    };
  }

  /// Whether a factor is a vector of its own, so that the other one is a number: `ones(K)*c`.
  static boolean isMadeOfOnes(Term left) {
    return left instanceof Term.Call(int _, String function, List<Term> _)
        && Set.of("ones", "zeros", "one_hot").contains(function);
  }

  /// Looks at what stands on both sides of a sign.
  void joined(Term.Binary binary) {
    Term left = binary.left();
    Term right = binary.right();
    switch (binary.sign()) {
      case "+", "-", "⊙" -> {
        beside(left, right, binary.sign());
        beside(right, left, binary.sign());
        besideIdentity(left, right);
        besideIdentity(right, left);
      }
      case "*", " " -> {
        beside(left, right, binary.sign());
        beside(right, left, binary.sign());
        if (isRow(right) && left instanceof Term.Name(int _, String it) && it.matches(VECTORS)) {
          uses.vector(it, "");
        }
        if (isRow(left) && right instanceof Term.Name name && isCapital(name)) {
          uses.matrices.add(name.name());
        }
        if (binary.sign().equals(" ")
            && (isMatrix(left) || isRow(left))
            && right instanceof Term.Name name
            && !isCapital(name)) {
          uses.vector(name.name(), "");
        }
      }
      case "@" -> {
        row(left);
        row(right);
      }
      case "·" -> {
        inner(left, right);
        inner(right, left);
      }
      default -> {}
    }
  }

  /// What is multiplied by @ is a matrix if its name is a capital letter, and else a vector.
  void multiplied(Term of) {
    if (of instanceof Term.Name(int _, String name)) {
      boolean capital = Character.isUpperCase(name.charAt(0));
      if (capital && !uses.isVector(name)) {
        uses.matrices.add(name);
      } else if (!capital && !uses.matrices.contains(name)) {
        uses.vector(name, "");
      }
    }
  }

  /// What is transposed is a matrix if its name is a capital letter, and else a vector.
  void transposed(Term of) {
    if (of instanceof Term.Name(int _, String name)
        && Character.isUpperCase(name.charAt(0))
        && !uses.isVector(name)) {
      uses.matrices.add(name);
    }
    uses.in(
        of,
        of instanceof Term.Name(int _, String name) && !uses.matrices.contains(name) ? "d" : "");
  }

  /// The image and the kernel of an operation on matrices.
  void plane(List<Term> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i) instanceof Term.Name(int _, String name)) {
        uses.matrices.add(name);
        uses.vector(name, i == 0 ? "plane" : "kernel");
      }
      uses.in(arguments.get(i), "");
    }
  }

  /// `X[n]` beside @ is a row of X.
  private void row(Term term) {
    if (term instanceof Term.Index(int _, Term of, List<Term> at, boolean _)
        && at.size() == 1
        && of instanceof Term.Name name
        && isCapital(name)) {
      uses.matrices.add(name.name());
    }
  }

  /// `δ · (h ⋆ w)`, `w · x` of a vector w: what vectors are usually called.
  private void inner(Term name, Term other) {
    boolean vector = isVector(other) || isColumn(other) || isSignal(other);
    if (vector && name instanceof Term.Name(int _, String it) && it.matches(VECTORS)) {
      uses.vector(it, "");
    }
  }

  /// Whether a term is a correlation or a convolution, or made of one entry by entry.
  private static boolean isSignal(Term term) {
    return switch (term) {
      case Term.Binary(int _, String sign, Term left, Term right) ->
          sign.equals("⋆") || ("+-⊙".contains(sign) && (isSignal(left) || isSignal(right)));
      case Term.Call(int _, String function, List<Term> of) ->
          Names.SIGNAL.contains(function)
              || (Names.SCALAR.contains(function) && !of.isEmpty() && isSignal(of.getFirst()));
      default -> false;
    };
  }

  /// Looks at the arguments of a loss: those beside a vector of logits are vectors.
  void called(Term.Call call) {
    List<Term> given = call.arguments();
    if (Names.SIGNAL.contains(call.function())) {
      given.stream().limit(2).forEach(this::signal);
    }
    if (Names.LOSS.contains(call.function())
        && given.size() == 2
        && isColumn(given.getFirst())
        && given.getLast() instanceof Term.Name name
        && !Set.of("focal", "huber").contains(call.function())
        && !(call.function().equals("ce") && Roles.isLabel(name))) {
      uses.vector(name.name(), "");
    }
  }

  /// What a signal or a kernel is a row of.
  private void signal(Term term) {
    if (term instanceof Term.Index(int _, Term.Name of, List<Term> at, boolean _)
        && at.size() == 1) {
      uses.matrices.add(of.name());
    }
  }

  private void beside(Term name, Term other, String sign) {
    if (!(name instanceof Term.Name it)) {
      return;
    }
    boolean capital = isCapital(it);
    boolean product = sign.equals("*") || sign.equals(" ");
    if (capital && isMatrix(other) && !uses.isVector(it.name()) && !sign.equals(" ")) {
      uses.matrices.add(it.name());
    } else if (!product && !capital && isColumn(other) && !isBias(it, other, sign)) {
      uses.vector(it.name(), "");
    }
  }

  /// Whether a term adds a name to all examples as one number.
  static boolean holdsBias(Term term, String bias) {
    return switch (term) {
      case Term.Binary(int _, String sign, Term left, Term.Name name)
          when name.name().equals(bias) && isBias(name, left, sign) ->
          true;
      case Term.Binary(int _, String _, Term left, Term right) ->
          holdsBias(left, bias) || holdsBias(right, bias);
      case Term.Call(int _, String _, List<Term> arguments) ->
          arguments.stream().anyMatch(it -> holdsBias(it, bias));
      case Term.Minus(int _, Term of) -> holdsBias(of, bias);
      case Term.Figure _,
          Term.Name _,
          Term.Index _,
          Term.Listed _,
          Term.Slope _,
          Term.Fold _,
          Term.Bracket _,
          Term.Cases _ ->
          false;
    };
  }

  /// Whether `X @ w + b` adds one number to each example.
  private static boolean isBias(Term.Name name, Term other, String sign) {
    return sign.equals("+")
        && name.name().matches("b|bias|c|w0|b0")
        && other instanceof Term.Binary(int _, String inner, Term matrix, Term _)
        && ((matrix instanceof Term.Name(int _, String of) && DATA.contains(of))
            || (name.name().equals("c") && inner.equals("+")));
  }

  private static boolean isCapital(Term.Name name) {
    return Character.isUpperCase(name.name().charAt(0)) && !COUNTS.contains(name.name());
  }

  /// Whether a term is the transpose of a vector, or such a row times a matrix.
  private boolean isRow(Term term) {
    return switch (term) {
      case Term.Call(int _, String function, List<Term> of) ->
          function.equals("transpose") && isLower(of.getFirst());
      case Term.Binary binary -> Term.isTransposed(binary) && isLower(binary.left());
      default -> false;
    };
  }

  private static boolean isLower(Term term) {
    return term instanceof Term.Name(int _, String name) && !Character.isUpperCase(name.charAt(0));
  }

  private boolean isMatrix(Term term) {
    return switch (term) {
      case Term.Name(int _, String name) -> uses.matrices.contains(name);
      case Term.Minus(int _, Term of) -> isMatrix(of);
      case Term.Call(int _, String function, List<Term> of) ->
          Names.PLANE.contains(function)
              || (!of.isEmpty()
                  && (function.equals("transpose") || Names.SCALAR.contains(function))
                  && isMatrix(of.getFirst()));
      case Term.Binary binary ->
          switch (binary.sign()) {
            case "@" -> isMatrix(binary.left()) && isMatrix(binary.right());
            case "^" -> isMatrix(binary.left());
            case "/" -> isMatrix(binary.left());
            case "*", " " ->
                !isColumn(binary)
                    && !isRow(binary.left())
                    && (isMatrix(binary.left()) || isMatrix(binary.right()))
                    && !(isMatrix(binary.left()) && isVector(binary.right()));
            default -> isMatrix(binary.left()) || isMatrix(binary.right());
          };
      default -> false;
    };
  }

  private boolean isVector(Term term) {
    return term instanceof Term.Name(int _, String name) && uses.isVector(name);
  }

  /// Whether a term is a matrix times a vector, or made of one entry by entry.
  private boolean isColumn(Term term) {
    return switch (term) {
      case Term.Minus(int _, Term of) -> isColumn(of);
      case Term.Call(int _, String function, List<Term> of) ->
          !of.isEmpty()
              && (Names.SCALAR.contains(function)
                  || Set.of("softmax", "log_softmax").contains(function))
              && isColumn(of.getFirst());
      case Term.Binary binary ->
          switch (binary.sign()) {
            case "@" -> isMatrix(binary.left()) && !isMatrix(binary.right());
            case "+", "-" -> isColumn(binary.left()) || isColumn(binary.right());
            case "*", " " ->
                isColumn(binary.right()) || (isMatrix(binary.left()) && isVector(binary.right()));
            case "/", "⊙" -> isColumn(binary.left());
            default -> false;
          };
      default -> false;
    };
  }
}
