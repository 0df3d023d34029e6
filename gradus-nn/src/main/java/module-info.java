/// Networks, data and training. Knows nothing of screens, commands or pages.
module gradus.nn {
  requires transitive gradus.runtime;
  requires de.siegmar.fastcsv;
  requires java.desktop;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;

  exports gradus.nn.data;
}
