/// Trainings that are remembered: the store of runs, event files, sweeps.
module gradus.runs {
  requires transitive gradus.nn;
  requires de.siegmar.fastcsv;
  requires flyway.core;
  requires io.leangen.geantyref; // for JDBI, whose jar names no module that it needs
  requires java.logging;
  requires java.sql;
  requires org.jdbi.v3.core;
  requires org.slf4j; // for JDBI
  requires org.xerial.sqlitejdbc;
  requires tools.jackson.databind;

  exports gradus.runs.export;
  exports gradus.runs.record;
  exports gradus.runs.store;
}
