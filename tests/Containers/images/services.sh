#!/usr/bin/env bash
# Makes the images of the services as localhost/oauthdemo/SERVICE:latest, unless they are made of these very sources already. With the internet they stand
# on Microsoft's image, as the README shows it; without it on one that is made here, handed to the SDK by a registry on loopback.
# services.sh arm64 makes SERVICE:latest-arm64, which nothing here starts.
set -euo pipefail
cd "$(dirname "$0")/../../.."
. tests/Containers/images/rootfs.sh
. tests/Containers/images/registry.sh

arch=${1:-amd64}
if [ "$arch" = amd64 ]; then
    base=localhost/dotnet/aspnet:10.0 tag=latest runtime=linux-x64 publish_more=()
else
    base=localhost/dotnet/runtime-deps:10.0-$arch tag=latest-$arch runtime=linux-$arch publish_more=(-p:SelfContained=true)
fi
services=(AllInOne AuthorizationServer BankApi FinanceAggregator FlowExplorer Gateway ResourceOwner StatementWorker TvApp)
prefix=${OAUTHDEMO_IMAGES:-localhost/oauthdemo}

publish() {
    dotnet msbuild services/Images.proj -nologo -v:quiet -m:2 -nr:false "-p:RuntimeIdentifier=$runtime" "-p:ContainerImageTag=$tag" "-p:ImageMadeOf=$sources" "$@"
}

image_of() { # AuthorizationServer → authorization-server
    sed -E 's/([a-z])([A-Z])/\1-\2/g; s/.*/\L&/' <<<"$1"
}

# What the images are made of, exactly.
sources_key() { # BASE
    { echo "$1 $runtime"; dotnet --version; find services ServiceDefaults Stores Directory.* global.json -type f -print0 | sort -z | xargs -0 sha256sum; } | sha256sum | cut -d ' ' -f 1
}

are_made() {
    local service
    for service in "${services[@]}"; do
        has_image "$prefix/$(image_of "$service"):$tag" "$sources" || return
    done
    echo "Images of the services: made of these sources already."
}

if curl -s -o /dev/null -m 5 https://mcr.microsoft.com/v2/; then
    sources=$(sources_key mcr.microsoft.com)
    are_made && exit
    echo "Images ${services[*]}, on Microsoft's image of ASP.NET Core."
    publish
    for service in "${services[@]}"; do
        docker tag "localhost/oauthdemo/$(image_of "$service"):$tag" "$prefix/$(image_of "$service"):$tag"
    done
    exit
fi

echo "Image $base, from Debian packages."
tests/Containers/images/base.sh "$arch"
sources=$(sources_key "$(docker image inspect -f '{{ .Id }}' "$base")")
are_made && exit
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
