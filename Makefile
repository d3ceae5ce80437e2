# Two commands for a fresh machine: `make demo` and `make test`. What is longer than a line is in .ci/.
PORT ?= 8000
PYTHON = .venv/bin/python
PYTEST = $(PYTHON) -m pytest
FAST = -n 2 --dist loadfile -m "not trust and not html"
SLOW = -n 2 --dist loadfile -m trust

.PHONY: demo test trust html bench test-postgres trust-postgres check lock messages development

# The site with the real process and an example, on this machine only: make demo PORT=8080
demo:
	@.ci/bootstrap
	@$(PYTHON) .ci/demo.py --port-only $(PORT)
	@.ci/bootstrap requirements.txt
	@$(PYTHON) .ci/demo.py $(PORT)

# The fast suite, with pages opened in a real browser: make test ARGS='-k agenda'
test: development
	@.ci/need chromium
	@.ci/need pango
	@$(PYTEST) $(FAST) $(ARGS)

# The slow ones: races, kills and faults. pytest says 5 when it finds none.
trust: development
	@.ci/need chromium
	@$(PYTEST) $(SLOW) $(ARGS) || [ $$? -eq 5 ]

# Every page of the site, full and empty, before the Nu HTML checker.
html: development
	@.ci/need java
	@.ci/need html-checker
	@$(PYTEST) -m html tests/html $(ARGS)

# Figures (sizes, times, queries), printed and not judged. They are the bench_*.py of tests/bench.
bench: development
	@.ci/need chromium
	@$(PYTEST) -s -o python_files='bench_*.py' tests/bench $(ARGS)

# The fast suite on DATABASE_URL or, without one, on a throw-away PostgreSQL; without what brings a database of its own
# or has nothing to do with one, which tests/test_architecture.py looks after.
OWN_DATABASE = browser test_bootstrap.py test_image.py test_demo.py test_database_gone.py
NO_DATABASE = circles/test_seating_rules.py events/test_differences.py publishing/test_text.py publishing/test_texts.py \
	publishing/test_uploads.py search/test_words.py site/test_settings.py surveys/test_codes.py \
	surveys/test_disclosure.py surveys/test_opinions.py surveys/test_statistics.py surveys/test_weighing.py test_look.py
ON_POSTGRES = $(PYTHON) .ci/postgres.py $(PYTEST) $(patsubst %,--ignore=tests/%,$(OWN_DATABASE) $(NO_DATABASE))
test-postgres: development
	@.ci/need chromium
	@.ci/need pango
	@[ -n "$$DATABASE_URL" ] || .ci/need postgresql
	@$(ON_POSTGRES) $(FAST) $(ARGS)

# The slow ones there: races and kills differ between databases.
trust-postgres: development
	@.ci/need chromium
	@[ -n "$$DATABASE_URL" ] || .ci/need postgresql
	@$(ON_POSTGRES) $(SLOW) $(ARGS)

# All that can be found without running the site. The settings are those of the demo, for --deploy those of production.
check: export DEMO = 1
check: export SECRET_KEY = only-for-checks
check: export DATABASE_URL = sqlite:///:memory:
check: development
	@.ci/need gettext
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	find . -path './.*' -prune -o -name node_modules -prune -o -name '*.html' -print0 | xargs -0r .venv/bin/djade --check
	.venv/bin/lint-imports
	.venv/bin/mypy
	$(PYTHON) manage.py makemigrations --check --dry-run
	env $$(grep '^[A-Z]' .env.example) DEMO=0 SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))') \
		$(PYTHON) manage.py check --deploy --fail-level WARNING
	$(PYTHON) .ci/catalogue.py --check

# Writes the locked requirements anew from pyproject.toml: make lock ARGS=--upgrade
lock:
	@.ci/bootstrap
	@.ci/lock $(ARGS)

# Brings the German catalogue up to date: once before translating, once after.
messages: development
	@.ci/need gettext
	@$(PYTHON) .ci/catalogue.py

development:
	@.ci/bootstrap requirements-dev.txt
