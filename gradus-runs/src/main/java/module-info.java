/// Trainings that are remembered: the store of runs, event files, sweeps.
module gradus.runs {
  requires transitive gradus.nn;
}
