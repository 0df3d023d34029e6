package gradus.web.inference;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.web.http.Json;
import gradus.web.inference.Asking.Said;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The description is valid, and says what is served.
class OpenApiTest {

  @TempDir private Path folder;

  @Test
  void isValidAsAnotherReaderSees() {
    SwaggerParseResult read =
        new OpenAPIV3Parser()
            .readContents(new String(OpenApi.json(), StandardCharsets.UTF_8), null, null);
    assertThat(read.getMessages()).isEmpty();
    assertThat(read.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
    assertThat(read.getOpenAPI().getPaths()).hasSize(15);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    JsonNode all = Json.MAPPER.readTree(OpenApi.json());
    List<JsonNode> references = new ArrayList<>(all.findValues("$ref"));
    assertThat(references).isNotEmpty();
    for (JsonNode reference : references) {
      String pointer = reference.asString().substring(1);
      assertThat(all.at(pointer).isMissingNode()).as(pointer).isFalse();
    }
  }

  @Test
  void everyAddressIsServedAndAnswersWithTheFieldsItNames() throws Exception {
    JsonNode all = Json.MAPPER.readTree(OpenApi.json());
    String body = Asking.rows("x", "[1,4]", "[1,2,3,4]");
    try (Asking ask = Asking.of(Runs.flowers(folder.resolve("iris"), 3))) {
      for (String path : all.path("paths").propertyNames()) {
        String address = path.replace("{model}", "iris").replace("{version}", "1");
        boolean gets = all.path("paths").path(path).has("get");
        Said said = gets ? ask.get(address) : ask.post(address, body);
        assertThat(said.status()).as(path).isEqualTo(200);
        JsonNode schema =
            all.path("paths")
                .path(path)
                .path(gets ? "get" : "post")
                .at("/responses/200/content/application~1json/schema");
        JsonNode known =
            schema.has("$ref") ? all.at(schema.path("$ref").asString().substring(1)) : schema;
        known
            .path("required")
            .forEach(field -> assertThat(said.body().has(field.asString())).as(path).isTrue());
      }
    }
  }
}
