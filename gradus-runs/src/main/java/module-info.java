/// Trainings that are remembered: the store of runs, event files, sweeps.
module gradus.runs {
  requires transitive gradus.nn;
  requires com.google.protobuf;
  requires java.desktop;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;

  exports gradus.runs.event;
  exports gradus.runs.sweep;

  opens gradus.runs.sweep to
      tools.jackson.databind;
}
