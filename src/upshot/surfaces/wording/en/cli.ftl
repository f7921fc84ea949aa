# What only the command line says.
internal_error = Something went wrong inside Upshot ({ $error }). This is a bug, not your mistake; nothing was half-written. The technical details are in { $file }: please report them, or run the command again with -v.
unknown_report_format = Upshot cannot write { $file }: it knows the report formats { $valid }. Give the file one of these endings.
unknown_figure = There is no figure called { $name }. The nearest ones are: { $nearest }.
disk_full = The disk is full ({ $file }). Nothing was half-written. Free some space, then run the same command again.
not_permitted = Upshot may not read or write { $file }. Check the permissions of the folder, or choose another with --home, then run the same command again.
file_not_found = There is no file or folder { $file }. Check the path, then run the same command again.
port_in_use = That port is already in use on this machine. Choose another with --port.
usage_unknown_command = There is no command “{ $name }”. { $nearest ->
    [none] upshot --help lists them.
   *[other] The nearest ones are: { $nearest }.
 }
usage_unknown_option = { $command } has no option { $name }. { $nearest ->
    [none] See its options with: { $command } --help
   *[other] The nearest ones are: { $nearest }.
 }
usage_missing = { $command } needs { $name }, and it was not given. See how it is written with: { $command } --help
usage_extra = { $command } does not know what to do with “{ $name }”. See how it is written with: { $command } --help
usage_option_without_value = The option { $name } of { $command } needs a value behind it. See how it is written with: { $command } --help
usage_bad_value = The value of { $name } cannot be used by { $command }. Valid is: { $valid }. See how it is written with: { $command } --help
usage_other = { $command } could not read the command line ({ $said }). See how it is written with: { $command } --help
file_not_written = The file { $file } could not be written: { $why }. Valid: a path in a folder that exists and may be written to. Choose another.
cli_report_written = Written: { $file }
cli_serving = Upshot is open at { $address } (Ctrl+C stops it)
cli_workspace_created = Workspace { $name } created in { $home }. Next: upshot import FILES…
cli_demo_files = Simulated export files written to { $folder }
cli_demo_next = Look at it in the browser: ./upshot serve --home { $home }
cli_simulated = Export files written to { $folder }; the truth is apart, in { $truth }.
no_folder_given = Which folder should be written? Nothing was written. Give an empty or new folder, for instance: upshot simulate my-brand --case base
folder_not_empty = { $folder } is not empty, and a simulated brand is written to a folder of its own. Nothing was written. Give a new folder.
unknown_case = There is no case called { $name }. The nearest ones are: { $nearest }. “upshot simulate --case list” shows all.
unknown_sheet_format = A sheet is written as .csv or .xlsx, not as { $file }. Give the file one of these endings.
unknown_post = There is no post { $name } in this workspace. Posts come from the files you import; see the page Posts.
cli_interrupted = Interrupted. Nothing was half-written: each file was loaded whole or not at all, and the same command goes on from there.
cli_imported_before = A file that was imported before is not read again. To read it again, for instance with another --account or --period, add --force.
cli_import_into = Workspace: { $name }
table_kinds = Kinds of file
label_case = Case
label_kpi = KPI
label_name = Name
label_question = Question
label_unknown = (unknown)
table_cases = Simulated brands
table_kpis = KPIs
table_catalogue = KPI catalogue
objective_awareness = awareness
objective_leads = leads
objective_traffic = traffic
objective_sales = sales
objective_engagement = engagement
cli_exported = Written: { $file } ({ $files } files; workspaces: { $workspaces })
cli_restored = Restored into { $home }. Workspaces: { $workspaces }
cli_erase_confirm = Erase { $person } from workspace { $workspace }, history and raw files included? This cannot be undone.
cli_erased = Erased. Rows: { $rows }. Raw files deleted: { $raw_files }.
cli_erased_nothing = { $person } was found nowhere; nothing was erased.
