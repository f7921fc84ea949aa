# For developers; people who only use Upshot need no make.
LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links -q

.PHONY: lock test demo docs
lock:
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
test:
	./upshot test
demo:
	./upshot demo
docs:
	.venv/bin/zensical build
