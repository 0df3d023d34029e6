package gradus.explain.claim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The signs of Unicode and the commands of LaTeX, and what the parser calls them.
final class Signs {

  /// Commands that only say how their argument looks.
  static final Set<String> DRESS =
      Set.of(
          "mathrm",
          "text",
          "operatorname",
          "mathbf",
          "boldsymbol",
          "bm",
          "vec",
          "mathit",
          "mathsf",
          "textrm",
          "textit",
          "mathbb",
          "mbox",
          "rm",
          "mathcal");

  /// Commands and signs that mean nothing.
  static final Set<String> NOTHING =
      Set.of(
          "left",
          "right",
          "quad",
          "qquad",
          "displaystyle",
          "limits",
          "big",
          "Big",
          "bigl",
          "bigr",
          "Bigl",
          "Bigr",
          "bigg",
          "Bigg",
          "nolimits",
          "middle",
          "textstyle");

  static final Set<String> MATRICES =
      Set.of("pmatrix", "bmatrix", "matrix", "Bmatrix", "smallmatrix");

  static final Map<String, String> COMMANDS = new LinkedHashMap<>();
  static final Map<Character, String> CHARACTERS = new LinkedHashMap<>();
  static final Map<Character, Character> RAISED = new LinkedHashMap<>();
  static final Map<Character, Character> LOWERED = new LinkedHashMap<>();

  /// What stands before the names of functions in Python, and means nothing here.
  static final Set<String> MODULES =
      Set.of(
          "np",
          "numpy",
          "jnp",
          "torch",
          "F",
          "tf",
          "jax",
          "math",
          "nn",
          "functional",
          "linalg",
          "scipy",
          "special",
          "sp");

  /// Accents, and the marks that Unicode puts over a letter.
  static final Map<String, String> ACCENTS =
      Map.of(
          "hat", "\u0302",
          "widehat", "\u0302",
          "tilde", "\u0303",
          "widetilde", "\u0303",
          "bar", "\u0304",
          "overline", "\u0304");

  /// Numbers that are one character.
  static final Map<Character, String> NUMBERS =
      Map.of('½', "0.5", '¼', "0.25", '¾', "0.75", '⅛', "0.125");

  static {
    COMMANDS.putAll(
        pairs(
            "cdot · times * div / le <= leq <= leqslant <= ge >= geq >= geqslant >= ne != neq != lt"
                + " < gt > in in forall ∀ partial ∂ nabla ∇ sum Σ prod Π infty ∞ odot ⊙ star ⋆ ast"
                + " ∗ top ᵀ intercal ᵀ land and wedge and lor or neg not lnot not to -> implies ->"
                + " Rightarrow -> rightarrow -> lVert ‖ rVert ‖ Vert ‖ lvert | rvert | vert | mid |"
                + " dots ... ldots ... cdots ... prime ' sigma σ delta δ epsilon ε varepsilon ε"
                + " lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ equiv = colon : ell ℓ circ ⊙ otimes ⊗ langle"
                + " ⟨ rangle ⟩ lbrace { rbrace } lbrack [ rbrack ] succeq ⪰ preceq ⪯ coloneqq :="
                + " triangleq = iff iff Leftrightarrow iff Longleftrightarrow iff leftrightarrow"
                + " iff cdotp · bullet · Longrightarrow -> bmod mod mod mod pmod \\pmod lim lim"
                + " downarrow ↓ searrow ↘ uparrow ↑ nearrow ↗"));
    COMMANDS.putAll(
        pairs(
            "alpha α beta β gamma γ zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ mu μ nu"
                + " ν xi ξ rho ρ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ"
                + " Theta Θ Lambda Λ Xi Ξ Phi Φ Psi Ψ Omega Ω pi pi log log ln ln exp exp tanh tanh"
                + " sin sin cos cos max max min min det det operatorname* * Pr Pr arg arg sinh sinh"
                + " cosh cosh tan tan frac \\frac dfrac \\frac tfrac \\frac sqrt √"));
    pairs(
            "⇔ iff ⟺ iff ↔ iff ≤ <= ⩽ <= ≥ >= ⩾ >= ≠ != · · × * ⋅ · • · ÷ / − - – - — - → -> ⇒ -> ⟹"
                + " -> ∈ in ∧ and ∨ or ¬ not ∑ Σ Σ Σ Π Π ∏ Π √ √ ∞ ∞ ∂ ∂ ∇ ∇ ⊙ ⊙ ∘ ⊙ ∗ ∗ ⋆ ⋆ ★ ⋆ ∀"
                + " ∀ ‖ ‖ ∥ ‖ ᵀ ᵀ ⊤ ᵀ ′ ' ’ ' ⌊ ⌊ ⌋ ⌋ ⌈ ⌈ ⌉ ⌉ ⊗ ⊗ ≡ = … ... ∣ | ＝ = （ ( ） ) ⟨ ⟨ ⟩ ⟩"
                + " ↓ ↓ ↘ ↘ ↑ ↑ ↗ ↗ ≔ := ⪰ ⪰ ⪯ ⪯ 〈 ⟨ 〉 ⟩ ∙ · ‘ ' ´ ' ⟶ -> ⊛ ∗ ≜ =")
        .forEach((sign, plain) -> CHARACTERS.put(sign.charAt(0), plain));
    each(RAISED, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱʲᵏᵃᵇᵈᵐᵖᵗˢˡˣʸᶻᴷᴺᴰᴹ", "0123456789+-()nijkabdmptslxyzKNDM");
    each(LOWERED, "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ᵢⱼₖₗₘₙₓₐₜₚᵣₛₕ", "0123456789+-()ijklmnxatprsh");
  }

  /// Signs of two characters or more in plain text, the longest first.
  static final List<String> LONG =
      List.of(
          "...", "<=>", "<->", "==", "//", "<>", "<=", ">=", "!=", "=<", "=>", "->", "**", "..",
          ":=", "||", ".*", "&&");

  private Signs() {}

  /// Whether a word is the name of a Greek letter.
  static boolean isLetter(String word) {
    String sign = COMMANDS.getOrDefault(word, "");
    return (sign.length() == 1 && Character.isLetter(sign.charAt(0))) || word.equals("pi");
  }

  /// The plain sign for one that was typed differently.
  static String plain(String sign) {
    return switch (sign) {
      case "<=>", "<->" -> "iff";
      case "==" -> "=";
      case "<>" -> "!=";
      case "=<" -> "<=";
      case "=>" -> "->";
      case "**" -> "^";
      case ".*" -> "⊙";
      case "||" -> "‖";
      case "&&" -> "and";
      default -> sign;
    };
  }

  private static Map<String, String> pairs(String words) {
    Map<String, String> read = new LinkedHashMap<>();
    String[] word = words.split(" ", -1);
    for (int i = 0; i < word.length; i += 2) {
      read.put(word[i], word[i + 1]);
    }
    return read;
  }

  private static void each(Map<Character, Character> map, String signs, String plain) {
    for (int i = 0; i < signs.length(); i++) {
      map.put(signs.charAt(i), plain.charAt(i));
    }
  }
}
