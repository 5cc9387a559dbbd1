#!/usr/bin/env bash
# Makes every image that the container tests start.
set -euo pipefail
cd "$(dirname "$0")"

if [ -z "${OAUTHDEMO_POSTGRES_IMAGE:-}" ]; then
    echo 'Image localhost/postgres:15, from Debian packages.'
    ./postgres.sh
fi
./services.sh
