/// The command line, one class a command. Nothing depends on it.
module gradus.cli {
  requires gradus.explain;
  requires gradus.onnx;
  requires gradus.runs;
  requires gradus.web;
  requires info.picocli;
  requires java.management;
  requires jdk.management;
  requires me.tongfei.progressbar;
  requires tools.jackson.databind;

  opens gradus.cli to
      info.picocli;
}
