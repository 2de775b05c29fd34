#!/bin/sh
# Starts the application once and stops it, so that the JDK writes down which classes to keep ready. Fails where the
# application does not become ready: a cache of half a start is worth nothing, and so is such an image.
set -eu
export EVENHAND_DATA_DIR=/tmp/training
java -XX:AOTCacheOutput=/tmp/evenhand.aot -jar quarkus-run.jar &
application=$!

ready=
for _ in $(seq 120); do
    if curl -sf "http://localhost:${QUARKUS_HTTP_PORT:-8080}/q/health/ready" >/dev/null; then
        ready=yes
        break
    fi
    kill -0 "$application" || break
    sleep 1
done
kill "$application" 2>/dev/null || true
wait "$application" || true
[ -n "$ready" ] || { echo "The application did not become ready." >&2; exit 1; }
[ -s /tmp/evenhand.aot ] || { echo "The JDK wrote no cache." >&2; exit 1; }
mv /tmp/evenhand.aot /app/evenhand.aot
rm -rf /tmp/training
