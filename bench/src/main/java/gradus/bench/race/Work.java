package gradus.bench.race;

/// One unit of a workload at a time, on data that are in the engine's own memory.
interface Work {

  /// Does unit `i`, counted from 0.
  ///
  /// @return the loss in training, else anything that depends on the result
  float step(int i);
}
