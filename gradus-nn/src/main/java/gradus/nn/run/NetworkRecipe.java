package gradus.nn.run;

/// Which network is trained.
///
/// @param name a built-in network, or the name of the YAML file it came from
/// @param yaml the text of that file, empty for a built-in network
/// @param batchNorm whether a built-in network normalises over the batch
/// @param dropout its probability of dropout, 0 for none
public record NetworkRecipe(String name, String yaml, boolean batchNorm, double dropout) {}
