/// Trainings that are remembered: the store of runs, event files, sweeps.
module gradus.runs {
  requires static com.google.errorprone.annotations; // on JDBI's classes
  requires transitive gradus.nn;
  requires com.google.protobuf;
  requires de.siegmar.fastcsv;
  requires flyway.core;
  requires io.leangen.geantyref; // for JDBI, whose jar names no module that it needs
  requires java.desktop;
  requires java.logging;
  requires java.sql;
  requires org.jdbi.v3.core;
  requires org.slf4j; // for JDBI
  requires org.xerial.sqlitejdbc;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;

  exports gradus.runs.event;
  exports gradus.runs.export;
  exports gradus.runs.record;
  exports gradus.runs.store;
  exports gradus.runs.sweep;

  opens gradus.runs.sweep to
      tools.jackson.databind;
}
