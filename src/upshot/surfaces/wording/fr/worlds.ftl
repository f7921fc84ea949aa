# Marques simulées : ce qui peut empêcher d'en créer une.
unknown_world_case = Aucune marque simulée ne s'appelle « { $seen } ». Les plus proches : { $nearest }. Cas connus : { $known }. Choisissez-en un avec --case.
world_seed_out_of_range = La graine { $seen } ne convient pas. Une graine est un nombre entier, 0 ou plus. Choisissez-en une autre avec --seed.
world_size_out_of_range = Une marque simulée ne peut pas avoir { $name } = { $seen }. Valeurs possibles : de { $low } à { $high }. Choisissez une taille dans cet intervalle.
