#!/usr/bin/env bash
# Makes the images of the services as localhost/oauthdemo/SERVICE:test. With the internet they stand on Microsoft's image, as the README shows it;
# without it on one that is made here, handed to the SDK by a registry on loopback. services.sh arm64 makes SERVICE:test-arm64, which nothing here starts.
set -euo pipefail
cd "$(dirname "$0")"
. ./registry.sh

arch=${1:-amd64}
if [ "$arch" = amd64 ]; then
    base=localhost/dotnet/aspnet:10.0 tag=test runtime=linux-x64 publish_more=()
else
    base=localhost/dotnet/runtime-deps:10.0-$arch tag=test-$arch runtime=linux-$arch publish_more=(-p:SelfContained=true)
fi
services=(Gateway AuthorizationServer BankApi FinanceAggregator FlowExplorer StatementWorker)
[ ! -d ../../../services/AllInOne ] || services+=(AllInOne)
prefix=${OAUTHDEMO_IMAGES:-localhost/oauthdemo}

publish() {
    local only
    only=$(IFS=+ && echo "${services[*]}")
    dotnet msbuild ../../../services/Images.proj -nologo -v:quiet -m:2 -nr:false "-p:Only=$only" "-p:RuntimeIdentifier=$runtime" "-p:ContainerImageTag=$tag" "$@"
}

image_of() { # AuthorizationServer → authorization-server
    sed -E 's/([a-z])([A-Z])/\1-\2/g; s/.*/\L&/' <<<"$1"
}

if curl -s -o /dev/null -m 5 https://mcr.microsoft.com/v2/; then
    echo "Images ${services[*]}, on Microsoft's image of ASP.NET Core."
    publish
    for service in "${services[@]}"; do
        docker tag "oauthdemo/$(image_of "$service"):$tag" "$prefix/$(image_of "$service"):$tag"
    done
    exit
fi

echo "Image $base, from Debian packages."
./base.sh "$arch"
echo "Images ${services[*]}, on that one."
start_registry
docker tag "$base" "$registry/dotnet/base:10.0"
docker push -q "$registry/dotnet/base:10.0" >/dev/null
docker image rm "$registry/dotnet/base:10.0" >/dev/null
publish "-p:ContainerBaseImage=$registry/dotnet/base:10.0" "-p:ContainerRegistry=$registry" "${publish_more[@]}"
for service in "${services[@]}"; do
    image=$(image_of "$service")
    docker pull -q "$registry/oauthdemo/$image:$tag" >/dev/null
    before=$(docker image inspect -f '{{ .Id }}' "$prefix/$image:$tag" 2>/dev/null) || true
    docker tag "$registry/oauthdemo/$image:$tag" "$prefix/$image:$tag"
    docker image rm "$registry/oauthdemo/$image:$tag" >/dev/null
    [ -z "$before" ] || [ "$before" = "$(docker image inspect -f '{{ .Id }}' "$prefix/$image:$tag")" ] || docker image rm "$before" >/dev/null 2>&1 || true
done
