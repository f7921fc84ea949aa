# For developers; people who only use Upshot need no make.
LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links -q

.PHONY: lock test demo docs bench
lock:
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(LOCK) --group spark -c requirements-dev.lock -o requirements-spark.lock
	$(LOCK) --group spark-cluster --no-deps -o requirements-spark-cluster.lock
test:
	./upshot test
demo:
	./upshot demo
docs:
	UPSHOT_LANG=en PYTHONPATH=src .venv/bin/python -m upshot.surfaces.cli.reference > docs/commands.md
	.venv/bin/zensical build
bench:
	.venv/bin/python -m benchmarks --small
