/// Identities and inequalities decided exactly: the prover of claims about formulas and
/// derivatives, and the checkers that replay its proofs. Knows nothing of networks, kernels or how
/// claims are written.
module gradus.algebra {
  requires transitive gradus.core;
  requires static transitive org.jspecify;

  exports gradus.algebra;
  exports gradus.algebra.calculus;
  exports gradus.algebra.checker;
  exports gradus.algebra.curvature;
  exports gradus.algebra.decide;
  exports gradus.algebra.limits;
  exports gradus.algebra.linear;
  exports gradus.algebra.prove;
  exports gradus.algebra.refute;
  exports gradus.algebra.signs;
}
