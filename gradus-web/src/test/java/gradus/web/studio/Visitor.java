package gradus.web.studio;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A person with Chromium: opens views, and notes what the browser complains about and whom it
/// asks.
final class Visitor implements AutoCloseable {

  static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private static final Path PICTURES = Path.of("..", "docs", "guide", "pictures");
  private static final long MOST_BYTES = 150_000;
  private static final Set<String> OTHERS = Set.of("claims-refuted", "run-dark", "claims-phone");

  private final Playwright playwright;
  private final Browser browser;
  private final BrowserContext context;
  private final URI studio;
  private final Page page;
  private final String axe;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  Visitor(URI studio) {
    this.studio = studio;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--no-first-run")));
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(1180, 820)
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE));
    page = context.newPage();
    page.setDefaultTimeout(20_000);
    page.onConsoleMessage(
        message -> {
          // an answer of 400 is what some tests are about
          boolean wanted = message.text().contains("status of 400");
          if (!wanted && (message.type().equals("error") || message.type().equals("warning"))) {
            complaints.add(message.text() + " at " + message.location());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(request -> asked.add(request.url()));
    axe = resource("axe.min.js");
    page.navigate(studio.toString());
    // the entrance leads on to the page by itself
    page.locator("#main h1").first().waitFor();
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Visitor.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  Page page() {
    return page;
  }

  /// Opens a view such as `claims`.
  void open(String view) {
    page.navigate("http://127.0.0.1:%d/#/%s".formatted(studio.getPort(), view));
    page.locator("#main h1").first().waitFor();
  }

  /// What the browser's console said of errors and warnings.
  List<String> complaints() {
    return complaints;
  }

  /// The addresses that were asked, other than the studio's.
  List<String> asked() {
    String own = "http://127.0.0.1:%d/".formatted(studio.getPort());
    return asked.stream()
        .filter(it -> !it.startsWith(own) && !it.startsWith("data:") && !it.startsWith("blob:"))
        .toList();
  }

  /// The violations of accessibility that axe-core calls serious or critical.
  @SuppressWarnings("unchecked")
  List<String> barriers() {
    page.evaluate(axe);
    Object found =
        page.evaluate(
            "async () => (await axe.run(document, {resultTypes:"
                + " ['violations']})).violations.filter(v => v.impact === 'serious' || v.impact ==="
                + " 'critical').map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0,"
                + " 160)).slice(0, 3).join(' | '))");
    return (List<String>) found;
  }

  /// By how many pixels the page is wider than the window.
  int overflow() {
    return ((Number)
            page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"))
        .intValue();
  }

  /// Looks at the page as on a phone.
  void onPhone(Runnable look) {
    page.setViewportSize(360, 740);
    try {
      page.waitForTimeout(150);
      look.run();
    } finally {
      page.setViewportSize(1180, 820);
      page.waitForTimeout(100);
    }
  }

  /// Looks at the page in dark colours.
  void inDark(Runnable look) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    try {
      page.waitForTimeout(150);
      look.run();
    } finally {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
  }

  /// A picture of the page, which must not be blank; written where `-Dgradus.pages=write` asks.
  byte[] picture(String name) {
    byte[] png = page.screenshot();
    boolean write = System.getProperty("gradus.pages", "").equals("write");
    String look = System.getProperty("gradus.look", "");
    try {
      if (write && (!name.contains("-") || OTHERS.contains(name))) {
        if (png.length > MOST_BYTES) {
          throw new IllegalStateException(name + ".png has " + png.length + " bytes");
        }
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve("studio-" + name + ".png"), png);
      }
      if (!look.isEmpty()) {
        Files.createDirectories(Path.of(look));
        Files.write(Path.of(look, name + ".png"), png);
      }
    } catch (IOException unwritable) {
      throw new java.io.UncheckedIOException(unwritable);
    }
    return png;
  }

  @Override
  public void close() {
    context.close();
    browser.close();
    playwright.close();
  }
}
