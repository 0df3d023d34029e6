package gradus.nn.rewrite;

/// Decides the identities behind laws, offered by a module that knows algebra (decision 0051).
public interface LawProver {

  /// Whether the identity behind a law was proved for all values and sizes, and its proof replayed.
  boolean proves(Law law);
}
