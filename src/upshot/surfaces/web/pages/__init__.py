"""The pages. Each folder has `page.py` (path, frozen context, `build`) and `page.html`; `registry.py` lists them."""
