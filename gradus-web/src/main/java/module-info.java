/// Models served over HTTP, and the page where people meet Gradus.
module gradus.web {
  requires transitive gradus.explain;
  requires transitive gradus.onnx;
  requires transitive gradus.runs;
  requires transitive io.helidon.webserver;
  requires transitive tools.jackson.databind;
  requires io.helidon.common.configurable;
  requires io.helidon.common.pki;
  requires io.helidon.http.sse;
  requires io.helidon.webserver.sse;
  requires java.logging;
  requires java.net.http;

  exports gradus.web.http;
  exports gradus.web.studio;
}
