#!/usr/bin/env bash
# Makes localhost/postgres:15 from Debian's PostgreSQL, for machines that reach no public image registry. It behaves like the official image
# as far as Testcontainers.PostgreSql asks: the same variables, the same first start, files in /docker-entrypoint-initdb.d.
set -euo pipefail
cd "$(dirname "$0")"
. ./rootfs.sh

image=localhost/postgres:15
packages=(
    postgresql-15 postgresql-client-15 busybox-static base-files libc-bin netbase tzdata
    libaudit1 libc6 libcap-ng0 libcap2 libcom-err2 libffi8 libgcc-s1 libgcrypt20 libgmp10 libgnutls30 libgpg-error0 libgssapi-krb5-2
    libhogweed6 libicu72 libidn2-0 libk5crypto3 libkeyutils1 libkrb5-3 libkrb5support0 libldap-2.5-0 liblz4-1 liblzma5 libnettle8
    libp11-kit0 libpam0g libpq5 libreadline8 libsasl2-2 libssl3 libstdc++6 libsystemd0 libtasn1-6 libtinfo6 libunistring2 libxml2
    libzstd1 zlib1g
)
key=$({ packages_key amd64 "${packages[@]}"; cat ./*.sh; } | sha256sum | cut -d ' ' -f 1)
has_image "$image" "$key" && exit

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
unpack_packages "$root" amd64 "${packages[@]}"
rm -rf "$root"/usr/lib/postgresql/15/lib/bitcode "$root"/usr/share/perl* "$root"/usr/lib/x86_64-linux-gnu/gconv "$root"/usr/sbin/ldconfig
for tool in sh cat chmod chown cp date dirname echo env find grep id ls mkdir mv rm sed sleep sort stat tar tail; do
    ln -sf busybox "$root/usr/bin/$tool"
done
for tool in initdb pg_ctl pg_dump pg_isready pg_restore postgres psql; do
    ln -sf "../lib/postgresql/15/bin/$tool" "$root/usr/bin/$tool"
done

echo "postgres:x:999:999::/var/lib/postgresql:/bin/sh" >>"$root/etc/passwd"
echo "postgres:x:999:" >>"$root/etc/group"
sed -i "s/^#listen_addresses = .*/listen_addresses = '*'/" "$root/usr/share/postgresql/15/postgresql.conf.sample"
mkdir -p "$root/docker-entrypoint-initdb.d" "$root/run/postgresql" "$root/var/lib/postgresql/data"
chown -R 999:999 "$root/run/postgresql" "$root/var/lib/postgresql"
chmod 1777 "$root/var/lib/postgresql/data"
install -m 755 postgres-entrypoint.sh "$root/usr/bin/docker-entrypoint.sh"

make_image "$image" "$root" amd64 <<DOCKERFILE
USER 999:999
ENV PATH=/usr/bin:/usr/sbin LANG=C.UTF-8 PGDATA=/var/lib/postgresql/data
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
LABEL oauthdemo.made-of=$key
DOCKERFILE
