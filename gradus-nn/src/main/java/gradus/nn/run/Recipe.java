package gradus.nn.run;

/// Everything that a run depends on, in plain values as they are typed: repeating it gives the same
/// bits.
///
/// @param data where the data come from and how they are cut
/// @param network the network
/// @param training how it is trained
public record Recipe(DataRecipe data, NetworkRecipe network, TrainingRecipe training) {}
