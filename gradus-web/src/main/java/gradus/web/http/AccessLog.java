package gradus.web.http;

import io.helidon.webserver.http.RoutingRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// One line of JSON for each request: when, who, what, how it ended, how long it took.
///
/// The query and the headers are left out, since they may hold secrets.
///
/// @param lines takes the lines
record AccessLog(Consumer<String> lines) {

  void write(RoutingRequest request, int status, long nanos) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("client", request.remotePeer().host());
    line.put("method", request.prologue().method().text());
    line.put("path", request.path().rawPath());
    line.put("status", status);
    line.put("millis", Math.round(nanos / 1e3) / 1e3);
    lines.accept(Json.MAPPER.writeValueAsString(line));
  }
}
