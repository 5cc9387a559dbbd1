# Unpacks Debian packages into a folder that becomes the root of an image made from nothing. Sourced, not run.

apt_options=()

# Packages for another architecture, without a word to this machine's own apt.
prepare_apt() { # ARCH
    [ "$1" != "$(dpkg --print-architecture)" ] || return 0
    local folder=/var/cache/oauthdemo-apt/$1
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
    apt_options=(-o "APT::Architecture=$1" -o "APT::Architectures=$1" -o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder/cache")
    apt-get "${apt_options[@]}" update -qq
}

# What the packages are, exactly: changes whenever Debian has a newer one.
packages_key() { # ARCH PACKAGE…
    local arch=$1
    shift
    (cd / && apt-get "${apt_options[@]}" download --print-uris "${@/%/:$arch}" | sort)
}

unpack_packages() { # ROOT ARCH PACKAGE…
    local root=$1 arch=$2 debs deb directory
    shift 2
    debs=$(mktemp -d)
    chmod 755 "$debs"
    (cd "$debs" && apt-get "${apt_options[@]}" download -qq -o APT::Sandbox::User=root "${@/%/:$arch}")
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
    files=$(tar -C "$2" --sort=name --numeric-owner -c . | docker import -)
    { echo "FROM $files"; cat; } | DOCKER_BUILDKIT=0 docker build -q -t "$1" - >/dev/null 2>&1
    [ "$3" = "$(dpkg --print-architecture)" ] || call_image "$1" "$3"
    [ -z "$before" ] || docker image rm "$before" >/dev/null 2>&1 || true
}

# The engine writes its own architecture on whatever it makes; here another one is written over it.
call_image() { # IMAGE ARCH
    local folder config
    folder=$(mktemp -d)
    docker save "$1" | tar -x -C "$folder"
    config=$(sed -n 's/.*"Config":"\([^"]*\)".*/\1/p' "$folder/manifest.json")
    sed -i "s/\"architecture\":\"[a-z0-9]*\"/\"architecture\":\"$2\"/" "$folder/$config"
    tar -C "$folder" -c . | docker load -q >/dev/null
    rm -r "$folder"
}
