#!/usr/bin/env bash
# Makes localhost/dotnet/aspnet:10.0 from Debian packages and the runtime beside the dotnet of this machine, for machines that reach no public
# image registry: what Microsoft's chiseled image has, and nothing more. No shell, no package manager.
set -euo pipefail
cd "$(dirname "$0")"
. ./rootfs.sh

arch=${1:-amd64}
packages=(base-files libc6 libgcc-s1 libstdc++6 libssl3 ca-certificates tzdata)
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
version=$(dotnet --list-runtimes | sed -n 's/^Microsoft.AspNetCore.App \(10\.0\.[0-9]*\) .*/\1/p' | tail -n 1)
# The runtime of this machine is for this machine: an image for another brings its own, and its base is all but that.
[ "$arch" = amd64 ] && image=localhost/dotnet/aspnet:10.0 || image=localhost/dotnet/runtime-deps:10.0-$arch
prepare_apt "$arch"
key=$({ packages_key "$arch" "${packages[@]}"; echo "$version"; cat ./base.sh ./rootfs.sh; } | sha256sum | cut -d ' ' -f 1)
has_image "$image" "$key" && exit

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
unpack_packages "$root" "$arch" "${packages[@]}"
rm -rf "$root"/usr/bin/* "$root"/usr/sbin/* "$root"/usr/lib/*/gconv
mkdir -p "$root/usr/share/dotnet" "$root/home/app"
[ "$arch" != amd64 ] || for part in dotnet "host/fxr/$version" "shared/Microsoft.NETCore.App/$version" "shared/Microsoft.AspNetCore.App/$version"; do
    (cd "$dotnet" && cp -r --parents "$part" "$root/usr/share/dotnet")
done
[ "$arch" != amd64 ] || ln -s ../share/dotnet/dotnet "$root/usr/bin/dotnet"
printf '%s\n' root:x:0:0::/: app:x:1654:1654::/home/app: >"$root/etc/passwd"
printf '%s\n' root:x:0: app:x:1654: >"$root/etc/group"
chown -R 1654:1654 "$root/home/app"

make_image "$image" "$root" "$arch" <<DOCKERFILE
ENV PATH=/usr/bin DOTNET_ROOT=/usr/share/dotnet DOTNET_RUNNING_IN_CONTAINER=true DOTNET_VERSION=$version ASPNET_VERSION=$version
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true ASPNETCORE_HTTP_PORTS=8080 APP_UID=1654
LABEL oauthdemo.made-of=$key
DOCKERFILE
