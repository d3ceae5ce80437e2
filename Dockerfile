# The image: dependencies and static files are made in the first stage, the second holds only what runs.
FROM python:3.13-slim-bookworm AS build
ENV PATH=/opt/venv/bin:$PATH
RUN python -m venv /opt/venv
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY . .
RUN DEMO=1 SECRET_KEY=only-for-the-build python manage.py collectstatic --no-input && python -m compileall -q .

FROM python:3.13-slim-bookworm
# Pango draws the text of PDF files.
RUN apt-get update && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home klimakreise && install -d -o klimakreise -g klimakreise -m 700 /survey-keys && install -d -o klimakreise -g klimakreise /media
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MEDIA_ROOT=/media SURVEY_KEYS=/survey-keys LISTEN=0.0.0.0 PORT=8000
USER klimakreise
VOLUME /media /survey-keys
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-m", "klimakreise.server"]
CMD ["gunicorn", "--config", "klimakreise/server.py", "klimakreise.wsgi"]
