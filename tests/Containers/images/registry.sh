# A registry on loopback: the SDK takes the base image from it and gives it what it publishes. Sourced, not run.

start_registry() {
    command -v docker-registry >/dev/null || install_registry
    local port=5000
    while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        port=$((port + 1))
    done
    registry=localhost:$port
    registry_folder=$(mktemp -d)
    cat >"$registry_folder/config.yml" <<CONFIG
version: 0.1
log: { level: error, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: $registry_folder/store } }
http: { addr: "127.0.0.1:$port" }
CONFIG
    OTEL_TRACES_EXPORTER=none docker-registry serve "$registry_folder/config.yml" >"$registry_folder/log" 2>&1 &
    registry_process=$!
    trap stop_registry EXIT
    for _ in $(seq 100); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
        kill -0 "$registry_process" 2>/dev/null || break
        sleep 0.1
    done
    echo "The image registry on $registry did not start within 10 s:"
    tail -n 5 "$registry_folder/log"
    exit 1
}

install_registry() {
    local log
    log=$(mktemp)
    { apt-get update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends docker-registry; } >"$log" 2>&1 && return
    echo "Without a public image registry, images are built on one of our own, and Debian's docker-registry could not be installed ($log says why)."
    exit 1
}

stop_registry() {
    kill "$registry_process" 2>/dev/null || true
    rm -r "$registry_folder"
}
