# Shop orders and web analytics.
kind_shopify_orders = Shopify: orders
kind_woocommerce_orders = WooCommerce: orders
kind_orders = Orders (plain sheet)
kind_ga4_report = Google Analytics 4: report
kind_visits = Visits (plain sheet)

ga4_without_table = { $file } was not imported: no row in it looks like the header of a Google Analytics report. A row with column names such as Date, Session source / medium and Sessions is valid. Download the report again as CSV and import it unchanged.
ga4_without_day = { $file } was not imported: the table at line { $line } does not say on which day its sessions happened. { $span ->
    [none] Its columns are: { $seen }.
   *[other] Its columns are { $seen }, and its rows cover { $span } as a whole.
} A Date or Date + hour column, or a report of a single day, is valid. In Google Analytics add the dimension Date to the report (the + beside the first column, or a free-form exploration) and download it again; a column Date that a spreadsheet has filled in cannot be repaired.
ga4_without_sessions = { $file } was not imported: the table at line { $line } ({ $title }) has no column Sessions. Its columns are: { $seen }. A traffic acquisition report, with Sessions, is valid. In Google Analytics take Reports > Acquisition > Traffic acquisition, add the dimension Date, and download it.
ga4_comparison = { $file } was not imported: the table at line { $line } ({ $title }) compares periods or segments ({ $columns }), so that the same session stands in it more than once. A report of one period without comparison is valid. Switch the comparison off in Google Analytics and download the report again.
ga4_dimension_not_additive = { $file } was not imported: the table at line { $line } is split by { $columns }, and one session can stand in several of those rows. Date, channel group, source, medium, campaign, ad content, country, hour, device and landing page are valid. Take the other columns out of the report and download it again.

valid_order_first_line = a line below the first line of its order, as the shop exports it; export again without sorting
valid_order_id = an order number or id; one of them must be filled
valid_order_status = a known status: paid, pending, partially refunded, refunded, voided or cancelled, or the shop's own word for it
valid_one_total_per_order = one total per order, the same or empty on its other lines; use one line per order if they are parts
valid_ga4_without_day = a table with the Date dimension; this table was skipped, the others were read
valid_ga4_without_sessions = a table with Sessions; this table was skipped, the others were read
valid_ga4_comparison = a table without comparison; this table was skipped, the others were read
valid_ga4_dimension_not_additive = a table by Date, source, medium, campaign, content or country; this table was skipped, the others were read
valid_ga4_table_too_low = a file of its own for a table this far down; it was skipped, the others were read
