# What visitors of tracked links read.
collector_unknown = This link does not exist
collector_unknown_do = Check that it was copied whole, or look for the creator's newest link.
collector_gone = This link has ended
collector_gone_do = The offer behind it is over. Look for the creator's newest link.
collector_method = This address only opens
collector_method_do = Open it in a browser.
collector_crash = Something went wrong here
collector_crash_do = Try again in a minute.
