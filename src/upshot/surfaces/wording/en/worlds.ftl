# Simulated brands: what can go wrong when one is asked for.
unknown_world_case = There is no simulated brand called “{ $seen }”. Nearest: { $nearest }. Known: { $known }. Choose one of these with --case.
world_seed_out_of_range = The seed { $seen } cannot be used. A seed is a whole number, 0 or more. Choose another with --seed.
world_size_out_of_range = A simulated brand cannot have { $name } = { $seen }. Valid: { $low } to { $high }. Choose a size in that range.
