# Ce que dit un import, dans le terminal et sur la page.
table_imports = Import
label_new = Nouvelles
label_restated = Corrigées
label_unchanged = Inchangées
label_rejected = Rejetées
label_status = État
status_loaded = chargé
status_already_imported = déjà importé
status_refused = refusé
status_dry_run = essai, rien n'a changé
status_no_rows = rien à charger, aucune ligne
stage_recognising = identification
stage_reading = lecture, { $rows } lignes
stage_loading = chargement de { $rows } lignes
stage_done = terminé, { $rows } lignes
import_reject = { $file }, ligne { $line }, colonne « { $column } » : vu « { $seen } » ; attendu : { $valid }.
import_reject_empty = { $file }, ligne { $line }, colonne « { $column } » : vu une cellule vide ; attendu : { $valid }.
import_more_rejects = { $file } : { $n ->
    [one] une autre ligne rejetée n'est pas montrée
   *[other] { $n } autres lignes rejetées ne sont pas montrées
 } ; le rapport JSON (--format json) en donne jusqu'à 200.
import_waiting = Un autre processus écrit dans cet espace ({ $who }, processus { $pid }, depuis { $since }) ; attente de la fin …
import_dry_run = Essai : rien n'a été changé.
kind_tiktok_ads_report = Rapport TikTok Ads Manager
kind_tiktok_ads_records = Rapport de l'API Marketing TikTok
kind_tiktok_ads_history = Table de réglages TikTok (sans chiffres)
invalid_day = « { $seen } » n'est pas un jour. Les jours s'écrivent AAAA-MM-JJ, par exemple 2026-03-01. Corrigez-le et recommencez.
invalid_mapping = { $file } n'est pas une table d'en-têtes. C'est un fichier YAML avec une ligne par en-tête, « leur en-tête: notre colonne ». Corrigez-le et relancez la même commande.
period_ends_before_it_starts = La période finit ({ $end }) avant de commencer ({ $start }). Donnez le premier jour avec --from et le dernier avec --to.
no_files_chosen = Aucun fichier n'a été choisi. Choisissez un ou plusieurs exports, puis appuyez sur Importer.
unknown_import = Aucun import en cours ou récent ne s'appelle { $name }. Les imports terminés sont sur la page Imports.
