# A registry on loopback: the SDK takes the base image from it and gives it what it publishes. Sourced, not run.

start_registry() {
    command -v docker-registry >/dev/null ||
        RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends docker-registry >/dev/null 2>&1
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
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        kill -0 "$registry_process" && sleep 0.1
    done
}

stop_registry() {
    kill "$registry_process"
    rm -r "$registry_folder"
}
