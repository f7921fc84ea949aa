# What only the command line says.
internal_error = Something went wrong inside Upshot ({ $error }). This is a bug, not your mistake; nothing was half-written. The technical details are in { $file }: please report them, or run the command again with -v.
unknown_report_format = Upshot cannot write { $file }: it knows the report formats { $valid }. Give the file one of these endings.
unknown_figure = There is no figure called { $name }. The nearest ones are: { $nearest }.
disk_full = The disk is full ({ $file }). Nothing was half-written. Free some space, then run the same command again.
not_permitted = Upshot may not read or write { $file }. Check the permissions of the folder, or choose another with --home, then run the same command again.
file_not_found = There is no file or folder { $file }. Check the path, then run the same command again.
port_in_use = That port is already in use on this machine. Choose another with --port.
cli_report_written = Written: { $file }
