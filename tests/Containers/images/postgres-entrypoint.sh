#!/bin/sh
# The first start makes the database that POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB ask for; then PostgreSQL takes this process over.
set -eu

user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}

make_cluster() {
    printf '%s\n' "${POSTGRES_PASSWORD:?a password is needed}" >/tmp/password
    initdb --username="$user" --pwfile=/tmp/password --auth-local=trust --auth-host=scram-sha-256 --no-sync >/dev/null
    rm /tmp/password
    echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"

    # No network yet: who waits for the port must not find this first server.
    pg_ctl start --wait --silent -o "-c listen_addresses='' -c fsync=off"
    [ "$database" = postgres ] || psql -qX -v ON_ERROR_STOP=1 -v name="$database" -U "$user" -d postgres <<'SQL'
CREATE DATABASE :"name";
SQL
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sql) psql -qX -v ON_ERROR_STOP=1 -U "$user" -d "$database" -f "$file" ;;
            *.sh) . "$file" ;;
        esac
    done
    pg_ctl stop --wait --silent --mode=fast
}

case ${1:-} in
    '' | -*) set -- postgres "$@" ;; # options alone are meant for the server
esac
if [ "$1" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
    make_cluster
fi
exec "$@"
