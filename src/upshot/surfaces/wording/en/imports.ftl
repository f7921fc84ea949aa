# What an import says, in the terminal and on the page.
table_imports = Import
label_new = New
label_restated = Restated
label_unchanged = Unchanged
label_rejected = Rejected
label_status = Status
status_loaded = loaded
status_already_imported = already imported
status_refused = refused
status_dry_run = dry run, nothing changed
status_no_rows = nothing to load, it holds no rows
stage_recognising = recognising
stage_reading = reading, { $rows } rows
stage_loading = loading { $rows } rows
stage_done = done, { $rows } rows
import_reject = { $file }, line { $line }, column “{ $column }”: saw “{ $seen }”; valid is { $valid }.
import_reject_empty = { $file }, line { $line }, column “{ $column }”: saw an empty cell; valid is { $valid }.
import_more_rejects = { $file }: { $n ->
    [one] one more rejected row is
   *[other] { $n } more rejected rows are
 } not shown; the JSON report (--format json) lists up to 200.
import_waiting = Another process is writing to this workspace ({ $who }, process { $pid }, since { $since }); waiting for it to finish …
import_dry_run = Dry run: nothing was changed.
kind_tiktok_ads_report = TikTok Ads Manager report
kind_tiktok_ads_records = TikTok Marketing API report
kind_tiktok_ads_history = TikTok table of settings (no figures)
invalid_day = “{ $seen }” is not a day. Days are written YYYY-MM-DD, for instance 2026-03-01. Correct it and try again.
invalid_mapping = { $file } is not a header mapping. A mapping is a YAML file with one line per header, “their header: our column”. Correct it and run the same command again.
period_ends_before_it_starts = The period ends ({ $end }) before it starts ({ $start }). Give the first day with --from and the last with --to.
no_files_chosen = No file was chosen. Choose one or more export files, then press Import.
unknown_import = There is no running or recent import called { $name }. Finished imports are listed on the page Imports.
