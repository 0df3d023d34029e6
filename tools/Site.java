import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// Makes a static site of the pages, the Javadoc and the pages of operations: `java -cp COMMONMARK
/// Site.java ROOT LIBRARIES OUT`. Ends with 1 where a link leads nowhere.
final class Site {

  private static final List<String> MODULES =
      List.of("core", "runtime", "nn", "onnx", "explain", "runs", "web");

  private static final List<String> FIRST =
      List.of(
          "first-steps",
          "your-data",
          "your-layers",
          "gradients",
          "proving",
          "claims",
          "models",
          "onnx",
          "runs",
          "sweeps",
          "serving",
          "studio",
          "performance",
          "results",
          "inside");

  private static final Path ICON =
      Path.of("gradus-web/src/main/resources/gradus/web/studio/icon.svg");

  private static final Pattern LINK = Pattern.compile("(href|src)=\"([^\"]+)\"");

  private static final Pattern SOURCE =
      Pattern.compile("(?:\\.\\./)*gradus-(\\w+)/src/main/java/(.*)\\.java");

  private final Path root;
  private final Path out;
  private final Parser parser;
  private final HtmlRenderer renderer;

  private Site(Path root, Path out) {
    this.root = root;
    this.out = out;
    List<Extension> extensions = List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    parser = Parser.builder().extensions(extensions).build();
    renderer = HtmlRenderer.builder().extensions(extensions).escapeHtml(false).build();
  }

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]).toAbsolutePath().normalize();
    Path out = Path.of(args[2]).toAbsolutePath().normalize();
    Site site = new Site(root, out);
    clear(out);
    site.pages();
    site.api(Path.of(args[1]).toAbsolutePath());
    TreeSet<String> broken = site.broken();
    broken.forEach(link -> System.out.println("leads nowhere: " + link));
    System.out.println("the site: " + out.resolve("index.html"));
    System.exit(broken.isEmpty() ? 0 : 1);
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
  }

  private void pages() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> top = Files.list(root);
        Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      top.filter(file -> file.toString().endsWith(".md")).forEach(files::add);
      docs.filter(Files::isRegularFile).forEach(files::add);
    }
    files.add(root.resolve("LICENSE"));
    files.add(root.resolve("gradus-web/THIRD-PARTY.md"));
    Files.copy(root.resolve(ICON), out.resolve(ICON.getFileName()));
    for (Path file : files) {
      Path target = out.resolve(root.relativize(file).toString());
      Files.createDirectories(target.getParent());
      if (file.toString().endsWith(".md")) {
        Files.writeString(out.resolve(page(root.relativize(file).toString())), html(file));
      } else {
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// Where the page of a Markdown file stands.
  private static String page(String file) {
    return file.replaceFirst("README\\.md$", "index.html").replaceFirst("\\.md$", ".html");
  }

  private String html(Path file) throws IOException {
    String text = Files.readString(file);
    String up = "../".repeat(root.relativize(file).getNameCount() - 1);
    String title = text.lines().findFirst().orElse("").replaceFirst("^#+ *", "");
    String body = LINK.matcher(renderer.render(parser.parse(text))).replaceAll(it -> link(it, up));
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="%s" type="image/svg+xml">
    <title>%s</title>
    <style>%s</style>
    </head>
    <body>
    <a class="pages" href="#pages">All pages</a>
    <nav aria-label="Pages" id="pages">%s</nav>
    <main>%s</main>
    </body>
    </html>
    """
        .formatted(
            up + ICON.getFileName(),
            title.equals("Gradus") ? title : title + " · Gradus",
            STYLE,
            navigation(up, up + page(root.relativize(file).toString())),
            body);
  }

  /// A link of a page, led to where its target stands in the site.
  private static String link(MatchResult match, String up) {
    String target = match.group(2);
    String led = target;
    if (!target.matches("[a-z]+:.*|#.*")) {
      Matcher source = SOURCE.matcher(target);
      int hash = target.indexOf('#');
      String file = hash < 0 ? target : target.substring(0, hash);
      String anchor = hash < 0 ? "" : target.substring(hash);
      if (source.matches()) {
        led = up + "api/gradus." + source.group(1) + "/" + source.group(2) + ".html";
      } else if (file.endsWith(".md")) {
        led = page(file) + anchor;
      } else if (file.endsWith("docs/decisions")) {
        led = file + "/index.html";
      }
    }
    return Matcher.quoteReplacement(match.group(1) + "=\"" + led + "\"");
  }

  /// Links to the pages; the one that is read is marked.
  private String navigation(String up, String here) throws IOException {
    StringBuilder text = new StringBuilder();
    entry(text, up + "index.html", "Gradus");
    for (String name : FIRST) {
      Path file = root.resolve("docs/guide/" + name + ".md");
      if (Files.exists(file)) {
        String title = Files.readAllLines(file).getFirst().substring(2);
        entry(text, up + "docs/guide/" + name + ".html", title);
      }
    }
    entry(text, up + "docs/guide/assignment.html", "The assignment, answered");
    entry(text, up + "docs/ops/index.html", "Operations");
    entry(text, up + "api/index.html", "Javadoc");
    entry(text, up + "docs/decisions/index.html", "Decisions");
    entry(text, up + "docs/glossary.html", "Glossary");
    entry(text, up + "CHANGELOG.html", "Changes");
    String own = "<a href=\"" + here + "\"";
    return text.toString().replace(own, own + " aria-current=\"page\"");
  }

  private static void entry(StringBuilder text, String target, String title) {
    text.append("<a href=\"").append(target).append("\">").append(title).append("</a>\n");
  }

  private void api(Path libraries) {
    List<String> arguments = new ArrayList<>(List.of("-quiet", "-Xdoclint:none"));
    arguments.addAll(List.of("-d", out.resolve("api").toString(), "-p", libraries.toString()));
    arguments.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    arguments.addAll(List.of("-doctitle", "Gradus", "-windowtitle", "Gradus", "-notimestamp"));
    for (String module : MODULES) {
      Path sources = root.resolve("gradus-" + module).resolve("src/main/java");
      String folders =
          Stream.of("target", "target/quick")
              .map(built -> built + "/generated-sources/protobuf")
              .map(root.resolve("gradus-" + module)::resolve)
              .filter(Files::isDirectory)
              .limit(1)
              .map(made -> sources + File.pathSeparator + made)
              .findFirst()
              .orElse(sources.toString());
      arguments.addAll(List.of("--module-source-path", "gradus." + module + "=" + folders));
    }
    arguments.addAll(
        List.of("--module", String.join(",", MODULES.stream().map(it -> "gradus." + it).toList())));
    int code =
        ToolProvider.findFirst("javadoc")
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException("javadoc ended with " + code + ".");
    }
  }

  /// The links of our own pages that lead nowhere.
  private TreeSet<String> broken() throws IOException {
    TreeSet<String> broken = new TreeSet<>();
    try (Stream<Path> files = Files.walk(out)) {
      files
          .filter(file -> file.toString().endsWith(".html"))
          .filter(file -> !file.startsWith(out.resolve("api")))
          .filter(file -> !file.endsWith("assignment.html"))
          .forEach(file -> broken(file, broken));
    }
    return broken;
  }

  private void broken(Path file, TreeSet<String> broken) {
    try {
      for (MatchResult match : LINK.matcher(Files.readString(file)).results().toList()) {
        String target = match.group(2).replaceFirst("#.*", "");
        if (!target.isEmpty()
            && !target.matches("[a-z]+:.*")
            && !Files.exists(file.resolveSibling(target))) {
          broken.add(out.relativize(file) + " → " + target);
        }
      }
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  private static final String STYLE =
      """

      :root { color-scheme: light dark; --line: light-dark(#d8dce2, #3a4048);
        --soft: light-dark(#f5f6f8, #1d2126); --link: light-dark(#1d5fa8, #7fb5ee); }
      body { margin: 0; display: grid; grid-template-columns: 15rem minmax(0, 1fr); min-height: 100vh;
        font: 16px/1.55 system-ui, sans-serif; color: light-dark(#1c2128, #dde2e8);
        background: light-dark(#fff, #15181c); }
      nav { padding: 2rem 1rem; border-right: 1px solid var(--line); background: var(--soft); }
      nav a { display: block; padding: .2rem .5rem; text-decoration: none; }
      nav a[aria-current] { font-weight: 600; color: inherit; }
      .pages { display: none; }
      main { padding: 2rem; max-width: 56rem; }
      a { color: var(--link); }
      pre { overflow-x: auto; padding: .8rem 1rem; background: var(--soft); border: 1px solid var(--line);
        border-radius: 6px; line-height: 1.35; }
      code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9em; }
      table { display: block; overflow-x: auto; border-collapse: collapse; }
      th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
      img { max-width: 100%; }
      @media (max-width: 48rem) { body { display: flex; flex-direction: column; }
        .pages { display: block; padding: .8rem 1rem; } main { padding: 0 1rem 1rem; }
        nav { order: 2; border: 0; border-top: 1px solid var(--line); padding: 1rem; } }
      """;
}
