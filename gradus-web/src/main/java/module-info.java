/// Models served over HTTP, and the page where people meet Gradus.
module gradus.web {
  requires transitive gradus.explain;
  requires transitive gradus.onnx;
  requires transitive gradus.runs;
}
