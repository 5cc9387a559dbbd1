# Unpacks Debian packages into a folder that becomes the root of an image made from nothing. Sourced, not run.

# What the packages are, exactly: changes whenever Debian has a newer one.
packages_key() { # ARCH PACKAGE…
    local arch=$1
    shift
    (cd / && apt-get download --print-uris "${@/%/:$arch}" | sort)
}

unpack_packages() { # ROOT ARCH PACKAGE…
    local root=$1 arch=$2 debs deb directory
    shift 2
    debs=$(mktemp -d)
    chmod 755 "$debs"
    (cd "$debs" && apt-get download -qq -o APT::Sandbox::User=root "${@/%/:$arch}")
    for directory in bin sbin lib lib64; do # merged /usr: a package may still say /lib
        mkdir -p "$root/usr/$directory"
        ln -s "usr/$directory" "$root/$directory"
    done
    mkdir -p "$root/run" "$root/var"
    ln -s /run "$root/var/run"
    for deb in "$debs"/*.deb; do
        dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root" --keep-directory-symlink \
            --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' --exclude='./usr/share/lintian/*'
    done
    rm -r "$debs"
    mkdir -p "$root/tmp" "$root/etc"
    chmod 1777 "$root/tmp"
    [ ! -e "$root/etc/ld.so.conf" ] && echo 'include /etc/ld.so.conf.d/*.conf' >"$root/etc/ld.so.conf"
    ldconfig -r "$root"
    if [ -d "$root/usr/share/ca-certificates/mozilla" ]; then
        mkdir -p "$root/etc/ssl/certs"
        cat "$root"/usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
    fi
}

# Whether the engine has an image that was made from these very things.
has_image() { # IMAGE KEY
    [ "$(docker image inspect -f '{{ index .Config.Labels "oauthdemo.made-of" }}' "$1" 2>/dev/null)" = "$2" ]
}

# Makes an image of a folder; what else it needs is said on standard input as in a Dockerfile.
make_image() { # IMAGE ROOT ARCH
    local files before
    before=$(docker image inspect -f '{{ .Id }}' "$1" 2>/dev/null) || true
    files=$(tar -C "$2" --sort=name --numeric-owner -c . | docker import --platform "linux/$3" -)
    { echo "FROM $files"; cat; } | DOCKER_BUILDKIT=0 docker build -q -t "$1" - >/dev/null 2>&1
    [ -z "$before" ] || docker image rm "$before" >/dev/null 2>&1 || true
}
