# Finds a container engine, or installs and starts Debian's. Sourced, not run: find_engine sets what docker and the tests need to know, leave_engine
# ends what was started here. Both need to know $results, a folder of this run. Several checkouts share one engine of ours: the last one that leaves it ends it.

engine_folder=/run/oauthdemo-engine
engine_store=/var/cache/oauthdemo-engine
engine_is_ours=

find_engine() {
    if engine_answers; then
        echo "Container engine: ${DOCKER_HOST:-the one that docker knows}."
    elif [ "$(id -u)" -eq 0 ] && install_engine && start_engine; then
        echo "Container engine: $DOCKER_HOST, started here."
    else
        echo 'There is no container engine, and none could be started.'
        return 1
    fi
    DOCKER_API_VERSION=$(docker version -f '{{ .Server.APIVersion }}')
    OAUTHDEMO_CONTAINER_SESSIONS=$PWD/$results/container-sessions
    export DOCKER_API_VERSION OAUTHDEMO_CONTAINER_SESSIONS
}

# What the tests of this run left behind is removed, and nothing that somebody else started: each run of Testcontainers labels what it makes.
leave_engine() {
    local session
    for session in $(cat "$OAUTHDEMO_CONTAINER_SESSIONS" 2>/dev/null); do
        docker ps -aq --filter "label=org.testcontainers.session-id=$session" | xargs -r docker rm -fv >/dev/null
        docker network ls -q --filter "label=org.testcontainers.session-id=$session" | xargs -r docker network rm >/dev/null
    done
    [ -n "$engine_is_ours" ] || return 0
    (
        flock 6
        flock -u 5
        flock -n 5 || exit 0 # somebody else is at work with it
        pid=$(cat "$engine_folder/dockerd.pid") && kill "$pid" && tail --pid="$pid" -f /dev/null
    ) 6>"$engine_folder/turn"
}

engine_answers() {
    command -v docker >/dev/null && docker version -f '{{ .Server.Version }}' >/dev/null 2>&1
}

install_engine() {
    command -v dockerd >/dev/null && command -v docker >/dev/null && return
    command -v apt-get >/dev/null || return
    echo 'Installing a container engine (docker.io).'
    # Installed, not started: RUNLEVEL=1 says so to the package's scripts.
    { apt-get update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends docker.io iptables; } >"$results/docker.log" 2>&1
}

start_engine() {
    mkdir -p "$engine_store"
    mkdir -p -m 700 "$engine_folder"
    export DOCKER_HOST=unix://$engine_folder/docker.sock
    exec 5>"$engine_folder/users"
    (
        flock 6
        flock -s 5
        engine_answers && exit
        dockerd --data-root "$engine_store" --exec-root "$engine_folder/exec" --pidfile "$engine_folder/dockerd.pid" -H "$DOCKER_HOST" \
            >"$engine_folder/log" 2>&1 5>&- 6>&- &
        for _ in $(seq 100); do
            engine_answers && exit
            sleep 0.1
        done
        tail -n 5 "$engine_folder/log"
        exit 1
    ) 6>"$engine_folder/turn" && engine_is_ours=yes
}
