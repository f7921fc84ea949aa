"""Floor 5: what people see: the command line, the web pages, the reports, and every word in them."""
