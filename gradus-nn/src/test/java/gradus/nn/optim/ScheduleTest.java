package gradus.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void stepsMultiplyAfterEpochs() {
    Schedule schedule = new Schedule.Step(2, 0.1);
    assertThat(schedule.factor(19, 100, 10)).isEqualTo(1);
    assertThat(schedule.factor(20, 100, 10)).isCloseTo(0.1, within(1e-15));
    assertThat(schedule.factor(40, 100, 10)).isCloseTo(0.01, within(1e-15));
  }

  @Test
  void cosineGoesFromOneToItsFloor() {
    Schedule schedule = new Schedule.Cosine(0.1);
    assertThat(schedule.factor(0, 100, 10)).isEqualTo(1);
    assertThat(schedule.factor(50, 100, 10)).isCloseTo(0.55, within(1e-12));
    assertThat(schedule.factor(100, 100, 10)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void warmUpRisesThenHandsOver() {
    Schedule schedule = new Schedule.WarmUp(1, new Schedule.Cosine(0));
    assertThat(schedule.factor(0, 100, 10)).isCloseTo(0.1, within(1e-15));
    assertThat(schedule.factor(9, 100, 10)).isEqualTo(1);
    assertThat(schedule.factor(10, 100, 10)).isEqualTo(1);
    assertThat(schedule.factor(55, 100, 10)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void oneCycleRisesAndFalls() {
    Schedule schedule = new Schedule.OneCycle(0.3);
    assertThat(schedule.factor(0, 100, 10)).isCloseTo(0.04, within(1e-12));
    assertThat(schedule.factor(30, 100, 10)).isCloseTo(1, within(1e-12));
    assertThat(schedule.factor(100, 100, 10)).isCloseTo(4e-6, within(1e-12));
    assertThatThrownBy(() -> new Schedule.OneCycle(1))
        .hasMessage(
            "one-cycle schedule: expected a share above 0 and below 1, found 1.0. Try 0.3.");
  }
}
