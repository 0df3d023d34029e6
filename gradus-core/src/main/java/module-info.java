/// The graph and its mathematics: tensor types, operations, derivatives, rewrites. Knows nothing of
/// kernels, threads, files or models.
module gradus.core {
  requires static transitive org.jspecify;
}
