package gradus.runs.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The store in a real server of PostgreSQL.
class PostgresStoreTest extends StoreContract {

  @Override
  StorePlace empty() {
    return PostgresServer.sharedOrSkip().database();
  }

  @Test
  void aServerThatIsGoneIsSaidWithoutItsPassword() {
    try (PostgresServer server = PostgresServer.startOrSkip()) {
      StorePlace own =
          StorePlace.parse(((StorePlace.Postgres) server.database()).url() + "&password=secret");
      try (RunStore opened = RunStore.open(own)) {
        opened.put(header(1, Map.of()));
        server.stop();
        assertThatThrownBy(() -> opened.put(header(2, Map.of())))
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageEndingWith("password=…: the store of runs cannot be reached.");
      }
    }
  }
}
