#!/usr/bin/env bash
# A table from the shell: `./normalize.sh page.html …` prints file, status, date, authors and tags, tab-separated.
set -euo pipefail
URL=${DATELINE_URL:-http://localhost:8000}
KEY=${DATELINE_KEY:+Authorization: Bearer $DATELINE_KEY}

for page in "$@"; do
  # curl waits as long as Retry-After says when the service is over its capacity; --fail-with-body shows what was refused.
  curl --silent --show-error --fail-with-body --retry 5 ${KEY:+--header "$KEY"} \
    --header 'Content-Type: text/html' --data-binary "@$page" "$URL/v1/normalize?view=flat" |
    jq --raw-output --arg page "$page" \
      '[$page, .status, .date_published // "-", (.authors | join(", ")), (.keywords | join(", "))] | @tsv'
done
