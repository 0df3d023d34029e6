/// Networks, data and training. Knows nothing of screens, commands or pages.
module gradus.nn {
  requires transitive gradus.runtime;
  requires de.siegmar.fastcsv;
  requires java.desktop;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;

  uses gradus.nn.model.ForeignLayers;
  uses gradus.nn.rewrite.LawProver;

  exports gradus.nn.data;
  exports gradus.nn.emit;
  exports gradus.nn.init;
  exports gradus.nn.layer;
  exports gradus.nn.loss;
  exports gradus.nn.metric;
  exports gradus.nn.model;
  exports gradus.nn.optim;
  exports gradus.nn.rewrite;
  exports gradus.nn.run;
  exports gradus.nn.train;

  opens gradus.nn.run to
      tools.jackson.databind;
}
