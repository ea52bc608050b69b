# The base, to the byte; `make base` moves it to what the tag means today.
ARG PYTHON=3.13
ARG DIGEST=@sha256:9d2e5553305c7c7b0097999bb17187c69b921ccd6bc9d40e4bb5ebe652c00285

FROM python:${PYTHON}-slim-trixie${DIGEST} AS build
# 1 adds what DATELINE_TRACES needs.
ARG TRACES=
WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ONLY_BINARY=:all:
COPY requirements.txt requirements-traces.txt requirements-build.txt ./
# The build tool gets a venv of its own: nothing that only builds is in the image.
RUN python -m venv /opt/build \
 && /opt/build/bin/pip install --require-hashes -r requirements-build.txt \
 && python -m venv /opt/venv \
 && /opt/venv/bin/pip install --require-hashes -r "requirements${TRACES:+-traces}.txt"
COPY pyproject.toml README.md ./
COPY service service
COPY schemas schemas
RUN /opt/build/bin/pip wheel --no-deps --no-index --no-build-isolation --wheel-dir dist . \
 && /opt/venv/bin/pip install --no-deps --no-index dist/*.whl \
 && /opt/venv/bin/pip uninstall --yes pip

FROM python:${PYTHON}-slim-trixie${DIGEST}
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="dateline" \
      org.opencontainers.image.description="News metadata, put right: one scraped page in, canonical schema.org JSON out" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY gunicorn.conf.py ./
# Nothing is written at run time but heartbeats and counts, in /dev/shm: the root file system may be read-only.
# Threads that share two arenas of the allocator leave less memory in pieces; pages come and go by the megabyte.
ENV MALLOC_ARENA_MAX=2
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# Inside of a container the loopback interface is nobody's; who may come in is for the network around it to say.
ENV PORT=8000 DATELINE_HOST=0.0.0.0
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:%s/livez' % (os.environ.get('PORT') or 8000), timeout=4)"]
# gunicorn.conf.py says what is served, where and by how many; its SIGTERM drains and stops.
ENTRYPOINT ["gunicorn"]
