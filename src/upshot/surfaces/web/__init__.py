"""The web app: pages rendered on the server, readable without JavaScript, in English and French.

A page is a folder in `pages/`: `page.py` declares its path, its frozen context and how it is built; `page.html` lays it
out. The JSON of a page is the same context. Start with `app.py`.
"""
