package gradus.nn.emit;

import gradus.graph.Graph;
import gradus.nn.data.Standardiser;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The parts of a written program put together.
final class SourceFile {

  private final JavaModel model;
  private final Emission emission;
  private final String packageName;
  private final String simpleName;
  private final String className;
  private final boolean beside;
  private final String resource;
  private final String output;
  private final Node answer;
  private final String features;
  private final String targets;

  SourceFile(JavaModel model, Emission emission, String className, int mostInSource) {
    this.model = model;
    this.emission = emission;
    this.className = className;
    int dot = className.lastIndexOf('.');
    this.packageName = className.substring(0, Math.max(0, dot));
    this.simpleName = className.substring(dot + 1);
    String name = model.graph().outputs().keySet().iterator().next();
    this.answer = model.graph().outputs().values().iterator().next();
    this.output = emission.output(name);
    this.features = moments(model.preparation().features(), "features");
    this.targets = moments(model.preparation().targets(), "targets");
    this.beside = !emission.numbers.isLiteral() && emission.numbers.bytes().length > mostInSource;
    this.resource = beside ? simpleName + ".weights" : "";
  }

  /// The fields of a preparation's means and deviations, or "" where it changes nothing.
  private String moments(Standardiser standardiser, String what) {
    Standardiser.Moments moments = standardiser.moments();
    if (moments.equals(Standardiser.IDENTITY.moments())) {
      return "";
    }
    return field(moments.means(), what + ".mean")
        + " "
        + field(moments.deviations(), what + ".deviation");
  }

  private String field(List<Double> values, String wish) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) (double) values.get(i);
    }
    return emission.numbers.array(Tensor.of(Shape.of(floats.length), floats), wish);
  }

  JavaSource source() {
    List<String> members = new ArrayList<>();
    List<String> fields = emission.numbers.lines(emission.methods, resource);
    if (!fields.isEmpty()) {
      members.add(indented(fields));
    }
    members.add(predict());
    if (single()) {
      members.add(many());
      members.add(Main.text(simpleName, inputSize(), model.names()));
    }
    members.addAll(emission.own);
    members.addAll(emission.methods.texts());
    members.addAll(emission.numbers.readers(simpleName, resource));
    String body = String.join("\n\n", members);
    String text =
        head()
            + imports(body)
            + "\n"
            + javadoc()
            + "public final class "
            + simpleName
            + " {\n\n  private "
            + simpleName
            + "() {}\n\n"
            + body
            + "\n}\n";
    text = text.lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    Optional<JavaSource.Weights> weights =
        beside
            ? Optional.of(new JavaSource.Weights(resource, emission.numbers.bytes()))
            : Optional.empty();
    return new JavaSource(className, text, weights);
  }

  private String head() {
    return packageName.isEmpty() ? "" : "package " + packageName + ";\n\n";
  }

  private static String imports(String body) {
    TreeSet<String> imports = new TreeSet<>();
    String[] known = {
      "java.io.BufferedReader",
      "java.io.IOException",
      "java.io.InputStream",
      "java.io.InputStreamReader",
      "java.io.UncheckedIOException",
      "java.nio.ByteBuffer",
      "java.nio.ByteOrder",
      "java.nio.charset.StandardCharsets",
      "java.nio.file.Files",
      "java.nio.file.Path",
      "java.util.Arrays",
      "java.util.Base64",
      "java.util.zip.CRC32"
    };
    for (String name : known) {
      String simple = name.substring(name.lastIndexOf('.') + 1);
      if (java.util.regex.Pattern.compile("\\b" + simple + "\\b").matcher(body).find()) {
        imports.add("import " + name + ";\n");
      }
    }
    return String.join("", imports);
  }

  private String javadoc() {
    List<String> lines = new ArrayList<>();
    lines.add("A neural network, written by Gradus from " + escaped(model.origin()) + ".");
    lines.add("");
    lines.add("<pre>");
    model.layers().forEach(layer -> lines.add(escaped(layer.stripTrailing())));
    lines.add("</pre>");
    lines.add("");
    lines.add(
        "<p>%,d numbers, %s. {@code predict} gives the same bits as Gradus, on every machine, and"
            .formatted(emission.numbers.count(), beside ? "in " + resource : "in this file"));
    lines.add(
        "any number of threads may call it at once. Needs Java 17 or later and nothing else; the");
    lines.add("sums run in fused multiply-adds, which are fast where the processor has them.");
    if (beside) {
      lines.add("");
      lines.add(
          "<p>"
              + resource
              + " is read from the class path, where it belongs beside this class, or from the");
      lines.add("working folder: {@code java " + simpleName + ".java 0.1 0.2 …} finds it there.");
    }
    StringBuilder text = new StringBuilder("/**\n");
    lines.forEach(line -> text.append((" * " + line).stripTrailing()).append('\n'));
    return text.append(" */\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("*/", "*&#47;")
        .replace("@", "&#64;")
        .replace("\\", "&#92;");
  }

  private boolean single() {
    List<Node> inputs = model.graph().inputs();
    return inputs.size() == 1
        && inputs.getFirst().type().dtype() == DType.F32
        && answer.type().dtype() == DType.F32;
  }

  private int inputSize() {
    return model.graph().inputs().getFirst().type().shape().elements();
  }

  private String predict() {
    List<String> lines = new ArrayList<>();
    List<String> formals = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    lines.add("/**");
    lines.add(" * The answer for one example, in an array of its own.");
    lines.add(" *");
    for (Node input : model.graph().inputs()) {
      String name = emission.inputName(input);
      String type = Words.type(input.type().dtype());
      Shape shape = input.type().shape();
      boolean prepared = single() && !features.isEmpty();
      String formal = prepared ? "example" : name;
      formals.add(type + "[] " + formal);
      lines.add(
          " * @param %s %s %s, row by row".formatted(formal, escaped(Graph.nameOf(input)), shape));
      statements.addAll(check(formal, shape.elements()));
      if (prepared) {
        statements.addAll(standardised(name, shape.elements()));
      }
    }
    lines.add(
        " * @return "
            + answer.type().shape()
            + (model.names().isEmpty() ? "" : ": " + escaped(shortened())));
    lines.add(" */");
    lines.add(
        "public static %s[] predict(%s) {"
            .formatted(Words.type(answer.type().dtype()), String.join(", ", formals)));
    statements.addAll(emission.statements);
    statements.addAll(returned());
    statements.forEach(line -> lines.add("  " + line));
    lines.add("}");
    return indented(lines);
  }

  private String shortened() {
    List<String> names = model.names();
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 11)) + ", … " + names.getLast();
  }

  private List<String> check(String name, int size) {
    return List.of(
        "if (%s.length != %d) {".formatted(name, size),
        "  throw new IllegalArgumentException(",
        "      \"predict(%s): expected %d numbers, found \" + %s.length + \".\");"
            .formatted(name, size, name),
        "}");
  }

  private List<String> standardised(String name, int size) {
    String[] fields = features.split(" ", -1);
    int groups = model.preparation().features().moments().means().size();
    String at = groups == 1 ? "0" : groups == size ? "i" : "i / " + size / groups;
    return List.of(
        "float[] %s = new float[%d];".formatted(name, size),
        "for (int i = 0; i < %d; i++) {".formatted(size),
        "  %s[i] = (example[i] - %s[%s]) / %s[%s];".formatted(name, fields[0], at, fields[1], at),
        "}");
  }

  private List<String> returned() {
    if (targets.isEmpty()) {
      return List.of("return %s;".formatted(fresh(output)));
    }
    String[] fields = targets.split(" ", -1);
    int size = answer.type().shape().elements();
    int groups = model.preparation().targets().moments().means().size();
    String at = groups == 1 ? "0" : "i / " + size / groups;
    return List.of(
        "float[] answer = new float[%d];".formatted(size),
        "for (int i = 0; i < %d; i++) {".formatted(size),
        "  answer[i] = %s[i] * %s[%s] + %s[%s];".formatted(output, fields[1], at, fields[0], at),
        "}",
        "return answer;");
  }

  /// An array that the caller may change: not a constant, and not the caller's own.
  private String fresh(String array) {
    boolean given =
        model.graph().inputs().stream().anyMatch(it -> emission.inputName(it).equals(array));
    return given || emission.numbers.isField(array) ? array + ".clone()" : array;
  }

  private String many() {
    return """
    /** The answers for many examples. */
    public static float[][] predict(float[][] examples) {
      float[][] answers = new float[examples.length][];
      for (int i = 0; i < examples.length; i++) {
        answers[i] = predict(examples[i]);
      }
      return answers;
    }\
    """
        .indent(2)
        .stripTrailing();
  }

  private static String indented(List<String> lines) {
    return String.join("\n", lines).indent(2).stripTrailing();
  }
}
