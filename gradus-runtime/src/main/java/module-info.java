/// The arithmetic: kernels, and plans that run a graph on them. Knows nothing of files, layers or
/// training.
module gradus.runtime {
  requires transitive gradus.core;
  requires static jdk.incubator.vector;

  exports gradus.runtime.kernel;
  exports gradus.runtime.plan;
  exports gradus.runtime.thread;
}
