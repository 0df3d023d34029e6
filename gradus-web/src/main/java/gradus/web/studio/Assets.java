package gradus.web.studio;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// The files of the page: a list that is closed, so that no address can name another file.
final class Assets {

  private static final String ICON = "icon.svg";

  private static final List<String> FILES =
      List.of(
          "index.html",
          "studio.css",
          ICON,
          "app.js",
          "page.js",
          "plot.js",
          "pickers.js",
          "views/runs.js",
          "views/compare.js",
          "views/train.js",
          "views/graph.js",
          "views/derivation.js",
          "views/jacobian.js",
          "views/lint.js",
          "views/confusion.js",
          "views/draw.js",
          "views/convolve.js",
          "views/claims.js",
          "vendor/uPlot.esm.js",
          "vendor/uPlot.min.css",
          "vendor/elk-api.js",
          "vendor/elk-worker.min.js");

  void serve(HttpRouting.Builder routing) {
    for (String file : FILES) {
      byte[] bytes = bytes(file);
      String type = type(file);
      String address = file.equals("index.html") ? "/" : "/" + file;
      routing.get(
          address,
          (request, response) -> response.header(HeaderNames.CONTENT_TYPE, type).send(bytes));
    }
    // browsers ask for it by themselves where they have read no page with an icon yet
    byte[] icon = bytes(ICON);
    routing.get(
        "/favicon.ico",
        (request, response) -> response.header(HeaderNames.CONTENT_TYPE, type(ICON)).send(icon));
  }

  private static byte[] bytes(String file) {
    try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(file), file)) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException("the studio's file " + file, broken);
    }
  }

  private static String type(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> "text/javascript; charset=utf-8";
    };
  }
}
