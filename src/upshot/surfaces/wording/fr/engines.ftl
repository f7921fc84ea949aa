# Quel moteur ajuste le modèle de réponse des créateurs.

unknown_engine = Aucun moteur ne s'appelle « { $seen } ». Sont admis : { $nearest }. Choisissez l'un d'eux ; par défaut, c'est upshot.
engine_not_installed = Le moteur { $seen } a été demandé, mais il n'est pas installé. Le moteur { $valid } est toujours là et donne le même résultat. N'en choisissez aucun, ou installez-le avec : pip install "upshot[{ $extra }]" (environ un demi-gigaoctet), puis recommencez.
