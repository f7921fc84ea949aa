# Records in PostgreSQL. The address shown never has its password.
records_password = PostgreSQL refused the sign-in: { $path }. The user or the password is not accepted from this machine. The password may stand in PGPASSWORD, in ~/.pgpass or in UPSHOT_RECORDS_URL (with % signs for special characters: @ is %40). Correct it, then run the same command again.
records_no_database = PostgreSQL answers, but there is no such database or user: { $path }. Upshot makes its tables, not the database. Make it with: createdb NAME, or correct UPSHOT_RECORDS_URL, then run the same command again.
records_forbidden = PostgreSQL does not let this user write: { $path }. Upshot needs to make tables in its database, on a server that is not a read-only copy. Let the user own the database (ALTER DATABASE … OWNER TO …), then run the same command again.
records_crowded = PostgreSQL has no connection left: { $path }. Each process of Upshot needs a few. Stop a process or raise max_connections, then run the same command again.
records_refused = PostgreSQL refused a statement (SQLSTATE { $seen }): { $path }. Its tables must be as Upshot made them; nothing was changed. Look into the server's log for this code, then run the same command again.
records_text = PostgreSQL cannot keep a text { $seen ->
    [zero] with a zero character (U+0000) in it. Any other character is valid. Remove it
   *[long] that is longer than { $longest } characters. Names and handles may be that long, and no longer. Shorten it
 }, then try again. Nothing of it was saved.
records_elsewhere = This home has facts but no { $path }: its records are kept elsewhere, or were lost. Going on would begin an empty second set. Set UPSHOT_RECORDS_URL to the address where they are; or, if they are lost, restore the home from an export.
records_left_behind = UPSHOT_RECORDS_URL names an empty database, but this home has records: { $path }. Going on would leave them behind. Move them: “upshot export home.zip” without UPSHOT_RECORDS_URL, then “upshot restore home.zip --home NEW” with it. To begin anew, move the file away.
