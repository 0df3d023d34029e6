/// Models served over HTTP, and the page where people meet Gradus.
module gradus.web {
  requires transitive gradus.explain;
  requires transitive gradus.onnx;
  requires transitive gradus.runs;
  requires transitive io.helidon.webserver;
  requires transitive java.net.http;
  requires transitive tools.jackson.databind;
  requires io.helidon.common.configurable;
  requires io.helidon.common.pki;
  requires io.helidon.common.task;
  requires io.helidon.http.sse;
  requires io.helidon.webserver.sse;
  requires java.logging;
  requires micrometer.core;
  requires micrometer.registry.prometheus;

  exports gradus.web.client;
  exports gradus.web.http;
  exports gradus.web.inference;
  exports gradus.web.studio;

  opens gradus.web.inference to
      tools.jackson.databind;
  opens gradus.web.studio to
      tools.jackson.databind;
}
