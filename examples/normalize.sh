#!/usr/bin/env bash
# A table from the shell: `./normalize.sh page.html …` prints file, status, date, authors and tags, tab-separated.
set -euo pipefail
URL=${DATELINE_URL:-http://localhost:8000}
KEY=${DATELINE_KEY:+Authorization: Bearer $DATELINE_KEY}

[ $# -gt 0 ] || { echo "usage: ./normalize.sh page.html …" >&2; exit 1; }

for page in "$@"; do
  [ -f "$page" ] && [ -r "$page" ] || { echo "$page: there is no such file, or it cannot be read" >&2; exit 1; }
  # curl waits as long as Retry-After says when the service is over its capacity; --fail-with-body shows what was refused.
  answer=$(curl --silent --show-error --fail-with-body --retry 5 ${KEY:+--header "$KEY"} \
    --header 'Content-Type: text/html' --data-binary "@$page" "$URL/v1/normalize?view=flat") ||
    { [ -z "$answer" ] || echo "$page: $answer" >&2; exit 1; }
  jq --raw-output --arg page "$page" \
    '[$page, .status, .date_published // "-", (.authors | join(", ")), (.keywords | join(", "))] | @tsv' <<<"$answer"
done
