# Reading files: what cannot be opened, what cannot be recognised, what cannot be understood.
file_missing = There is no file { $file }. Check the path, then import again.
file_unreadable = { $file } cannot be read: the system says “{ $reason }”. Check that the file is there and that you may open it, then import again.
file_empty = { $file } holds nothing. An export has at least a header row. Export it again and check its size before you import it.
file_not_a_table = { $file } is { $form ->
    [pdf] a PDF document
    [html] a web page saved under another name
    [xml] an XML document
    [image] an image
    [media] a video or sound
    [database] a database
    [other_archive] an archive that is neither zip nor gz
    [document] a text document
   *[other] no text and no spreadsheet
} and not a table of rows. Valid are CSV, XLSX, XLS, ODS, JSON, Parquet and zip or gz files of these. Export the data in one of these forms.
archive_damaged = { $file } is a damaged or truncated archive: its end or a part inside is missing. Download it again, then import the new copy.
archive_encrypted = { $file } is protected by a password. Upshot opens only archives without one. Unpack it yourself and import the files inside.
archive_method_unknown = { $file } is packed with a method that Upshot cannot unpack. Valid is an ordinary zip or gz. Unpack it and import the files inside.
archive_bomb = { $file } would unpack to { $unpacked_mb } MB from { $packed_mb } MB. No export shrinks that much, so it was not unpacked. If you trust it, unpack it yourself and import the files inside.
archive_too_deep = { $file } is an archive inside archives, more than { $depth } levels deep. Unpack the outer ones and import what is inside.
archive_too_many_members = { $file } holds { $seen } files; at most { $most } are read at once. Split it, then import the parts.
archive_without_files = { $file } is an archive without any file inside. Export the data again.
spreadsheet_locked = { $file } is protected by a password. Upshot reads only open workbooks. Save a copy without a password and import that.
spreadsheet_broken = { $file } looks like a workbook and cannot be opened ({ $reason }). Open it in a spreadsheet, save it as XLSX or CSV, and import that.
csv_broken = { $file } cannot be read beyond about line { $line }: the text has no regular rows there ({ $reason }). A quotation mark that is never closed is the usual cause. Export the file again, or correct that line.
json_broken = { $file } is not valid JSON at line { $line }. Valid is one object per line, or a list of objects. The file may have been cut: export it again.
json_too_large = { $file } is one JSON document of more than { $most_mb } MB. Save it as JSON lines (one object per line): those are read whatever their size.
json_without_records = { $file } is JSON without records. Valid is one object per line, a list of objects, or an API answer with a list inside.
unknown_file_kind = { $file } is no kind of file that Upshot knows. Its header reads: { $seen }. { $nearest ->
    [none] It resembles none of the known kinds.
   *[other] The nearest kind is { $nearest }{ $missing ->
        [none] .
       *[other] , which would also need: { $missing }.
    }
} If it is a known kind under other headers, say which with --as (--as list shows them all) and map the headers with --mapping; anything else can come in through a sheet: upshot sheet.
unknown_kind = There is no kind of file called { $seen }. The nearest ones are: { $nearest }. Known kinds: { $known }.
columns_missing = { $file } lacks the column { $missing }. Its header reads: { $seen }. { $nearest ->
    [none] No header comes near.
   *[other] The nearest header is { $nearest }.
} Export the file with that column, or name the header that stands for it in a --mapping file.
day_order_unknown = { $file } writes days like { $seen } (column { $column }), and every one of them reads both ways. Valid are days such as 2026-04-03, or one day beyond the 12th that shows the order. Say which comes first: --day-first (day/month/year) or --month-first (month/day/year), or the setting day_first.

# TikTok's advertising reports
period_missing = { $file } is an advertising report without days, and nothing says which days it covers. Valid is a column By Day, a range such as 2025-09-01 to 2025-09-30 in the file's name, or a period that you give. Import it again with --period 2025-09-01 2025-09-30.
ad_day_repeated = { $file } names the same ad and day more than once ({ $repeated } times in { $rows } rows) without a column that tells the rows apart. Valid is one row per ad and day, or a report with its breakdown column (age, country, hour …). Export it again with that column, or without the breakdown; if two exports were pasted together, import them separately.
ads_columns_missing = { $file } has no column for cost and none for impressions. Its header reads: { $seen }. Headers nobody knows: { $unknown }. Map yours to ours with a --mapping file (for instance 비용: spend), or export the report in English.
ads_table_without_figures = { $file } is a connector's table of names and settings ({ $seen }): it holds no figures by day. Import the report tables instead; names come with them.

# What is valid in a cell
valid_whole_number = a whole number, for instance 1,234
valid_number = a number, for instance 1,234.56
valid_amount = an amount, for instance 1,234.56; where 1,234 could be a decimal, show the cents
valid_rate = a rate, for instance 62.5% or 0.625
valid_day = a day that exists, for instance 2026-04-03
valid_instant = a day and time, for instance 2026-04-03 14:05:00
valid_yes_or_no = yes or no
valid_list = words separated by ; or blanks
valid_text = text
valid_whole_id = the whole id; a spreadsheet has rounded this one (1.71E+18 has lost its last digits): export as CSV, or format the column as text
valid_filled_cell = a value; this cell may not be empty
valid_as_many_cells_as_headers = as many cells as the header has
valid_day_or_period = a day, or the days that the total covers, given with --period
valid_sum_of_rows = the sum of the rows above; the totals row differs, the export may be incomplete
