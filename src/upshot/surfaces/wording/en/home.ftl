# The home: lake, records, locks, imports, export, restore, erase.
home_read_only = { $path } cannot be written to: the system forbids it. Upshot needs to write in its home. Allow this user to write there, or choose another home with --home, then run the same command again.
home_not_a_folder = { $path } is a file, not a folder. A home is a folder, which Upshot makes where none is. Choose another place with --home.
home_busy = Another process is writing to this workspace: { $command } (process { $pid }, since { $since }). Upshot waited { $waited_s } seconds; only one may write at a time, reading is always possible. Wait until it has ended, then run the same command again; what was loaded already is not loaded twice.
lake_file_missing = A data file of the table { $table } is missing: { $path }. Its table names it, so that a result without it would be wrong. Restore the home from an export, or put the file back, then run the same command again.
lake_corrupt = The table { $table } cannot be read: { $path } is damaged or cut short. Complete files and a complete log are needed. Restore the home from an export, or delete the table's folder and import its files again with --force (they are kept in raw/).
unknown_version = The table { $table } has no version { $seen }. Its versions run from 0 to { $newest }. Choose one of these.
unknown_table = There is no table called { $seen } here. The tables are: { $nearest }. Use one of these names.
unknown_column = The table { $table } has no such column: { $columns }. Only the columns of its description are valid. Correct the name and try again.
wrong_type = The value of { $column } in { $table } has the wrong type. Valid is: { $valid }. Correct it and save again.
missing_key = A row of { $table } needs a value in { $column }: it names the row. Nothing was seen there. Fill it in and save again.
records_url = UPSHOT_RECORDS_URL cannot be understood: it begins with “{ $seen }”. Valid is an address such as sqlite:////home/me/records.db or postgresql+psycopg://user@host/name. Correct it or remove it.
postgres_missing = The records are to be kept in PostgreSQL, but its driver is not installed. Install it with: pip install "upshot[{ $extra }]", then run the same command again.
records_corrupt = The records cannot be read: { $path } is damaged or is not a database. A complete SQLite file is needed. Restore the home from an export; the damaged file can be kept aside.
records_busy = The records in { $path } are busy: another process has been writing for more than half a minute. One may write at a time. Wait a moment, then run the same command again.
records_unreachable = The database of the records cannot be reached: { $path }. It must be running and accept the connection. Start it or correct UPSHOT_RECORDS_URL, then run the same command again.
records_newer = The records in { $path } were written by a newer Upshot (layout { $seen }); this one knows layouts up to { $newest }. An older Upshot must not change them. Install the newer version, then run the same command again.
workspace_exists = There is already a workspace called { $seen }. Each name is given once. Choose another name, or use this workspace with --workspace.
workspace_name = “{ $seen }” cannot be the name of a workspace. Valid are letters, digits, spaces and . - & + ' up to 80 characters, beginning with a letter or digit. Choose such a name.
unknown_workspace = There is no workspace called { $seen }. { $nearest ->
    [none] There is none yet.
   *[other] The nearest ones are: { $nearest }.
 } Choose one with --workspace, or make it with: upshot init NAME.
workspace_not_named = This home has several workspaces: { $nearest }. One command works on one of them. Name it with --workspace.
unknown_setting = There is no setting called { $seen }. The nearest ones are: { $nearest }. The command “upshot sheet settings” lists them all.
one_scope_only = A verdict was asked for both a campaign ({ $campaign }) and a creator ({ $creator }). It is about one campaign, one creator, or everything. Leave one of the two out.
too_many_rejects = { $file } was not loaded: more than half of its rows ({ $rejected } of { $rows }) cannot be read. The first is line { $line }, column “{ $column }”: saw “{ $seen }”; valid is { $valid }. Correct these cells and import the file again. If they look right, the file was misunderstood: check its kind (--as), its dates and its decimal marks with --dry-run.
file_unforeseen = { $file } could not be read because of a fault inside Upshot ({ $fault }). This is a bug, not your mistake; nothing of this file was loaded, the other files were. Please report it with the kind of the file.
hash_key_differs = The key in { $path } is not the one that this home's customers were recognised with, so every known customer would look new. A home restored without its key needs the old one. Copy keys/hash.key from the old home there, then import again; everything else works without it.
archive_exists = { $file } exists already. An export never overwrites a file. Choose another name, or move the file away.
archive_missing = There is no file { $file }. An archive made by “upshot export” is needed. Check the path, then run the same command again.
archive_not_a_home = { $file } is not an exported home, or it is cut short. Valid is a zip made by “upshot export”. Choose that file, or export again.
archive_newer = { $file } was exported by a newer Upshot ({ $seen }); this is { $newest }. Install the newer version, then restore again.
archive_altered = { $file } was changed after it was exported: { $member } is not what the archive's list says. Nothing was restored. Export again, or use an untouched copy.
restore_home_not_empty = { $path } already holds a home. Restoring never mixes two homes. Choose a new place with --home.
erase_one_person = Name one person to erase. Valid is either an e-mail address of a customer or the handle of a creator. Give one of the two.
