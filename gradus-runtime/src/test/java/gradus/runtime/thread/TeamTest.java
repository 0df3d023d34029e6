package gradus.runtime.thread;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyPartRunsOnceInEveryRound(int threads) {
    try (Team team = Team.of(threads)) {
      assertEquals(threads, team.threads());
      for (int parts = 0; parts < 12; parts++) {
        int[] runs = new int[parts];
        for (int round = 0; round < 50; round++) {
          team.run(parts, part -> runs[part]++);
        }
        int[] expected = new int[parts];
        Arrays.fill(expected, 50);
        assertArrayEquals(expected, runs);
      }
    }
  }

  @Test
  void aPartBelongsToTheSameThreadInEveryRound() {
    try (Team team = Team.of(2)) {
      Thread[] first = new Thread[4];
      Thread[] second = new Thread[4];
      team.run(4, part -> first[part] = Thread.currentThread());
      LockSupport.parkNanos(20_000_000); // long enough for the worker to park
      team.run(4, part -> second[part] = Thread.currentThread());
      assertArrayEquals(first, second);
      assertSame(Thread.currentThread(), first[0]);
      assertSame(first[0], first[1]);
      assertNotSame(first[1], first[2]);
      assertSame(first[2], first[3]);
    }
  }

  @Test
  void aSlowWorkerIsWaitedFor() {
    try (Team team = Team.of(2)) {
      int[] done = new int[2];
      for (int round = 1; round <= 3; round++) {
        team.run(
            2,
            part -> {
              if (part == 1) {
                LockSupport.parkNanos(5_000_000);
              }
              done[part]++;
            });
        assertArrayEquals(new int[] {round, round}, done);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theFirstFailureIsThrownAfterAllPartsHaveEnded(int threads) {
    try (Team team = Team.of(threads)) {
      int[] runs = new int[6];
      var thrown =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  team.run(
                      6,
                      part -> {
                        runs[part]++;
                        if (part % 3 == 1) {
                          throw new IllegalArgumentException("part " + part);
                        }
                      }));
      assertEquals("part 1", thrown.getMessage());
      assertEquals("part 4", thrown.getSuppressed()[0].getMessage());
      assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1}, runs);
      team.run(6, part -> runs[part]++);
      assertArrayEquals(new int[] {2, 2, 2, 2, 2, 2}, runs);
    }
  }

  @Test
  void aSecondCallerIsRefused() {
    try (Team team = Team.of(2)) {
      var thrown =
          assertThrows(
              IllegalStateException.class, () -> team.run(2, part -> team.run(2, inner -> {})));
      assertEquals(
          "Team.run: expected one caller at a time, found a second call while a task runs. "
              + "Give each caller a team of its own, and do not call run from within a part.",
          thrown.getMessage());
    }
  }

  @Test
  void aClosedTeamIsRefused() {
    Team team = Team.of(2);
    team.close();
    var thrown = assertThrows(IllegalStateException.class, () -> team.run(2, part -> {}));
    assertEquals(
        "Team.run: expected an open team, found a closed one. Create a new one with Team.of.",
        thrown.getMessage());
  }

  @Test
  void aTeamOfNobodyIsRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Team.of(0));
    assertEquals(
        "Team.of(0): expected at least 1 thread, found 0. Pass 1 to run on the caller alone.",
        thrown.getMessage());
  }

  @Test
  void blocksAreContiguousAndCoverEverything() {
    for (int total = 0; total < 40; total++) {
      for (int parts = 1; parts < 7; parts++) {
        assertEquals(0, Partition.start(total, 0, parts, 4));
        assertEquals(total, Partition.start(total, parts, parts, 4));
        for (int part = 0; part < parts; part++) {
          int from = Partition.start(total, part, parts, 4);
          assertEquals(from, Math.min(total, from / 4 * 4));
        }
      }
    }
  }
}
