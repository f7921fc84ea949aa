# L'atelier Spark dans le navigateur.
nav_spark = Atelier Spark
spark_desk_title = Atelier Spark
spark_desk_add = Ajouter un droit
spark_desk_import = Coller des codes
spark_desk_calendar = Flux calendrier
spark_desk_per_day = En jeu par jour
spark_desk_per_day_sub = dépense sur des droits qui finissent, expirent ou manquent
spark_desk_total = En jeu au total
spark_desk_total_sub = jusqu'à la fin des diffusions
spark_desk_untold = { $count ->
    [one] plus un droit dont le total ne peut être dit
   *[other] plus { $count } droits dont le total ne peut être dit
}
spark_desk_renewals = À renouveler
spark_desk_renewals_sub = sous 14 jours
spark_desk_rights = Droits
spark_desk_as_of = au { $when }
spark_desk_due = À faire maintenant
spark_desk_more_alerts = { $count ->
    [one] Et encore une alerte.
   *[other] Et encore { $count } alertes.
}
spark_desk_states = États
spark_desk_all = tous
spark_desk_search = Créateur, publication, campagne
spark_desk_none_found = Aucun droit ne répond à cette recherche.
spark_desk_empty = Aucun droit n'est encore noté. Un droit dit qu'une publication d'un créateur peut être diffusée en publicité, jusqu'à quand, et ce qui en dépend.
spark_sort_urgent = le plus urgent d'abord
spark_sort_money = le plus d'argent d'abord
spark_sort_creator = par créateur
spark_sort_ends = la fin la plus proche d'abord
spark_due_renewal_due = @{ $creator } : le droit finit le { $at }, avant ses annonces. { $total } en dépendent. Renouvelez-le.
spark_due_ended = @{ $creator } : le droit est « { $state } », et des annonces sont encore prévues. { $per_day } par jour en dépendent. Arrêtez les annonces, ou renouvelez.
spark_due_conflict = @{ $creator } : diffusion, code et contrat ne vont pas ensemble. { $total } en dépendent.
spark_due_end_unknown = @{ $creator } : personne ne sait avec certitude quand le code finit. { $per_day } par jour en dépendent. Vérifiez dans le Gestionnaire de publicités.
spark_due_delivery_stopped = @{ $creator } : les annonces se sont arrêtées alors que le droit et la diffusion continuent. Regardez la publication et le Gestionnaire de publicités.
spark_done_added = Le droit est préparé.
spark_done_revoked = Noté : l'accord est retiré. Arrêtez les annonces maintenant.
spark_done_moved = Noté.
spark_done_saved = Vos réponses sont gardées, avec leur auteur et l'heure.
spark_done_link_revoked = Le lien est retiré ; qui l'ouvre lit qu'il ne fonctionne pas.
spark_done_code_taken = Le code est gardé, chiffré.

spark_right_about = Publication { $post } · droit { $right }
spark_renew = Renouveler
spark_renew_title = Renouveler un droit
spark_renew_about = Le nouveau droit prend la suite dès qu'il est autorisé ; jusque-là, celui qui finit reste en vigueur. Il faut un nouveau code.
spark_copy = Copier
spark_copied = Copié
spark_open_source = ouvrir la source
spark_link_made = Le lien privé
spark_link_once = Il n'est montré que cette fois et n'est gardé nulle part. Envoyez-le à ce créateur seul : qui le détient peut répondre.
spark_code_shown = Le code
spark_code_shown_note = Votre consultation est dans la piste d'audit, avec sa raison. Collez-le dans le Gestionnaire de publicités, avec son #.
spark_links_title = Demander au créateur
spark_no_links = Aucun lien n'a encore été créé.
spark_link_make = Créer un lien privé
spark_link_open = ouvert
spark_link_answered = répondu
spark_link_revoked = retiré
spark_link_expired = expiré
spark_link_locked = bloqué
spark_link_dates = créé le { $made }, expire le { $lapses }
spark_link_opened = ouvert le { $when }
spark_link_declined = refusé : { $reason }
spark_link_withdraw = Retirer
spark_link_days_computed = La page demandera { $days } jours : la plus petite durée de TikTok qui couvre les { $needed } jours d'ici à la fin de la diffusion et de sa marge.
spark_link_days_none = Aucune durée de TikTok ne couvre les { $needed } jours d'ici à la fin de la diffusion et de sa marge. Demandez 365 et renouvelez en chemin, ou coupez la diffusion en deux.
spark_link_days_no_flight = La diffusion n'est pas connue : aucune durée ne peut être calculée. Choisissez-en une, ou saisissez d'abord la diffusion.
spark_no_go_known = @{ $creator } ne promeut jamais : { $what }.
spark_offer_brand = La marque telle que le créateur la connaît
spark_offer_pays = Ce que cela rapporte d'autre (le prix ci-dessus est montré)
spark_offer_topics = Le produit touche-t-il à l'un de ces sujets ?
spark_offer_days = Durée à demander
spark_offer_days_computed = calculée d'après la diffusion
spark_offer_link_days = Jours de validité du lien
spark_code_title = Le code
spark_code_until = Un code est gardé, chiffré. Il marche jusqu'au { $when }.
spark_code_until_unknown = Un code est gardé, chiffré. On ne sait pas quand il cesse de marcher.
spark_code_none = Aucun code n'est encore arrivé.
spark_code_enter = Un code est venu par message
spark_code_days = Sa durée
spark_code_made_on = Le jour où il a été généré
spark_reveal = Montrer le code
spark_reveal_why = Pourquoi devez-vous le voir ? (gardé dans la piste d'audit)
spark_authorise_title = Saisi dans le Gestionnaire de publicités ?
spark_authorise = Marquer comme autorisé
spark_authorise_note = Sur quelle base (par exemple : vu dans le Gestionnaire de publicités)
spark_revoke = L'accord a été retiré
spark_revoke_note = Comment et quand le créateur l'a dit
spark_post_gone = La publication a disparu
spark_post_gone_note = Supprimée, privée, bannie : ce qui a été vu
spark_facts_title = Ce que vous savez de la publication
spark_fact_unknown = personne ne l'a dit
spark_fact_by = dit par { $who }, { $when }
spark_fact_is_public = Tout le monde peut-il voir la publication ?
spark_fact_toggle_on = Le réglage de transparence de TikTok est-il activé ?
spark_fact_is_caption_final = La légende est-elle définitive ?
spark_fact_has_spoken_call_to_action = La vidéo elle-même appelle-t-elle à agir ?
spark_fact_overlay_s = Secondes où la mention figure à l'image
spark_fact_promotion_s = Secondes que dure la promotion (vide : toute la vidéo)
spark_fact_duration_s = Durée de la vidéo en secondes
spark_fact_caption = Légende
spark_fact_sound_licence = Le son
spark_fact_optimization_goal = But d'optimisation
spark_fact_consent_given_on = Le créateur a accepté le
spark_fact_consent_given_by = L'accord est noté dans
spark_fact_consent_until = L'accord dure jusqu'au
spark_fact_consent_withdrawn_on = L'accord a été retiré le
spark_fact_consent_territory = L'accord vaut pour
spark_fact_published_on = Publiée le
spark_fact_buffer_days = Jours de marge après la diffusion
spark_fact_reason_spread = Pourquoi si peu de publications ou de créateurs
spark_fact_reason_post_old_enough = Pourquoi si tôt
spark_fact_no_go_topics = ne promeut jamais
spark_fact_no_go_words = ni
spark_licence_original = celui du créateur
spark_licence_commercial = sous licence commerciale
spark_licence_unlicensed = sans licence publicitaire

spark_field_post = Publication
spark_field_post_help = Le lien complet de la publication, ou son identifiant.
spark_field_creator = Créateur
spark_field_creator_help = Le compte ; le lien le dit quand il le contient.
spark_field_campaign = Campagne
spark_field_campaign_help = La campagne qui paie la diffusion.
spark_field_flight_starts_on = Diffusion, premier jour
spark_field_flight_starts_on_help = Quand les annonces commencent.
spark_field_flight_ends_on = Diffusion, dernier jour
spark_field_flight_ends_on_help = Quand les annonces doivent s'arrêter.
spark_field_contract_starts_on = Contrat, premier jour
spark_field_contract_starts_on_help = À partir de quand le contrat permet l'usage payant.
spark_field_contract_ends_on = Contrat, dernier jour
spark_field_contract_ends_on_help = Laissé vide, il est inconnu, pas lointain.
spark_field_flight_budget = Budget de la diffusion
spark_field_flight_budget_help = Prévu pour toute la diffusion.
spark_field_rights_fee = Prix du droit
spark_field_rights_fee_help = Payé pour le droit seul ; 0 seulement s'il est gratuit.
spark_field_currency = Devise
spark_field_currency_help = Trois lettres ; vide : celle de l'espace.
spark_field_territory = Territoire
spark_field_territory_help = Pays en deux lettres, par exemple FR, BE.
spark_field_notes = Notes
spark_field_notes_help = Toute autre chose.
spark_add_post_unknown = Aucune publication ne s'y lit. Admis : le lien complet d'une publication (…/video/7612…) ou son identifiant.
spark_add_short_link = Ce lien court cache sa publication. Ouvrez-le dans un navigateur, et copiez la longue adresse.
spark_codes_paste = Collez des messages ou un tableau
spark_codes_help = Des messages avec liens et codes, ou des lignes copiées d'un tableur avec un titre comme publication, créateur, code, jours. Chaque code va à sa publication ; ce qui ne va pas est nommé plus bas et ne change rien. Les codes sont gardés chiffrés et ne sont plus montrés ici.
spark_codes_take = Prendre les codes
spark_codes_empty = Rien n'a été collé. Collez d'abord des messages ou un tableau.
spark_codes_too_long = C'est plus qu'il n'en tient en une fois (400 000 caractères). Collez par parties, ou utilisez la ligne de commande : upshot spark import FICHIER
spark_codes_taken = { $count ->
    [0] Aucun code n'a été pris.
    [one] Un code a été pris.
   *[other] { $count } codes ont été pris.
}
spark_codes_same = { $count ->
    [0] Aucun n'était déjà là.
    [one] Un était déjà là.
   *[other] { $count } étaient déjà là.
}
spark_gates_before_link = Aucun lien n'a été créé : des contrôles échouent qu'on ne peut plus réparer une fois le code généré : { $gates }. La légende et le son se verrouillent avec lui. Corrigez d'abord la publication, puis notez-le sous les contrôles.
spark_gates_open = Le droit n'a pas été marqué comme autorisé : ces contrôles restent ouverts : { $gates }. Tous doivent d'abord être passés. Répondez aux questions sous les contrôles, sur la page du droit ou avec « upshot spark gates ».
spark_no_go = Aucun lien n'a été créé : @{ $creator } ne promeut jamais { $what }, et cette demande y touche. Choisissez un autre créateur, ou un autre produit.
spark_link_days = Un lien ne peut pas valoir « { $seen } » jours. Admis : de 1 à { $longest }. Choisissez de nouveau.
