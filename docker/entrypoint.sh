#!/bin/sh
# Runs the application as a container does, and ends after the embedded database has: the end of the first process of a
# container is the end of all others, and the database's own end, in order, begins when the application's is over.
java -XX:AOTCache=/app/evenhand.aot -XX:+ExitOnOutOfMemoryError -jar quarkus-run.jar "$@" &
application=$!
trap 'kill -TERM "$application" 2>/dev/null' TERM INT
while kill -0 "$application" 2>/dev/null; do
    wait "$application"
    status=$?
done

# The first line of this file is the number of the database's process; the database takes the file away.
lock=${EVENHAND_DATA_DIR:-data}/postgresql/data/postmaster.pid
while database=$(head -n 1 "$lock" 2>/dev/null) && kill -0 "$database" 2>/dev/null; do
    sleep 0.1
done
exit "$status"
