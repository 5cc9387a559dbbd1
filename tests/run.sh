#!/usr/bin/env bash
# Installs what the tests need where it can, builds everything once, runs the test projects, and ends with one line that sums them up.
# With names it runs those alone: ./tests/run.sh Unit Containers.
set -uo pipefail
cd "$(dirname "$0")/.."

# Hundreds of services start here and none lives long: code that measures itself to be made faster later never pays.
export DOTNET_TieredPGO=0
results=artifacts/test-results
projects=("$@")
[ $# -gt 0 ] || projects=(Unit Integration Security Containers EndToEnd)
. tests/Containers/engine.sh
passed=0 failed=0 skipped=0 containers=

finish() {
    repeat_failures
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ]
    exit
}

# The browser tests drive Chromium; where there is none and none can be had, they skip and say so.
install_chromium() {
    command -v chromium >/dev/null && return
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return
    echo 'Installing Chromium for the browser tests.'
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >"$results/chromium.log" 2>&1 ||
        echo "Chromium could not be installed ($results/chromium.log says why)."
}

# The container tests need an engine; without one they skip and say so. With one they need images, and a test that skips for want of them hides a fault.
# Images are made and containers waited for while the other tests go on: those of the browser keep one processor busy, not two.
begin_containers() {
    local made=0 engine=
    find_engine && engine=found && trap end_containers EXIT
    set -m # a group of its own, which can be ended as a whole
    (
        [ -z "$engine" ] || tests/Containers/images/make.sh || made=1
        play Containers && exit "$made"
    ) >"$results/Containers.log" 2>&1 &
    containers=$!
    set +m
}

# Ends what is still at work, if somebody pressed Ctrl+C, and then the engine.
end_containers() {
    kill -TERM -- "-$containers" 2>/dev/null && wait "$containers"
    leave_engine
}

# What is taken away from the explorer is read by real parsers of each format; those that cannot be had, their tests skip and say so.
install_parsers() {
    [ -d tests/Formats/node_modules ] || ! command -v npm >/dev/null ||
        (cd tests/Formats && npm ci --ignore-scripts --no-audit --no-fund) >"$results/npm.log" 2>&1 ||
        echo "The parsers of Mermaid and HAR could not be installed ($results/npm.log says why)."
    command -v plantuml >/dev/null && return
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends plantuml; } >"$results/plantuml.log" 2>&1 ||
        echo "PlantUML could not be installed ($results/plantuml.log says why)."
}

play() {
    dotnet "artifacts/bin/$1/debug/OAuthDemo.$1.dll" -noLogo -noColor -result-xml "$results/$1.xml" 2>&1 | tee "$results/$1.txt"
}

# What failed is far up by now, and whoever looks reads the end first: each failure again, with its message, its stack and the start of its output.
repeat_failures() {
    [ "$failed" -eq 0 ] || awk '
        /^ *[^ ].* \[FAIL\]$/ { match($0, /^ */); edge = RLENGTH; left = 60; print; next }
        left && match($0, /^ */) && RLENGTH > edge { left--; print; next }
        /[^ ]/ { left = 0 }' "$results"/*.txt 2>/dev/null
}

# Adds what one project reports; a project that ends badly without reporting a failure counts as one.
add() {
    local code=$2 counts p f e s
    counts=$(grep -o '<assembly [^>]*>' "$results/$1.xml" 2>/dev/null | head -n 1)
    count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counts"; }
    p=$(count passed) f=$(count failed) e=$(count errors) s=$(count skipped)
    f=$((${f:-0} + ${e:-0}))
    if [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then
        f=1
        printf '    %s ended with code %s [FAIL]\n%s\n' "$1" "$code" "$(tail -n 20 "$results/$1.txt" | sed 's/^/      /')" >>"$results/$1.txt"
    fi
    echo "$1: ${p:-0} passed, $f failed, ${s:-0} skipped"
    passed=$((passed + ${p:-0})) failed=$((failed + f)) skipped=$((skipped + ${s:-0}))
}

rm -rf "$results"
mkdir -p "$results"
install_chromium
install_parsers
if ! dotnet build OAuthDemo.sln --nologo -v quiet; then
    failed=1
    finish
fi
for project in "${projects[@]}"; do
    if [ "$project" = Containers ]; then
        echo "== Containers, beside the others: $results/Containers.log"
        begin_containers
    else
        echo "== $project"
        play "$project"
        add "$project" $?
    fi
done
if [ -n "$containers" ]; then
    echo '== Containers'
    tail -n +1 -f --pid="$containers" "$results/Containers.log" 2>/dev/null
    followed=$? # not everywhere can it be
    wait "$containers"
    code=$?
    [ "$followed" -eq 0 ] || cat "$results/Containers.log"
    add Containers "$code"
fi
finish
