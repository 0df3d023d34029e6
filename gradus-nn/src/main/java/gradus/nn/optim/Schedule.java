package gradus.nn.optim;

/// How the learning rate moves during training: a factor for each step.
public sealed interface Schedule {

  /// What the learning rate is multiplied by.
  ///
  /// @param step the step that is about to be made, from 0
  /// @param total all steps of the training
  /// @param stepsPerEpoch steps of one epoch
  double factor(long step, long total, long stepsPerEpoch);

  /// Always 1.
  record Constant() implements Schedule {
    @Override
    public double factor(long step, long total, long stepsPerEpoch) {
      return 1;
    }
  }

  /// Multiplied by `gamma` after every `epochs` epochs.
  ///
  /// @param epochs how long the rate stays, 1 or more
  /// @param gamma what it is multiplied by
  record Step(int epochs, double gamma) implements Schedule {
    public Step {
      if (epochs < 1) {
        throw new IllegalArgumentException(
            "step schedule: expected 1 or more epochs, found %d. Try 10.".formatted(epochs));
      }
    }

    @Override
    public double factor(long step, long total, long stepsPerEpoch) {
      return StrictMath.pow(gamma, Math.floorDiv(step, stepsPerEpoch * epochs));
    }
  }

  /// Half a cosine from 1 to `floor`. Source: Loshchilov and Hutter 2017, equation 5, without
  /// restarts.
  ///
  /// @param floor the factor at the end
  record Cosine(double floor) implements Schedule {
    @Override
    public double factor(long step, long total, long stepsPerEpoch) {
      double progress = Math.min(1, (double) step / Math.max(1, total));
      return floor + (1 - floor) * 0.5 * (1 + StrictMath.cos(Math.PI * progress));
    }
  }

  /// From near 0 to 1 over the first `epochs` epochs, then another schedule over the rest.
  ///
  /// @param epochs how long the rise takes
  /// @param then what follows
  record WarmUp(double epochs, Schedule then) implements Schedule {
    @Override
    public double factor(long step, long total, long stepsPerEpoch) {
      long rise = Math.round(epochs * stepsPerEpoch);
      return step < rise
          ? (step + 1.0) / rise
          : then.factor(step - rise, Math.max(1, total - rise), stepsPerEpoch);
    }
  }

  /// One cycle: a cosine rise from 1/25 to 1 over the first `rise` of all steps, then a cosine fall
  /// to 1/10 000 of the start. Source: Smith and Topin 2019, with PyTorch's default factors.
  ///
  /// @param rise the share of steps that rise, above 0 and below 1
  record OneCycle(double rise) implements Schedule {
    public OneCycle {
      if (!(rise > 0 && rise < 1)) {
        throw new IllegalArgumentException(
            "one-cycle schedule: expected a share above 0 and below 1, found %s. Try 0.3."
                .formatted(rise));
      }
    }

    @Override
    public double factor(long step, long total, long stepsPerEpoch) {
      double top = rise * Math.max(1, total);
      double start = 1.0 / 25;
      return step < top
          ? between(start, 1, step / top)
          : between(1, start / 1e4, Math.min(1, (step - top) / (Math.max(1, total) - top)));
    }

    private static double between(double from, double to, double progress) {
      return to + (from - to) * 0.5 * (1 + StrictMath.cos(Math.PI * progress));
    }
  }

  /// Multiplied by `gamma` whenever the validation loss has not fallen for `patience` epochs; since
  /// that depends on the run, the training loop applies it and the factor here is 1.
  ///
  /// @param gamma what the rate is multiplied by
  /// @param patience epochs without improvement, 1 or more
  record Plateau(double gamma, int patience) implements Schedule {
    @Override
    public double factor(long step, long total, long stepsPerEpoch) {
      return 1;
    }
  }
}
