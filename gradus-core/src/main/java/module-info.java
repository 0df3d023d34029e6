/// The graph and its mathematics: tensor types, operations, derivatives, rewrites. Knows nothing of
/// kernels, threads, files or models.
module gradus.core {
  requires static transitive org.jspecify;

  exports gradus.autodiff;
  exports gradus.check;
  exports gradus.formula;
  exports gradus.graph;
  exports gradus.jacobian;
  exports gradus.op;
  exports gradus.op.composite;
  exports gradus.op.contraction;
  exports gradus.op.elementwise;
  exports gradus.op.indexing;
  exports gradus.op.movement;
  exports gradus.op.reduction;
  exports gradus.op.source;
  exports gradus.op.window;
  exports gradus.random;
  exports gradus.reference;
  exports gradus.rewrite;
  exports gradus.signal;
  exports gradus.tensor;
}
