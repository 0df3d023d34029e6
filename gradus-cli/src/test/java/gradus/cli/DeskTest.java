package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeskTest {

  @Test
  void aBrowserIsOpenedOnlyWhereSomeoneSitsAtADesktop() {
    assertThat(Desk.opener("Linux", Map.of())).isEmpty();
    assertThat(Desk.opener("Linux", Map.of("DISPLAY", ":0"))).isEqualTo(List.of("xdg-open"));
    assertThat(Desk.opener("Linux", Map.of("DISPLAY", ":0", "SSH_CONNECTION", "x"))).isEmpty();
    assertThat(Desk.opener("Linux", Map.of("DISPLAY", ":0", "CI", "true"))).isEmpty();
    assertThat(Desk.opener("Mac OS X", Map.of())).isEqualTo(List.of("open"));
    assertThat(Desk.opener("Windows 11", Map.of()).getFirst()).isEqualTo("rundll32");
  }
}
